//! A school's pages, and who teaches which class.

use testing::TestApp;

#[tokio::test]
async fn a_school_is_for_those_who_work_there() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let tilleuls = format!("/ecole/{}", cast.tilleuls);
    let cm1b = format!("{tilleuls}/classe/{}", cast.cm1b);
    for (person, school, class) in [
        (cast.petit, 200, 200),
        (cast.carrel, 200, 200),
        (cast.martel, 200, 200),
        (cast.duval, 200, 200),
        (cast.roy, 200, 404),
        (cast.keller, 200, 404),
        (cast.vidal, 404, 404),
        (cast.jourdan, 404, 404),
        (cast.nadia, 404, 404),
        (cast.lina, 404, 404),
        (cast.segur, 404, 404),
    ] {
        let client = app.as_(person).await;
        assert_eq!(client.get(&tilleuls).await.status, school, "school, {person}");
        assert_eq!(client.get(&cm1b).await.status, class, "class, {person}");
    }
    let elsewhere = format!("/ecole/{}/classe/{}", cast.rives, cast.cm1b);
    assert_eq!(
        app.as_(cast.vidal).await.get(&elsewhere).await.status,
        404,
        "a class is found in its school only"
    );
}

#[tokio::test]
async fn the_head_sees_whose_account_is_open() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    app.count(
        "with u as (update account set state = 'to_activate', password_hash = null
           where login in ('claire.legoff', 'malo.legoff') returning 1)
         select count(*) from u",
    )
    .await;
    let petit = app.as_(cast.petit).await;
    let school = petit.get(&format!("/ecole/{}", cast.tilleuls)).await;
    assert!(school.all("tbody tr").contains(&"Hélène Petit direction, enseignant·e Actif".to_owned()));
    assert_eq!(
        school.all("tbody tr:first-child")[0],
        "CE2-CM1 MME CARREL Marion Carrel, Inès Martel 2 1 1",
        "two pupils, one account active, one family reached"
    );
    let class = petit.get(&format!("/ecole/{}/classe/{}", cast.tilleuls, cast.cm1b)).await;
    let pupils = class.all("tbody tr");
    assert_eq!(pupils[0], "Lina Haddad CM1 Actif Nadia Benali joint·e Karim Haddad joint·e");
    assert_eq!(pupils[1], "Malo Le Goff CE2 À activer Claire Le Goff à joindre");
    assert!(!class.body().contains("rue Haute"), "no address");
}

#[tokio::test]
async fn a_teacher_picks_her_class_and_its_families_are_hers_to_write_to() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let keller = app.as_(cast.keller).await;
    let list = keller.get("/ma-classe").await;
    assert_eq!(list.all("h2"), ["Le Moulin Bleu", "Les Tilleuls"]);
    let members = "select count(*) from audience_member m join audience a on a.id = m.audience_id
        join person p on p.id = m.person_id where a.kind = 'class_team' and p.last_name = 'KELLER'";
    assert_eq!(app.count(members).await, 0);
    for class in [cast.cp, cast.cp, cast.ms] {
        assert_eq!(keller.post("/ma-classe", &[("class", &class.to_string())]).await.status, 303);
    }
    assert_eq!(app.audited().await, 3);
    assert_eq!(app.count(members).await, 2, "picked twice is picked once");
    let list = keller.get("/ma-classe").await;
    assert_eq!(list.all(".chip.meadow").len(), 2);
    assert_eq!(keller.get("/").await.location(), Some("/fil"));
    assert_eq!(keller.get(&format!("/ecole/{}/classe/{}", cast.tilleuls, cast.cp)).await.status, 200);

    assert_eq!(keller.post("/ma-classe/quitter", &[("class", &cast.ms.to_string())]).await.status, 303);
    assert_eq!(app.count(members).await, 1);
    for foreign in [cast.rives_cm2, cast.rives] {
        assert_eq!(keller.post("/ma-classe", &[("class", &foreign.to_string())]).await.status, 404);
    }
    let never = keller.post("/ma-classe/quitter", &[("class", &cast.cm1b.to_string())]).await;
    assert_eq!(never.status, 404);
    assert_eq!(app.audited().await, 7);
}

#[tokio::test]
async fn the_head_corrects_who_teaches() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let petit = app.as_(cast.petit).await;
    let class = format!("/ecole/{}/classe/{}", cast.tilleuls, cast.cp);
    let (add, remove) = (format!("{class}/enseignants"), format!("{class}/enseignants/retirer"));
    let keller = cast.keller.to_string();
    assert!(petit.get(&class).await.all("option").iter().any(|o| o == "Sonia Keller"));
    assert_eq!(petit.post(&add, &[("teacher", &keller)]).await.status, 303);
    let by_head = "select count(*) from role where source = 'head' and kind = 'teacher'";
    assert_eq!(app.count(by_head).await, 1);
    let roy = app.as_(cast.roy).await;
    assert_eq!(roy.get(&class).await.status, 200);
    assert_eq!(petit.post(&remove, &[("teacher", &cast.roy.to_string())]).await.status, 303);
    assert_eq!(roy.get(&class).await.status, 404, "from today");
    assert_eq!(app.audited().await, 2);

    let vidal = app.as_(cast.vidal).await;
    assert_eq!(vidal.post(&add, &[("teacher", &keller)]).await.status, 404, "a head elsewhere");
    assert_eq!(petit.post(&add, &[("teacher", &cast.vidal.to_string())]).await.status, 404, "nobody of hers");
    assert_eq!(petit.post(&add, &[("teacher", &cast.nadia.to_string())]).await.status, 404);
    assert_eq!(petit.post(&remove, &[("teacher", &cast.roy.to_string())]).await.status, 404, "not any more");
    assert_eq!(app.audited().await, 6);
}

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
#[tokio::test]
async fn names_in_capitals_are_shown_as_people_write_them() {
    let app = TestApp::new(identity::routes()).await;
    for (given, shown) in [
        ("CARREL", "Carrel"),
        ("GUÉRIN", "Guérin"),
        ("LE GOFF", "Le Goff"),
        ("DE LA TOUR-DU-PIN", "de La Tour-du-Pin"),
        ("MARTIN DU GARD", "Martin du Gard"),
        ("D’ALMEIDA", "d’Almeida"),
        ("O'BRIEN", "O'Brien"),
        ("ANNE-LISE", "Anne-Lise"),
        ("DU", "Du"),
        ("McDonald", "McDonald"),
        ("", ""),
    ] {
        let query = sqlx::query_scalar::<_, String>("select shown_name($1)").bind(given);
        assert_eq!(query.fetch_one(app.pool()).await.unwrap(), shown);
    }
}

#[tokio::test]
async fn a_head_finds_what_the_directory_changed() {
    let app = TestApp::new(identity::routes()).await;
    let (school, imports) =
        (format!("/ecole/{}", app.cast.tilleuls), format!("/ecole/{}/imports", app.cast.tilleuls));
    let links = |reply: testing::Reply| reply.attribute(&format!("a[href='{imports}']"), "href");
    assert_eq!(links(app.as_(app.cast.petit).await.get(&school).await), Some(imports.clone()));
    assert_eq!(links(app.as_(app.cast.carrel).await.get(&school).await), None, "for her head only");
}

/// September, and no feed yet: a class is opened by hand; what the directory named keeps its name.
#[tokio::test]
async fn a_head_opens_a_class_by_hand_names_and_closes_it() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let petit = app.as_(c.petit).await;
    let school = format!("/ecole/{}", c.tilleuls);
    for stranger in [c.carrel, c.vidal, c.nadia, c.oger] {
        let reply = app.as_(stranger).await.post(&format!("{school}/classes"), &[("nom", "CE1 A")]).await;
        assert_eq!(reply.status, 404, "{stranger}");
    }
    for (name, said) in [(" ", "Donnez un nom"), ("cp mme roy", "s’appelle déjà")] {
        let reply = petit.post(&format!("{school}/classes"), &[("nom", name)]).await;
        assert!(reply.status == 422 && reply.says(said), "{name}: {}", reply.text());
    }
    let made = petit.post(&format!("{school}/classes"), &[("nom", "CE1  A")]).await;
    let class = made.location().unwrap().to_owned();
    let page = petit.get(&class).await;
    assert!(page.says("CE1 A") && page.says("Fermer cette classe vide"));
    let choices = petit.get(&format!("{school}/personnes/nouvelle/eleve")).await;
    assert!(choices.says("CE1 A"), "pupils may come in the same minute");
    assert_eq!(petit.post(&format!("{class}/nom"), &[("nom", "CP MME ROY")]).await.status, 422);
    assert_eq!(petit.post(&format!("{class}/nom"), &[("nom", "CE1 B")]).await.status, 303);
    assert!(petit.get(&school).await.says("CE1 B"));

    let id = class.rsplit('/').next().unwrap();
    let leo = [
        ("prenom", "Léo"),
        ("nom", "Dupont"),
        ("naissance", "04/03/2019"),
        ("niveau", "CE1"),
        ("classe", id),
    ];
    let made = petit.post(&format!("{school}/personnes/nouvelle/eleve"), &leo).await;
    assert_eq!(made.status, 303, "{}", made.text());
    assert_eq!(petit.post(&format!("{class}/fermer"), &[]).await.status, 404, "somebody learns there");
    let leo = made.location().unwrap().rsplit('/').next().unwrap().to_owned();
    let last = (app.app.db.clock.today() - chrono::TimeDelta::days(1)).to_string();
    assert_eq!(petit.post(&format!("{school}/personnes/{leo}/depart"), &[("jour", &last)]).await.status, 303);
    assert_eq!(petit.post(&format!("{class}/fermer"), &[]).await.status, 303);
    assert_eq!(petit.get(&class).await.status, 404);

    let key = "with k as (insert into place_key (source, key, school_year, place_id)
         select 'aaf', 'class:1', 2026, id from place where name = 'CP MME ROY' returning 1) select count(*) from k";
    assert_eq!(app.count(key).await, 1);
    let named = format!("{school}/classe/{}", c.cp);
    assert_eq!(
        petit.post(&format!("{named}/nom"), &[("nom", "CP")]).await.status,
        404,
        "the directory names it"
    );
    assert!(!petit.get(&named).await.says("Classe ouverte à la main"));
}

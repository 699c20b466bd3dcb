//! The people of a school, for its head.

use sqlx::query;
use testing::{Reply, TestApp};

fn names(reply: &Reply) -> Vec<String> {
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.all(".table tbody th a")
}

#[tokio::test]
async fn three_lists_searched_without_accents() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let petit = app.as_(c.petit).await;
    let at = format!("/ecole/{}/personnes", c.tilleuls);
    let list = async |asked: &str| names(&petit.get(&format!("{at}{asked}")).await);
    assert_eq!(list("").await, ["Lina Haddad", "Malo Le Goff", "Tom Le Goff"]);
    assert_eq!(list("?qui=familles").await, ["Nadia Benali", "Karim Haddad", "Claire Le Goff"]);
    let adults = list("?qui=adultes").await;
    assert_eq!(adults.len(), 6, "each once: {adults:?}");
    for (typed, found) in [
        ("helene", &["Hélène Petit"][..]),
        ("H%C3%89L%C3%88NE+petit", &["Hélène Petit"]),
        ("martel+in%C3%A8s", &["Inès Martel"]),
        ("marion.carrel", &["Marion Carrel"]),
        ("vidal", &[]),
        ("%25", &[]),
        ("123", &[]),
    ] {
        assert_eq!(list(&format!("?qui=adultes&nom={typed}")).await, found, "{typed}");
    }
    assert_eq!(list(&format!("?classe={}", c.cp)).await, ["Tom Le Goff"]);
    assert_eq!(list(&format!("?classe={}&nom=lina", c.cp)).await, [""; 0]);
    assert_eq!(list(&format!("?qui=familles&classe={}", c.cm1b)).await.len(), 3);
    assert_eq!(list(&format!("?classe={}", c.rives_cm2)).await, [""; 0], "a class of another school");
    let families = petit.get(&format!("{at}?qui=familles&nom=legoff")).await;
    assert!(
        families.says("Malo Le Goff · CE2-CM1 MME CARREL, Tom Le Goff · CP MME ROY"),
        "{}",
        families.text()
    );
    assert!(!petit.get(&format!("{at}?qui=familles")).await.says("Sami"), "a child of another school");
    assert!(petit.get(&format!("{at}?nom=zo%C3%A9")).await.says("Personne ici"));
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn the_list_goes_on_by_key() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    query(
        "with made as (insert into person (id, last_name, first_name, created_at)
             select gen_random_uuid(), 'ÉLÈVE', 'Zoé', '2026-09-01' from generate_series(1, 120) returning id)
         insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), id, 'pupil', $1, $2, '2026-09-01', 'feed' from made",
    )
    .bind(c.cp.0)
    .bind(c.tilleuls.0)
    .execute(app.pool())
    .await
    .unwrap();
    let petit = app.as_(c.petit).await;
    let (mut path, mut seen) = (format!("/ecole/{}/personnes?nom=%C3%A9l%C3%A8ve", c.tilleuls), Vec::new());
    for lines in [50, 50, 20] {
        let page = petit.get(&path).await;
        assert_eq!(names(&page).len(), lines, "all have the same name");
        seen.extend(page.attributes(".table tbody th a", "href"));
        path = page.attribute(".pager a", "href").unwrap_or_default();
        assert_eq!(path.is_empty(), lines == 20);
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 120, "nobody twice, nobody left out");
    let path = format!("/ecole/{}/personnes?apres={}", c.tilleuls, c.zoe);
    assert!(petit.get(&path).await.says("C’est la fin de la liste"), "the key of somebody else says nothing");
}

#[tokio::test]
async fn a_page_for_each_of_the_school_only() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let petit = app.as_(c.petit).await;
    let at = |person| format!("/ecole/{}/personnes/{person}", c.tilleuls);
    for (who, person, status) in [
        ("a pupil", c.lina, 200),
        ("a guardian", c.claire, 200),
        ("a teacher", c.carrel, 200),
        ("a substitute", c.martel, 200),
        ("herself", c.petit, 200),
        ("a pupil of another school", c.sami, 404),
        ("a guardian of another school", c.yann, 404),
        ("a teacher of another school", c.blanc, 404),
        ("her inspector", c.segur, 404),
    ] {
        assert_eq!(petit.get(&at(person)).await.status, status, "{who}");
    }
    for (who, person) in [
        ("a teacher", c.carrel),
        ("another head", c.jourdan),
        ("a guardian", c.nadia),
        ("a pupil", c.lina),
        ("an operator", c.oger),
    ] {
        let client = app.as_(person).await;
        assert_eq!(client.get(&at(c.lina)).await.status, 404, "{who}");
        assert_eq!(client.get(&format!("/ecole/{}/personnes", c.tilleuls)).await.status, 404, "{who}");
    }
    let lina = petit.get(&at(c.lina)).await;
    for words in ["lina.haddad", "Nadia Benali", "Karim Haddad", "CE2-CM1 MME CARREL", "selon l’annuaire"] {
        assert!(lina.says(words), "{words}: {}", lina.text());
    }
    let nadia = petit.get(&at(c.nadia)).await;
    assert!(nadia.says("Lina Haddad") && nadia.says("dans une autre école"), "{}", nadia.text());
    for words in ["Sami", "Moulin", "MS M.", "Lavandières", "nadia.benali@"] {
        assert!(!nadia.says(words), "{words}");
    }
    assert!(!petit.get(&at(c.claire)).await.says("dans une autre école"));
    let martel = petit.get(&at(c.martel)).await;
    assert!(martel.says("du 1er septembre 2026 au 30 septembre 2026 inclus"), "{}", martel.text());
    let (helped, looked) = (format!("/adulte/{}", c.martel), format!("/securite/compte/{}", c.martel));
    let links = martel.attributes("a", "href");
    assert!([&helped, &looked].iter().all(|link| links.iter().any(|l| l.contains(*link))), "{links:?}");
    for link in links.iter().filter(|l| l.starts_with("/ecole") || l.starts_with("/securite")) {
        assert_eq!(petit.get(link).await.status, 200, "{link}");
    }
    let own = petit.get(&at(c.petit)).await;
    assert!(!own.attributes("a", "href").iter().any(|l| l.contains("/adulte/") || l.contains("/securite/")));
}

/// Made by hand, put right by hand, gone by hand; what the directory says nobody changes.
#[tokio::test]
async fn somebody_made_by_hand_is_put_right_and_leaves() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let petit = app.as_(c.petit).await;
    let at = format!("/ecole/{}/personnes", c.tilleuls);
    let atsem =
        [("prenom", "Yasmina"), ("nom", "Azzem"), ("role", "atsem"), ("courriel", "azem@example.org")];
    let made = petit.post(&format!("{at}/nouvelle/adulte"), &atsem).await;
    let her = made.location().unwrap().rsplit('/').next().unwrap().to_owned();
    let page = petit.get(&format!("{at}/{her}")).await;
    assert!(page.says("Corriger son identité") && page.says("Ne fait plus partie de l’école"));

    let form = petit.get(&format!("{at}/{her}/identite")).await;
    assert_eq!(form.attribute("#nom", "value").as_deref(), Some("Azzem"));
    let right = [("prenom", "Yasmina"), ("nom", "Azem"), ("courriel", "yasmina@example.org"), ("mobile", "")];
    let wrong = petit.post(&format!("{at}/{her}/identite"), &[("prenom", "Yasmina"), ("nom", " ")]).await;
    assert!(wrong.status == 422 && wrong.says("À remplir"));
    for stranger in [c.carrel, c.vidal, c.nadia, c.oger] {
        let form = app.as_(stranger).await.post(&format!("{at}/{her}/identite"), &right).await;
        assert_eq!(form.status, 404, "{stranger}");
        assert_eq!(app.as_(stranger).await.post(&format!("{at}/{her}/depart"), &[]).await.status, 404);
    }
    assert_eq!(petit.post(&format!("{at}/{her}/identite"), &right).await.status, 303);
    let kept = "select count(*) from person p join account a on a.person_id = p.id
         where p.last_name = 'Azem' and p.email = 'yasmina@example.org' and a.login = 'yasmina.azzem'";
    assert_eq!(app.count(kept).await, 1, "her login is for life");
    app.count("with u as (update account set state = 'active', activated_at = '2026-09-15' where login = 'yasmina.azzem' returning 1) select count(*) from u").await;
    let stolen = [("prenom", "Yasmina"), ("nom", "Azem"), ("courriel", "thief@example.org")];
    assert_eq!(petit.post(&format!("{at}/{her}/identite"), &stolen).await.status, 303);
    assert_eq!(app.count(kept).await, 1, "an open account says itself where it writes to");

    for (day, status) in [("", 422), ("2019-01-01", 422), ("2026-09-15", 303)] {
        let reply = petit.post(&format!("{at}/{her}/depart"), &[("jour", day)]).await;
        assert_eq!(reply.status, status, "{day}: {}", reply.text());
    }
    app.at(app.app.db.clock.now() + chrono::TimeDelta::days(1));
    let petit = app.as_(c.petit).await;
    assert_eq!(petit.get(&format!("{at}/{her}")).await.status, 404, "gone since yesterday");
    assert!(!petit.get(&format!("{at}?qui=adultes")).await.says("Azem"));
    let member = "select count(*) from audience_member m join person p on p.id = m.person_id where p.last_name = 'Azem'";
    identity::audiences::day::follow(&app.app.db).await.unwrap();
    assert_eq!(app.count(member).await, 0);
    assert_eq!(petit.post(&format!("{at}/{her}/depart"), &[("jour", "2026-09-16")]).await.status, 404);
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn a_pupil_leaves_by_hand_only_where_no_directory_names_him() {
    let app = TestApp::new(identity::routes()).await;
    let c = &app.cast;
    let petit = app.as_(c.petit).await;
    let of = |who: kernel::PersonId| format!("/ecole/{}/personnes/{who}", c.tilleuls);
    query("insert into person_key (source, key, person_id, category, hash) values ('aaf', '71', $1, 'pupil', '')")
        .bind(c.tom.0)
        .execute(app.pool())
        .await
        .unwrap();
    let tom = petit.get(&of(c.tom)).await;
    assert!(tom.says("L’annuaire de l’académie dit quand") && !tom.says("Corriger son identité"));
    assert_eq!(petit.post(&format!("{}/depart", of(c.tom)), &[("jour", "2026-09-15")]).await.status, 404);
    assert_eq!(petit.get(&format!("{}/identite", of(c.tom))).await.status, 404);
    let twice = [("prenom", "Malo"), ("nom", "Le Goff"), ("naissance", "04/03/2018"), ("niveau", "CE2")];
    query("update person set ine = '120000001AA' where id = $1")
        .bind(c.tom.0)
        .execute(app.pool())
        .await
        .unwrap();
    let taken = [&twice[..], &[("ine", "120000001AA")]].concat();
    let taken = petit.post(&format!("{}/identite", of(c.malo)), &taken).await;
    assert!(taken.status == 422 && taken.says("Un autre élève a déjà cet INE"));
    assert_eq!(petit.post(&format!("{}/identite", of(c.malo)), &twice).await.status, 303);
    assert!(petit.get(&of(c.malo)).await.says("4 mars 2018"));

    let week = app.app.db.clock.today() + chrono::TimeDelta::days(7);
    let reply = petit.post(&format!("{}/depart", of(c.malo)), &[("jour", &week.to_string())]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    assert!(petit.get(&of(c.malo)).await.says("au 22 septembre 2026 inclus"), "until then he is there");
    let open = "select count(*) from role r join person p on p.id = r.person_id where p.first_name = 'Malo' and r.until_day is null";
    assert_eq!(app.count(open).await, 0);
    assert_eq!(app.count("select count(*) from audit where act = 'person_left'").await, 1);
}

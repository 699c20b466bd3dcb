//! People made by hand, possible doubles, merged and told apart: who may, and what is kept.

use kernel::PersonId;
use testing::{Client, PASSWORD, Reply, TestApp};

const LEO: [(&str, &str); 4] =
    [("prenom", "Léo"), ("nom", "Dupont"), ("naissance", "04/03/2017"), ("niveau", "CE2")];

fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().chain(more).copied().collect()
}

async fn world() -> (TestApp, String) {
    let app = TestApp::new(identity::routes()).await;
    let path = format!("/ecole/{}/personnes/nouvelle", app.cast.tilleuls);
    (app, path)
}

/// Made, and the page that says so.
async fn made(client: &mut Client, path: &str, fields: &[(&str, &str)]) -> (String, Reply) {
    let reply = client.post(path, fields).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let at = reply.location().unwrap().to_owned();
    let page = client.follow(&reply).await;
    assert_eq!(page.status, 200);
    (at, page)
}

#[tokio::test]
async fn a_head_and_a_class_teacher_make_people_and_nobody_else() {
    let (app, path) = world().await;
    let cast = &app.cast;
    for (person, choose, pupil, adult) in [
        (cast.petit, 200, 200, 200),
        (cast.carrel, 200, 200, 404),
        (cast.martel, 200, 200, 404),
        (cast.keller, 404, 404, 404),
        (cast.duval, 404, 404, 404),
        (cast.jourdan, 404, 404, 404),
        (cast.vidal, 404, 404, 404),
        (cast.nadia, 404, 404, 404),
        (cast.lina, 404, 404, 404),
        (cast.oger, 404, 404, 404),
    ] {
        let client = app.as_(person).await;
        assert_eq!(client.get(&path).await.status, choose, "{person}");
        assert_eq!(client.get(&format!("{path}/eleve")).await.status, pupil, "{person}");
        assert_eq!(client.get(&format!("{path}/adulte")).await.status, adult, "{person}");
    }
    let carrel = app.as_(cast.carrel).await;
    let cp = cast.cp.to_string();
    let elsewhere = carrel.post(&format!("{path}/eleve"), &with(&LEO, &[("classe", &cp)])).await;
    assert_eq!(elsewhere.status, 422, "not her class");
    assert!(elsewhere.says("Choisissez une classe"));
    assert_eq!(elsewhere.attribute("#prenom", "value").unwrap(), "Léo", "nothing typed is lost");
}

#[tokio::test]
async fn a_pupil_made_by_hand_comes_in_the_same_minute() {
    let (app, path) = world().await;
    let mut petit = app.as_(app.cast.petit).await;
    let class = app.cast.cm1b.to_string();
    let fields = with(&LEO, &[("classe", &class)]);
    let (at, page) = made(&mut petit, &format!("{path}/eleve"), &fields).await;
    assert!(page.says("leo.dupont"));
    let slip = petit.post(&at, &[]).await;
    assert_eq!(slip.headers["cache-control"], "no-store");
    let code = slip.all(".slip-code").remove(0);
    let reply = app.nobody().post("/connexion", &[("login", "leo.dupont"), ("secret", &code)]).await;
    assert_eq!(reply.status, 303, "his code opens");
    let member = "select count(*) from audience_member m join audience a on a.id = m.audience_id
                  join account c on c.person_id = m.person_id where c.login = 'leo.dupont' and a.kind = 'class_pupils'";
    assert_eq!(app.count(member).await, 1, "he is among the pupils of his class");

    // Sent again by mistake: he is shown, and made once.
    let again = petit.post(&format!("{path}/eleve"), &fields).await;
    assert_eq!(again.status, 422);
    assert!(again.says("Nous connaissons peut-être déjà cette personne"));
    assert_eq!(app.count("select count(*) from person where last_name = 'Dupont'").await, 1);
}

#[tokio::test]
async fn a_guardian_and_an_adult_have_their_accounts() {
    let (app, path) = world().await;
    let mut petit = app.as_(app.cast.petit).await;
    let malo = app.cast.malo.to_string();
    let guardian = [
        ("prenom", "Erwan"),
        ("nom", "Le Goff"),
        ("eleve", &malo),
        ("relation", "father"),
        ("autorite", "joint"),
        ("courriel", "erwan@example.org"),
    ];
    let (at, page) = made(&mut petit, &format!("{path}/responsable"), &guardian).await;
    assert!(page.says("Malo Le Goff"));
    let code = petit.post(&at, &[]).await.all(".slip-code").remove(0);
    assert_eq!(code.len(), 14, "an adult's code, used once");
    let adult = [("prenom", "Yasmina"), ("nom", "Azem"), ("role", "atsem")];
    let (_, page) = made(&mut petit, &format!("{path}/adulte"), &adult).await;
    assert!(page.says("yasmina.azem"));
    let carrel = app.as_(app.cast.carrel).await;
    let wrong = carrel
        .post(&format!("{path}/responsable"), &with(&guardian[..2], &[("eleve", &app.cast.tom.to_string())]))
        .await;
    assert_eq!(wrong.status, 422, "not a child of her class");
}

#[tokio::test]
async fn whom_we_may_know_is_shown_first_and_a_child_of_another_school_barely() {
    let (app, path) = world().await;
    let cast = &app.cast;
    app.count("with u as (update person set birth_date = '2015-05-05' where first_name = 'Zoé' returning 1) select count(*) from u").await;
    let mut petit = app.as_(cast.petit).await;
    let (class, zoe) = (cast.cm1b.to_string(), cast.zoe.to_string());
    let typed = [
        ("prenom", "ZOE"),
        ("nom", "morel"),
        ("naissance", "2015-05-05"),
        ("niveau", "CM2"),
        ("classe", &*class),
    ];
    let shown = petit.post(&format!("{path}/eleve"), &typed).await;
    assert_eq!(shown.status, 422);
    assert!(shown.says("Un élève de ce nom et de cette date de naissance existe dans une autre école."));
    assert!(!shown.body().contains("Les Rives") && !shown.says("Zoé Morel"), "and no more");

    // She moved: the same pupil, in this class; her old school's class is over.
    let same = with(&typed, &[("choix", "meme"), ("personne", &zoe)]);
    let (_, page) = made(&mut petit, &format!("{path}/eleve"), &same).await;
    assert!(page.says("Zoé Morel"));
    let places = "select count(*) from role where kind = 'pupil' and until_day is null and person_id =
                  (select person_id from account where login = 'zoe.morel')";
    assert_eq!(app.count(places).await, 1);
    let families = "select count(*) from audience_member m join audience a on a.id = m.audience_id
                    join account c on c.person_id = m.person_id and c.login = 'yann.morel'
                    where a.kind = 'class_guardians'";
    assert_eq!(app.count(families).await, 1, "her father reads the new class, no more the old one");

    // Another, or perhaps: made, and the doubt is settled, or stays.
    let other = with(&typed, &[("choix", "autre")]);
    made(&mut petit, &format!("{path}/eleve"), &other).await;
    assert_eq!(app.count("select count(*) from duplicate_doubt where settled_at is not null").await, 1);
    let unsure = with(&typed, &[("choix", "creer")]);
    made(&mut petit, &format!("{path}/eleve"), &unsure).await;
    assert_eq!(app.count("select count(*) from duplicate_doubt where settled_at is null").await, 2);
    assert_eq!(app.count("select count(*) from account where login like 'zoe.morel%'").await, 3);
}

#[tokio::test]
async fn a_teacher_takes_no_pupil_out_of_another_class() {
    let (app, path) = world().await;
    app.count("with u as (update person set birth_date = '2019-05-05' where first_name = 'Tom' returning 1) select count(*) from u").await;
    let carrel = app.as_(app.cast.carrel).await;
    let (class, tom) = (app.cast.cm1b.to_string(), app.cast.tom.to_string());
    let typed = [
        ("prenom", "Tom"),
        ("nom", "Le Goff"),
        ("naissance", "2019-05-05"),
        ("niveau", "CP"),
        ("classe", &*class),
        ("choix", "meme"),
        ("personne", &*tom),
    ];
    let reply = carrel.post(&format!("{path}/eleve"), &typed).await;
    assert_eq!(reply.status, 422);
    assert!(reply.says("demandez à la direction"));
}

/// A second Nadia, in Les Tilleuls only, with an account in use.
async fn second_claire(app: &TestApp) -> PersonId {
    let id = PersonId::fresh();
    let script = format!(
        "insert into person (id, first_name, last_name, email, created_at) values ('{id}', 'claire', 'Le Goff', 'CLAIRE.legoff@example.org', '2026-09-03');
         insert into account (person_id, login, state, password_hash, activated_at, created_at)
           select '{id}', 'claire.legoff2', 'active', password_hash, '2026-09-04', '2026-09-03' from account where login = 'claire.legoff';
         insert into guardian_link (pupil_id, guardian_id, relation, authority, from_day, source)
           values ('{}', '{id}', 'mother', 'joint', '2026-09-03', 'head');",
        app.cast.malo
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(app.pool()).await.unwrap();
    id
}

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn the_doubt(app: &TestApp) -> String {
    let id: uuid::Uuid = sqlx::query_scalar("select id from duplicate_doubt where settled_at is null")
        .fetch_one(app.pool())
        .await
        .unwrap();
    id.to_string()
}

#[tokio::test]
async fn the_night_finds_two_and_the_head_makes_them_one_and_two_again() {
    let (app, _) = world().await;
    let second = second_claire(&app).await;
    identity::people::doubles::nightly(app.app.clone()).await.unwrap();
    identity::people::doubles::nightly(app.app.clone()).await.unwrap();
    let doubt = the_doubt(&app).await;
    let list = format!("/ecole/{}/doublons", app.cast.tilleuls);
    for (person, status) in
        [(app.cast.petit, 200), (app.cast.carrel, 404), (app.cast.vidal, 404), (app.cast.oger, 404)]
    {
        assert_eq!(app.as_(person).await.get(&list).await.status, status, "{person}");
    }
    let petit = app.as_(app.cast.petit).await;
    assert!(petit.get(&list).await.says("Même adresse électronique"));
    let page = petit.get(&format!("{list}/{doubt}")).await;
    assert!(page.says("claire.legoff2") && page.says("Malo Le Goff"));

    let keep = [("garder", &*app.cast.claire.to_string())];
    let nobody = petit.post(&format!("{list}/{doubt}/fusionner"), &[]).await;
    assert_eq!(nobody.status, 422, "who stays has to be said");
    assert_eq!(petit.post(&format!("{list}/{doubt}/fusionner"), &keep).await.status, 303);
    assert_eq!(petit.post(&format!("{list}/{doubt}/fusionner"), &keep).await.status, 404, "once");
    for login in ["claire.legoff", "claire.legoff2"] {
        let reply = app.nobody().post("/connexion", &[("login", login), ("secret", PASSWORD)]).await;
        assert_eq!(reply.status, 303, "{login}");
    }
    assert_eq!(
        app.count("select count(*) from person where last_name ilike 'le goff'").await,
        3,
        "Claire, Tom, Malo"
    );

    let page = petit.get(&list).await;
    let undo = page.attribute("form[action*='/annuler']", "action").unwrap();
    let vidal = app.as_(app.cast.vidal).await;
    assert_eq!(vidal.post(&undo, &[]).await.status, 404);
    assert_eq!(petit.post(&undo, &[]).await.status, 303);
    assert_eq!(petit.post(&undo, &[]).await.status, 404, "once");
    assert_eq!(the_doubt(&app).await, doubt, "the doubt is back");
    assert_eq!(petit.post(&format!("{list}/{doubt}/distinctes"), &[]).await.status, 303);
    identity::people::doubles::nightly(app.app.clone()).await.unwrap();
    assert_eq!(
        app.count("select count(*) from duplicate_doubt where settled_at is null").await,
        0,
        "told apart for good"
    );
    assert_eq!(
        app.count(&*Box::leak(
            format!("select count(*) from account where person_id = '{second}'").into_boxed_str()
        ))
        .await,
        1
    );
}

#[tokio::test]
async fn a_head_merges_nobody_who_reaches_beyond_her_school() {
    let (app, _) = world().await;
    let cast = &app.cast;
    // Nadia has a child in the other school; her double has one here.
    let script = format!(
        "with p as (insert into person (id, first_name, last_name, email, created_at)
             values (gen_random_uuid(), 'Nadia', 'Benali', 'nadia.benali@example.org', '2026-09-03') returning id),
         l as (insert into guardian_link (pupil_id, guardian_id, relation, authority, from_day, source)
             select '{}', id, 'mother', 'joint', '2026-09-03', 'head' from p returning 1)
         select count(*) from p, l", cast.lina);
    app.count(Box::leak(script.into_boxed_str())).await;
    identity::people::doubles::nightly(app.app.clone()).await.unwrap();
    let doubt = the_doubt(&app).await;
    let keep = [("garder", &*cast.nadia.to_string())];
    let petit = app.as_(cast.petit).await;
    let list = format!("/ecole/{}/doublons", cast.tilleuls);
    let page = petit.get(&format!("{list}/{doubt}")).await;
    assert!(page.says("demandez la fusion à l’équipe du projet"));
    assert!(!page.says("nadia.benali@example.org") || !page.says("Sami"), "nothing of the other school");
    assert_eq!(petit.post(&format!("{list}/{doubt}/fusionner"), &keep).await.status, 422);
    let oger = app.as_(cast.oger).await;
    assert_eq!(petit.get("/pilotage/doublons").await.status, 404);
    assert!(oger.get(&format!("/pilotage/doublons/{doubt}")).await.says("Sami Haddad"));
    assert_eq!(oger.post(&format!("/pilotage/doublons/{doubt}/fusionner"), &keep).await.status, 303);
    assert_eq!(app.count("select count(*) from person where last_name ilike 'benali'").await, 1);
}

//! A small child at home, on her guardian's device.

use chrono::TimeDelta;
use testing::{Client, TestApp, first_day};

async fn lent(app: &TestApp) -> Client {
    let mut phone = app.as_(app.cast.nadia).await;
    let opened = phone.post(&format!("/enfants/{}/ouvrir", app.cast.sami), &[]).await;
    assert_eq!(opened.location(), Some("/"), "{}", opened.text());
    phone.keeps(&opened);
    phone
}

#[tokio::test]
async fn a_guardian_opens_for_a_small_child_and_comes_back() {
    let app = TestApp::new(identity::routes()).await;
    let hers = app.as_(app.cast.nadia).await.cookie("preau").unwrap().to_owned();
    let mut phone = lent(&app).await;
    assert_ne!(phone.cookie("preau"), Some(hers.as_str()));
    let me = phone.get("/moi").await;
    assert!(me.says("Sami Haddad") && me.headers["refresh"] == "901; url=/");
    assert_eq!(app.count("select count(*) from audit where act = 'child_lent'").await, 1);
    assert_eq!(phone.get("/mes-mots").await.status, 404);

    let left = phone.post("/deconnexion", &[]).await;
    assert_eq!(left.location(), Some("/enfants/fini"));
    let finished = phone.follow(&left).await;
    assert!(finished.says("C’est fini") && phone.cookie("preau").is_none());
    assert_eq!(phone.get("/moi").await.status, 303, "put aside, it opens no page");
    assert_eq!(phone.get("/connexion").await.location(), Some("/enfants/fini"));
    let back = phone.post("/enfants/reprendre", &[]).await;
    phone.keeps(&back);
    assert!(phone.get("/moi").await.says("Nadia Benali") && phone.cookie("preau-retour").is_none());
    assert_eq!(app.count("select count(*) from session where kind = 'lent'").await, 0);
    let confirmed = "select count(*) from session s join account a using (person_id)
                     where a.login = 'nadia.benali' and s.confirmed_until is not null and s.id in
                       (select session_id from audit where act = 'child_lent')";
    assert_eq!(app.count(confirmed).await, 0, "what is sensitive asks for the password again");
}

#[tokio::test]
async fn a_quarter_of_an_hour_and_never_beyond_the_guardians_session() {
    let app = TestApp::new(identity::routes()).await;
    let phone = lent(&app).await;
    app.at(first_day() + TimeDelta::minutes(14));
    assert_eq!(phone.get("/moi").await.status, 200);
    app.at(first_day() + TimeDelta::minutes(15));
    assert_eq!(phone.get("/moi").await.status, 303);
    app.at(first_day());
    let phone = lent(&app).await;
    let elsewhere = app.as_(app.cast.nadia).await;
    assert_eq!(elsewhere.post("/moi/sessions/fermer-les-autres", &[]).await.status, 303);
    assert_eq!(phone.get("/moi").await.status, 303, "closed with hers");
    assert_eq!(
        phone.post("/enfants/reprendre", &[]).await.location(),
        Some("/connexion"),
        "she signs in again"
    );
}

#[tokio::test]
async fn only_for_small_children_by_who_has_authority() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    for (person, child, status) in [
        (cast.nadia, cast.sami, 303),
        (cast.karim, cast.sami, 303),
        (cast.nadia, cast.lina, 404),
        (cast.claire, cast.tom, 404),
        (cast.claire, cast.sami, 404),
        (cast.jourdan, cast.sami, 404),
        (cast.sami, cast.sami, 404),
        (cast.nadia, cast.carrel, 404),
    ] {
        let reply = app.as_(person).await.post(&format!("/enfants/{child}/ouvrir"), &[]).await;
        assert_eq!(reply.status, status, "{person} {child}");
    }
    app.count(
        "with u as (update guardian_link set authority = 'third' where guardian_id =
           (select id from person where first_name = 'Karim') returning 1) select count(*) from u",
    )
    .await;
    let karim = app.as_(cast.karim).await.post(&format!("/enfants/{}/ouvrir", cast.sami), &[]).await;
    assert_eq!(karim.status, 404, "a third person does not");
}

/// Who looks back after a hijack finds the device of an act, however the session was closed.
#[tokio::test]
async fn what_is_known_of_a_lent_session_outlives_it() {
    let app = TestApp::new(identity::routes()).await;
    let past = "select count(*) from past_session p join account a on a.person_id = p.person_id where a.login = 'sami.haddad'";
    let phone = lent(&app).await;
    assert_eq!(app.count(past).await, 0);
    phone.post("/enfants/reprendre", &[]).await;
    assert_eq!(app.count(past).await, 1, "taken back");
    lent(&app).await;
    let elsewhere = app.as_(app.cast.nadia).await;
    elsewhere.post("/moi/sessions/fermer-les-autres", &[]).await;
    assert_eq!(app.count(past).await, 2, "closed with the guardian's");
    assert_eq!(app.count("select count(*) from session where kind = 'lent'").await, 0);
}

//! From the printed code to the first session.

use testing::{Client, Reply, TestApp};

const GOOD: &str = "cartable rouge sous la pluie";

async fn fresh(app: &TestApp, login: &str) -> String {
    identity::admin::activation_code_for(&app.app.db, login).await.unwrap()
}

async fn finishes(client: &Client, code: &str, password: &str) -> Reply {
    let form = [("code", code), ("child", "lina"), ("password", password), ("charter", "1")];
    client.post("/activation/mot-de-passe", &form).await
}

#[tokio::test]
async fn an_operator_is_named_and_activates_once() {
    let app = TestApp::new(identity::routes()).await;
    let db = &app.app.db;
    let (login, code) =
        identity::admin::name_operator(db, "Zoé", "N’DOYE", Some("zoe@example.org")).await.unwrap();
    assert_eq!(login, "zoe.ndoye");
    let (second, _) = identity::admin::name_operator(db, "Zoé", "NDOYE", None).await.unwrap();
    assert_eq!(second, "zoe.ndoye2");
    let before = app.audited().await;

    let mut zoe = app.nobody();
    let hello = zoe.post("/activation", &[("code", &code.to_lowercase().replace('-', " "))]).await;
    assert!(hello.says("Bonjour Zoé"), "{}", hello.text());
    let hidden = hello.attribute("[name=code]", "value").unwrap();
    assert_eq!(app.audited().await, before + 1);

    let weak = finishes(&zoe, &hidden, "zoe2026").await;
    assert_eq!(weak.status, 422);
    assert_eq!(weak.all("#password-erreur").len(), 1);
    assert!(!weak.body().contains("zoe2026"), "a secret is never shown again");
    let no_charter = zoe.post("/activation/mot-de-passe", &[("code", &hidden), ("password", GOOD)]).await;
    assert!(no_charter.status == 422 && no_charter.says("Lisez la charte"));

    let entered = finishes(&zoe, &hidden, GOOD).await;
    assert_eq!(entered.location(), Some("/"));
    assert_eq!(zoe.follow(&entered).await.location(), Some("/pilotage"));
    assert_eq!(app.audited().await, before + 4);

    let twice = finishes(&app.nobody(), &hidden, "une autre phrase bien longue").await;
    assert!(twice.status == 422 && twice.says("a déjà servi"));
    let signed = app.nobody().post("/connexion", &[("login", &login), ("secret", GOOD)]).await;
    assert_eq!(signed.status, 303);
}

#[tokio::test]
async fn a_new_code_ends_the_sessions_of_whoever_was_in() {
    let app = TestApp::new(identity::routes()).await;
    let thief = app.as_(app.cast.nadia).await;
    let code = fresh(&app, "nadia.benali").await;
    let page = app.nobody().post("/activation/enfant", &[("code", &code), ("child", "Lina")]).await;
    assert!(page.says("Bonjour Nadia"));
    assert!(page.all("[name=charter]").is_empty(), "she has accepted it already");
    assert_eq!(finishes(&app.nobody(), &code, GOOD).await.status, 303);
    assert_eq!(thief.get("/moi").await.status, 303);
}

#[tokio::test]
async fn codes_that_open_nothing_are_answered_alike() {
    let app = TestApp::new(identity::routes()).await;
    let code = fresh(&app, "karim.haddad").await;
    app.count(
        "with u as (update account set state = 'blocked' where login = 'karim.haddad' returning 1)
         select count(*) from u",
    )
    .await;
    let before = app.audited().await;
    let blocked = app.nobody().post("/activation", &[("code", &code)]).await;
    let unknown = app.nobody().post("/activation", &[("code", "0000-0000-0000")]).await;
    assert_eq!((blocked.status.as_u16(), unknown.status.as_u16()), (422, 422));
    assert_eq!(blocked.body().replace(&code, "X"), unknown.body().replace("0000-0000-0000", "X"));
    assert_eq!(app.audited().await, before + 2);
    assert!(identity::admin::activation_code_for(&app.app.db, "lina.haddad").await.is_err(), "a pupil");
}

#[tokio::test]
async fn a_code_is_worth_nothing_after_half_a_year() {
    let app = TestApp::new(identity::routes()).await;
    let code = fresh(&app, "nadia.benali").await;
    app.at(app.app.db.clock.now() + chrono::TimeDelta::days(181));
    assert_eq!(app.nobody().post("/activation", &[("code", &code)]).await.status, 422);
}

#[tokio::test]
async fn two_who_come_at_once_with_one_code_do_not_both_come_in() {
    let app = TestApp::new(identity::routes()).await;
    let code = fresh(&app, "nadia.benali").await;
    let before = app.audited().await;
    let nobody = app.nobody();
    let answers = futures::future::join_all((0..4).map(|_| finishes(&nobody, &code, GOOD))).await;
    assert_eq!(answers.iter().filter(|a| a.status == 303).count(), 1);
    assert_eq!(answers.iter().filter(|a| a.status == 422).count(), 3);
    assert_eq!(app.audited().await, before + 4);
}

//! My account.

use testing::{PASSWORD, TestApp};

const GOOD: &str = "cartable rouge sous la pluie";

#[tokio::test]
async fn sessions_are_listed_and_closed() {
    let app = TestApp::new(identity::routes()).await;
    let here = app.as_(app.cast.nadia).await;
    let phone = app.as_(app.cast.nadia).await;
    let tablet = app.as_(app.cast.nadia).await;
    let karim = app.as_(app.cast.karim).await;
    let list = here.get("/moi").await;
    assert_eq!(list.all("form[action^='/moi/sessions/'] button").len(), 3, "two others, and all others");

    let close = list.attribute("form[action$='/fermer']", "action").unwrap();
    assert_eq!(karim.post(&close, &[]).await.status, 404, "not his to close");
    assert_eq!(here.get("/moi").await.all("form[action$='/fermer']").len(), 2);
    assert_eq!(here.post(&close, &[]).await.status, 303);
    assert_eq!(here.get("/moi").await.all("form[action$='/fermer']").len(), 1);
    assert_eq!(here.post("/moi/sessions/fermer-les-autres", &[]).await.status, 303);
    for closed in [&phone, &tablet] {
        assert_eq!(closed.get("/moi").await.status, 303);
    }
    assert_eq!(here.get("/moi").await.status, 200);
    assert_eq!(karim.get("/moi").await.status, 200);
    assert_eq!(app.audited().await, 2);
}

#[tokio::test]
async fn a_new_password_asks_for_the_old_one_and_closes_the_others() {
    let app = TestApp::new(identity::routes()).await;
    let here = app.as_(app.cast.nadia).await;
    let other = app.as_(app.cast.nadia).await;
    let change = async |current, password| {
        here.post("/moi/mot-de-passe", &[("current", current), ("password", password)]).await
    };
    let wrong = change("pas le bon mot de passe", GOOD).await;
    assert!(wrong.status == 422 && wrong.says("mot de passe actuel"));
    assert_eq!(change(PASSWORD, "court").await.status, 422);
    assert_eq!(app.audited().await, 2);
    assert_eq!(change(PASSWORD, GOOD).await.status, 303);
    assert_eq!(app.audited().await, 3);
    assert_eq!(here.get("/moi").await.status, 200);
    assert_eq!(other.get("/moi").await.status, 303);
    let old = app.nobody().post("/connexion", &[("login", "nadia.benali"), ("secret", PASSWORD)]).await;
    assert_eq!(old.status, 422);
}

#[tokio::test]
async fn an_address_of_ones_own_is_kept_from_feeds() {
    let app = TestApp::new(identity::routes()).await;
    let nadia = app.as_(app.cast.nadia).await;
    let change =
        async |email, secret| nadia.post("/moi/adresse", &[("email", email), ("secret", secret)]).await;
    assert_eq!(change("nadia@example.org", "pas le bon").await.status, 422);
    let slip = change("nadia@example", PASSWORD).await;
    assert_eq!(slip.attribute("#email", "value").as_deref(), Some("nadia@example"));
    assert_eq!(change("nadia@example.org", PASSWORD).await.status, 303);
    let kept = "select count(*) from person where email = 'nadia@example.org' and email_by_person";
    assert_eq!(app.count(kept).await, 1);
    assert_eq!(app.audited().await, 3);
}

#[tokio::test]
async fn a_pupil_changes_no_secret() {
    let app = TestApp::new(identity::routes()).await;
    let lina = app.as_(app.cast.lina).await;
    assert!(lina.get("/moi").await.says("demande à ton enseignante"));
    let refused = lina.post("/moi/mot-de-passe", &[("current", PASSWORD), ("password", GOOD)]).await;
    assert_eq!(refused.status, 404);
}

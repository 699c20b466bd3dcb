//! Known devices, the letter about a new one, « Ce n’était pas moi ».

use chrono::TimeDelta;
use identity::App;
use mail::Kept;
use testing::{Client, PASSWORD, TestApp, first_day};

async fn comes_in(app: &TestApp, browser: &mut Client) {
    browser.sign_out();
    let reply = browser.post("/connexion", &[("login", "nadia.benali"), ("secret", PASSWORD)]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    browser.keeps(&reply);
    assert_eq!(browser.get("/moi").await.status, 200);
    let _ = app;
}

/// The links of the letters that were waiting.
async fn letters(app: &TestApp) -> Vec<String> {
    let kept = Kept::new(app.app.db.clock.clone());
    let mailer = kept.clone();
    let worker =
        jobs::Worker::new(app.app.db.clone(), app.app.clone()).on(move |app: App, post: mail::Post| {
            let mailer = mailer.clone();
            async move {
                assert_eq!(post.kind, identity::devices::LETTER);
                mail::deliver(&mailer, post, |post| async move {
                    identity::devices::letter(&app, post.person, &post.detail).await
                })
                .await
            }
        });
    worker.run_waiting().await.unwrap();
    let link = |text: &str| {
        let line = text.lines().find_map(|l| l.trim().strip_prefix("http://preau.example"));
        line.unwrap().to_owned()
    };
    kept.sent().iter().map(|sent| link(sent.letter.text())).collect()
}

#[tokio::test]
async fn only_a_new_device_is_written_about() {
    let app = TestApp::new(identity::routes()).await;
    let (mut phone, mut tablet) = (app.nobody(), app.nobody());
    comes_in(&app, &mut phone).await;
    assert_eq!(letters(&app).await.len(), 0, "her first device is no news");
    comes_in(&app, &mut phone).await;
    app.at(first_day() + TimeDelta::days(300));
    comes_in(&app, &mut phone).await;
    assert_eq!(letters(&app).await.len(), 0, "known, after the holidays too");
    comes_in(&app, &mut tablet).await;
    assert_eq!(letters(&app).await.len(), 1);
    assert_eq!(app.count("select count(*) from known_device").await, 2);
}

#[tokio::test]
async fn it_was_not_me_closes_everything_once_and_tells() {
    let app = TestApp::new(identity::routes()).await;
    let (mut hers, mut thief) = (app.nobody(), app.nobody());
    comes_in(&app, &mut hers).await;
    comes_in(&app, &mut thief).await;
    let link = letters(&app).await.remove(0);
    let before = app.audited().await;
    let nobody = app.nobody();
    let page = nobody.get(&link).await;
    assert!(page.status == 200 && page.all("button").concat().contains("Fermer tout"));
    assert_eq!(page.headers["cache-control"], "no-store");
    assert_eq!(
        thief.get("/moi").await.status,
        200,
        "opening the page does nothing: mail is opened by machines"
    );

    let done = nobody.post(&link, &[]).await;
    let reset = done.location().unwrap().to_owned();
    assert!(reset.starts_with("/nouveau-mot-de-passe/"));
    assert_eq!(app.audited().await - before, 1);
    for browser in [&hers, &thief] {
        assert_eq!(browser.get("/moi").await.status, 303);
    }
    let fields = [("login", "nadia.benali"), ("secret", PASSWORD)];
    assert_eq!(thief.post("/connexion", &fields).await.status, 422, "the stolen password is void");
    assert_eq!(app.count("select count(*) from security_alert where seen_at is null").await, 1);
    assert_eq!(nobody.post(&link, &[]).await.status, 422, "once");
    assert_eq!(app.count("select count(*) from security_alert").await, 1);
    assert!(nobody.get(&link).await.says("a déjà servi"));

    let chosen = nobody.post(&reset, &[("password", "cartable rouge sous la pluie")]).await;
    assert_eq!(chosen.location(), Some("/connexion?mot_de_passe=1"));
    let fields = [("login", "nadia.benali"), ("secret", "cartable rouge sous la pluie")];
    let reply = thief.post("/connexion", &fields).await;
    assert_eq!(reply.status, 303);
    assert_eq!(letters(&app).await.len(), 1, "no device of hers is known any more");
}

#[tokio::test]
async fn a_link_ends() {
    let app = TestApp::new(identity::routes()).await;
    comes_in(&app, &mut app.nobody()).await;
    comes_in(&app, &mut app.nobody()).await;
    let link = letters(&app).await.remove(0);
    app.at(first_day() + TimeDelta::days(31));
    assert_eq!(app.nobody().get(&link).await.status, 422);
    assert_eq!(app.nobody().post(&link, &[]).await.status, 422);
    assert_eq!(app.nobody().get("/ce-n-etait-pas-moi/inconnu").await.status, 422);
}

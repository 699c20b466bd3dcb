//! Signing in and out, and how often one may try.

use chrono::TimeDelta;
use identity::accounts::throttle;
use testing::{PASSWORD, Reply, TestApp};

async fn signs_in(app: &TestApp, login: &str, secret: &str) -> Reply {
    app.nobody().post("/connexion", &[("login", login), ("secret", secret)]).await
}

#[tokio::test]
async fn nadia_comes_in_and_goes_out() {
    let app = TestApp::new(identity::routes()).await;
    let mut nadia = app.nobody();
    let gate = nadia.get("/moi").await;
    assert_eq!(gate.location(), Some("/connexion?retour=/moi"));
    assert_eq!(
        nadia.get("/connexion?retour=/moi").await.attribute("[name=retour]", "value").unwrap(),
        "/moi"
    );
    let entered = nadia
        .post(
            "/connexion",
            &[("login", " Nadia.Benali "), ("secret", PASSWORD), ("retour", "/moi"), ("keep", "1")],
        )
        .await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    assert!(entered.cookie("preau").unwrap().contains("Max-Age"));
    let me = nadia.follow(&entered).await;
    assert!(me.says("Nadia Benali") && me.says("nadia.benali"));
    assert_eq!(app.audited().await, 1);
    let hers = "select count(*) from audit a join session s on s.id = a.session_id and s.person_id = a.person_id
                join account o on o.person_id = a.person_id where a.act = 'signed_in' and o.login = 'nadia.benali'";
    assert_eq!(app.count(hers).await, 1, "in her name, in the session that she opened");
    let out = nadia.post("/deconnexion", &[]).await;
    assert_eq!(out.location(), Some("/connexion"));
    assert_eq!(app.audited().await, 2);
    assert_eq!(nadia.get("/moi").await.status, 303, "the old cookie is worth nothing");
}

#[tokio::test]
async fn who_comes_back_stays_signed_in() {
    let app = TestApp::new(identity::routes()).await;
    let nadia = app.as_(app.cast.nadia).await;
    assert!(!nadia.get("/moi").await.headers.contains_key("set-cookie"), "not at each page");
    app.at(testing::first_day() + TimeDelta::days(20));
    let renewed = nadia.get("/moi").await.headers["set-cookie"].to_str().unwrap().to_owned();
    assert!(renewed.contains("Max-Age=2592000"), "{renewed}");
    app.at(testing::first_day() + TimeDelta::days(45));
    assert_eq!(nadia.get("/moi").await.status, 200);
    app.at(testing::first_day() + TimeDelta::days(76));
    assert_eq!(nadia.get("/moi").await.status, 303, "thirty days unused");
}

#[tokio::test]
async fn a_shared_tablet_forgets_when_it_closes() {
    let app = TestApp::new(identity::routes()).await;
    let entered = signs_in(&app, "nadia.benali", PASSWORD).await;
    assert!(!entered.cookie("preau").unwrap().contains("Max-Age"));
}

#[tokio::test]
async fn unknown_login_wrong_password_and_blocked_account_are_answered_alike() {
    let app = TestApp::new(identity::routes()).await;
    app.count(
        "with u as (update account set state = 'blocked' where login = 'karim.haddad' returning 1)
         select count(*) from u",
    )
    .await;
    let wrong = signs_in(&app, "nadia.benali", "cartable rouge sous la pluie").await;
    let unknown = signs_in(&app, "nadia.benalo", "cartable rouge sous la pluie").await;
    let blocked = signs_in(&app, "karim.haddad", PASSWORD).await;
    assert_eq!(wrong.status, 422);
    assert!(wrong.says("ne vont pas ensemble"));
    for other in [unknown, blocked] {
        assert_eq!(other.status, wrong.status);
        let same = |reply: &Reply| reply.body().replace("nadia.benalo", "X").replace("karim.haddad", "X");
        assert_eq!(same(&other), wrong.body().replace("nadia.benali", "X"));
    }
    assert_eq!(app.audited().await, 3);
    assert_eq!(app.count("select count(*) from session").await, 0);
}

#[tokio::test]
async fn the_eleventh_try_waits_then_the_wait_grows() {
    let app = TestApp::new(identity::routes()).await;
    for login in ["nadia.benali", "personne.dutout"] {
        for _ in 0..10 {
            assert_eq!(signs_in(&app, login, "pas le bon mot de passe").await.status, 422);
        }
        let eleventh = signs_in(&app, login, PASSWORD).await;
        assert_eq!(eleventh.status, 429, "{login}");
        assert_eq!(eleventh.headers["retry-after"], "900");
    }
    assert_eq!(app.audited().await, 20, "each try is recorded; who is turned away unheard writes nothing");
    assert_eq!(signs_in(&app, "karim.haddad", PASSWORD).await.status, 303, "others at this address come in");

    let later = app.app.db.clock.now() + TimeDelta::minutes(16);
    app.at(later);
    assert_eq!(signs_in(&app, "nadia.benali", "toujours pas le bon").await.status, 422);
    let again = signs_in(&app, "nadia.benali", PASSWORD).await;
    assert_eq!(again.headers["retry-after"], "1800");
    app.at(later + TimeDelta::minutes(31));
    assert_eq!(signs_in(&app, "nadia.benali", PASSWORD).await.status, 303);
    assert_eq!(signs_in(&app, "nadia.benali", "un nouvel essai raté").await.status, 422, "all is forgotten");
}

#[tokio::test]
async fn many_tries_at_once_are_not_more_tries() {
    let app = TestApp::new(identity::routes()).await;
    let tries = (0..25).map(|_| signs_in(&app, "nadia.benali", "pas le bon mot de passe"));
    let answers = futures::future::join_all(tries).await;
    assert_eq!(answers.iter().filter(|a| a.status == 422).count(), 10);
    assert_eq!(answers.iter().filter(|a| a.status == 429).count(), 15);
    assert_eq!(app.audited().await, 10);
}

#[tokio::test]
async fn a_school_s_address_bears_many_slips_but_not_a_hunt() {
    let app = TestApp::new(identity::routes()).await;
    let db = &app.app.db;
    for _ in 0..299 {
        throttle::failed(db, "192.0.2.7").await.unwrap();
    }
    assert!(throttle::address_may_try(db, "192.0.2.7").await.is_ok());
    throttle::failed(db, "192.0.2.7").await.unwrap();
    assert!(throttle::enter(db, "nadia.benali", "192.0.2.7").await.is_err());
    assert!(throttle::enter(db, "nadia.benali", "192.0.2.8").await.is_ok());
    app.at(db.clock.now() + TimeDelta::minutes(16));
    assert!(throttle::enter(db, "nadia.benali", "192.0.2.7").await.is_ok());
}

#[tokio::test]
async fn a_demonstration_shows_who_one_can_be_and_nothing_else_does() {
    let mut app = TestApp::new(identity::routes()).await;
    assert!(!app.nobody().get("/connexion").await.says("Essayer"));
    let mut settings = (*app.app.settings).clone();
    settings.demo = true;
    settings.demo_accounts = vec![identity::DemoAccount {
        group: "Familles",
        title: "Nadia, mère de Lina".to_owned(),
        login: "nadia.benali".to_owned(),
        password: PASSWORD.to_owned(),
    }];
    app.app.settings = std::sync::Arc::new(settings);
    let show = testing_page(&app).await;
    assert!(show.contains("comme Nadia, mère de Lina") && show.contains(PASSWORD));
}

/// The sign-in page of an application whose settings were changed.
async fn testing_page(app: &TestApp) -> String {
    use http_body_util::BodyExt;
    use tower::ServiceExt;
    let (_, router) = app.second_server(identity::routes());
    let request = axum::http::Request::get("/connexion").body(axum::body::Body::empty()).unwrap();
    let body = router.oneshot(request).await.unwrap().into_body().collect().await.unwrap();
    String::from_utf8(body.to_bytes().to_vec()).unwrap()
}

#[tokio::test]
async fn the_front_door_leads_everybody_home() {
    let app = TestApp::new(identity::routes()).await;
    let cast = &app.cast;
    let circonscription = format!("/circonscription/{}", cast.val_ormes);
    for (person, home) in [
        (cast.nadia, "/fil"),
        (cast.lina, "/fil"),
        (cast.carrel, "/fil"),
        (cast.keller, "/ma-classe"),
        (cast.segur, &*circonscription),
    ] {
        assert_eq!(app.as_(person).await.get("/").await.location(), Some(home));
    }
    assert_eq!(app.nobody().get("/").await.location(), Some("/connexion?retour=/"));
}

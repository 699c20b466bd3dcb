//! Second factors: setting up, being asked, recovering. The clock of the tests makes the codes.

use chrono::TimeDelta;
use testing::{Client, PASSWORD, Reply, TestApp, first_day};
use totp_rs::{Builder, Secret, Totp};

fn counter(page: &Reply) -> Totp {
    let secret = page.all("#cle").concat().replace(' ', "");
    Builder::new()
        .with_secret(Secret::try_from_base32(secret).unwrap())
        .with_account_name("essai")
        .build()
        .unwrap()
}

fn code(app: &TestApp, totp: &Totp) -> String {
    totp.generate(u64::try_from(app.app.db.clock.now().timestamp()).unwrap()).to_string()
}

/// Sets an application up; the counter and the recovery codes.
async fn set_up(app: &TestApp, who: &Client) -> (Totp, Vec<String>) {
    let page = who.get("/moi/securite/application?retour=/moi").await;
    let (totp, setup) = (counter(&page), page.attribute("[name=setup]", "value").unwrap());
    let fields = [("setup", &*setup), ("code", &*code(app, &totp)), ("secret", PASSWORD), ("retour", "/moi")];
    let done = who.post("/moi/securite/application", &fields).await;
    assert_eq!(done.status, 200, "{}", done.text());
    (totp, done.all(".slip-code"))
}

async fn password(app: &TestApp, login: &str) -> (Client, Reply) {
    let mut browser = app.nobody();
    let reply = browser.post("/connexion", &[("login", login), ("secret", PASSWORD)]).await;
    browser.keeps(&reply);
    (browser, reply)
}

#[tokio::test]
async fn a_head_sets_one_up_before_she_prints_codes() {
    let app = TestApp::new(identity::routes()).await;
    let sheets = format!("/ecole/{}/fiches", app.cast.tilleuls);
    let mut petit = app.unconfirmed(app.cast.petit).await;
    let gate = petit.get(&sheets).await;
    let asked = petit.follow(&gate).await;
    assert!(asked.says("protégez votre compte") && asked.all("[name=secret]").is_empty());
    let refused = petit.post("/confirmer", &[("secret", PASSWORD), ("retour", &sheets)]).await;
    assert_eq!(refused.status, 422, "a password is not enough for her");

    let to = asked.attribute("a[href^='/moi/securite/application']", "href").unwrap();
    let page = petit.get(&to).await;
    assert_eq!(page.all(".scan svg").len(), 1);
    let (totp, setup) = (counter(&page), page.attribute("[name=setup]", "value").unwrap());
    let send = async |code: &str, secret: &str| {
        let fields = [("setup", &*setup), ("code", code), ("secret", secret), ("retour", &sheets)];
        petit.post("/moi/securite/application", &fields).await
    };
    let wrong = send("000000", PASSWORD).await;
    assert!(wrong.status == 422 && wrong.says("code que l’application montre"));
    assert_eq!(wrong.all("#cle"), page.all("#cle"), "the same square: nothing to scan again");
    let wrong = send(&code(&app, &totp), "pas le mot de passe").await;
    assert!(wrong.status == 422 && wrong.says("mot de passe actuel"));
    assert_eq!(app.count("select count(*) from authenticator").await, 0);
    let done = send(&code(&app, &totp), PASSWORD).await;
    assert_eq!(done.all(".slip-code").len(), 10);
    assert_eq!(done.headers["cache-control"], "no-store");
    assert_eq!(done.attribute("a.button", "href"), Some(sheets.clone()), "and on to where she was going");
    assert_eq!(petit.get(&sheets).await.status, 200);

    let secret = totp.secret().as_bytes().to_vec();
    let kept = sqlx::query_scalar!("select secret from authenticator").fetch_one(app.pool()).await.unwrap();
    assert!(!kept.windows(secret.len()).any(|w| w == secret), "the database cannot read it");
}

#[tokio::test]
async fn a_stolen_password_alone_opens_nothing() {
    let app = TestApp::new(identity::routes()).await;
    let petit = app.as_(app.cast.petit).await;
    let (totp, _) = set_up(&app, &petit).await;
    let (thief, reply) = password(&app, "helene.petit").await;
    assert_eq!(reply.location(), Some("/connexion/verification"));
    assert!(reply.cookie("preau").is_none());
    assert_eq!(thief.get("/moi").await.status, 303);
    assert!(!thief.get("/connexion/verification").await.text().contains("Petit"), "not even a name");
    let try_ = async |code: &str| thief.post("/connexion/verification", &[("code", code)]).await;
    assert_eq!(try_(&code(&app, &totp)).await.status, 422, "the code that set it up was used");
    for _ in 0..4 {
        assert_eq!(try_("123 456").await.status, 422);
    }
    assert_eq!(try_("123 456").await.status, 429, "six digits, five tries");
    app.at(first_day() + TimeDelta::minutes(2));
    assert_eq!(try_(&code(&app, &totp)).await.status, 429, "and the right one waits too");
    app.at(first_day() + TimeDelta::minutes(11));
    assert_eq!(thief.get("/connexion/verification").await.location(), Some("/connexion"), "the step ended");
}

#[tokio::test]
async fn password_then_code_then_in() {
    let app = TestApp::new(identity::routes()).await;
    let (totp, codes) = set_up(&app, &app.as_(app.cast.petit).await).await;
    app.at(first_day() + TimeDelta::minutes(1));
    let (mut petit, _) = password(&app, "helene.petit").await;
    let now = code(&app, &totp);
    let entered = petit.post("/connexion/verification", &[("code", &*now)]).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    assert_eq!(petit.follow(&entered).await.status, 303, "the front door, signed in");
    let sheets = format!("/ecole/{}/fiches", app.cast.tilleuls);
    assert_eq!(petit.get(&sheets).await.status, 200, "she has just shown it");
    let (second, _) = password(&app, "helene.petit").await;
    assert_eq!(second.post("/connexion/verification", &[("code", &*now)]).await.status, 422, "good once");

    // Recovery codes: each once, and they say how many are left.
    let (mut lost, _) = password(&app, "helene.petit").await;
    let recovered = lost.post("/connexion/verification", &[("code", &*codes[0].to_lowercase())]).await;
    assert_eq!(recovered.location(), Some("/moi/securite"));
    assert!(lost.follow(&recovered).await.says("Il vous en reste 9"));
    let (again, _) = password(&app, "helene.petit").await;
    assert_eq!(again.post("/connexion/verification", &[("code", &*codes[0])]).await.status, 422);
    let fresh = lost.post("/moi/securite/codes", &[]).await.all(".slip-code");
    assert_eq!(again.post("/connexion/verification", &[("code", &*codes[1])]).await.status, 422, "old ones");
    assert_eq!(again.post("/connexion/verification", &[("code", &*fresh[0])]).await.status, 303);
}

#[tokio::test]
async fn a_password_confirms_nothing_where_a_factor_is_set_up() {
    let app = TestApp::new(identity::routes()).await;
    let (totp, _) = set_up(&app, &app.as_(app.cast.carrel).await).await;
    app.at(first_day() + TimeDelta::minutes(1));
    let stolen = app.unconfirmed(app.cast.carrel).await;
    assert_eq!(stolen.post("/confirmer", &[("secret", PASSWORD)]).await.status, 422);
    let to = stolen.get("/moi/securite/application").await;
    assert_eq!(
        to.location(),
        Some("/confirmer?retour=/moi/securite/application"),
        "nor another in its place"
    );
    let gate = stolen.post("/moi/securite/application/retirer", &[]).await;
    assert!(gate.location().unwrap().starts_with("/confirmer"));
    let confirmed = stolen.post("/confirmer", &[("code", &*code(&app, &totp)), ("retour", "/moi")]).await;
    assert_eq!(confirmed.location(), Some("/moi"));
    assert_eq!(stolen.post("/moi/securite/application/retirer", &[]).await.status, 303);
    assert_eq!(app.count("select count(*) from recovery_code").await, 0, "nothing left to recover");
    let (_, reply) = password(&app, "marion.carrel").await;
    assert!(reply.cookie("preau").is_some());
}

#[tokio::test]
async fn a_device_of_ones_own_is_not_asked_for_thirty_days() {
    let app = TestApp::new(identity::routes()).await;
    let (totp, _) = set_up(&app, &app.as_(app.cast.petit).await).await;
    app.at(first_day() + TimeDelta::minutes(1));
    let (mut petit, _) = password(&app, "helene.petit").await;
    let fields = [("code", &*code(&app, &totp)), ("trust", "1")];
    let entered = petit.post("/connexion/verification", &fields).await;
    petit.keeps(&entered);
    petit.sign_out();
    let fields = [("login", "helene.petit"), ("secret", PASSWORD)];
    let reply = petit.post("/connexion", &fields).await;
    assert!(reply.cookie("preau").is_some(), "known, and trusted");
    petit.keeps(&reply);
    let sheets = format!("/ecole/{}/fiches", app.cast.tilleuls);
    assert_eq!(petit.get(&sheets).await.status, 303, "but what is sensitive asks again");
    petit.post("/moi/securite/appareils", &[]).await;
    petit.sign_out();
    assert!(petit.post("/connexion", &fields).await.cookie("preau").is_none(), "revoked");
    let elsewhere = app.nobody();
    assert!(elsewhere.post("/connexion", &fields).await.cookie("preau").is_none());
}

#[tokio::test]
async fn a_printed_code_is_no_second_factor() {
    let app = TestApp::new(identity::routes()).await;
    set_up(&app, &app.as_(app.cast.carrel).await).await;
    let typed = identity::admin::activation_code_for(&app.app.db, "marion.carrel").await.unwrap();
    let fields = [("code", &*typed), ("password", "cartable rouge sous la pluie"), ("charter", "1")];
    let reply = app.nobody().post("/activation/mot-de-passe", &fields).await;
    assert_eq!(reply.location(), Some("/connexion?mot_de_passe=1"));
    assert!(reply.cookie("preau").is_none());
}

#[tokio::test]
async fn what_is_lent_to_one_is_worth_nothing_to_another() {
    let app = TestApp::new(identity::routes()).await;
    let (petit, carrel) = (app.as_(app.cast.petit).await, app.as_(app.cast.carrel).await);
    let page = petit.get("/moi/securite/application").await;
    let setup = page.attribute("[name=setup]", "value").unwrap();
    let fields = [("setup", &*setup), ("code", &*code(&app, &counter(&page)))];
    let reply = carrel.post("/moi/securite/application", &fields).await;
    assert_eq!(reply.location(), Some("/moi/securite/application"), "begin again");
    assert_eq!(app.count("select count(*) from authenticator").await, 0);
    for (question, answer) in [("", ""), ("00", "{}"), (&*setup, "{\"id\":\"x\"}")] {
        let fields = [("question", question), ("answer", answer)];
        assert_eq!(carrel.post("/moi/securite/cle", &fields).await.status, 422);
        assert_eq!(app.nobody().post("/connexion/cle", &fields).await.status, 422);
    }
    assert_eq!(app.as_(app.cast.lina).await.get("/moi/securite").await.status, 404, "nothing for pupils");
}

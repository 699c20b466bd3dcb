//! A family's first use: the slip, the child, the password; all her children in one account.

use kernel::PersonId;
use testing::{Client, PASSWORD, Reply, TestApp};

const GOOD: &str = "cartable rouge sous la pluie";

/// Nadia has never come in.
async fn newcomer(app: &TestApp) -> String {
    app.count(
        "with u as (update account set state = 'to_activate', password_hash = null, activated_at = null,
             charter_at = null where login = 'nadia.benali' returning 1) select count(*) from u",
    )
    .await;
    code(app, "nadia.benali").await
}

async fn code(app: &TestApp, login: &str) -> String {
    identity::admin::activation_code_for(&app.app.db, login).await.unwrap()
}

/// Another school's list has Nadia a second time, as « Nadia HADDAD », mother of Zoé: this person's code.
async fn second_person(app: &TestApp) -> String {
    app.count(
        "with p as (insert into person (id, last_name, first_name, created_at)
             values (gen_random_uuid(), 'HADDAD', 'Nadia', '2026-09-01') returning id),
         a as (insert into account (person_id, login, state, created_at)
             select id, 'nadia.haddad', 'to_activate', '2026-09-01' from p returning 1),
         g as (insert into guardian_link (pupil_id, guardian_id, relation, authority, from_day, source)
             select z.id, p.id, 'mother', 'joint', '2026-09-01', 'feed' from p, person z where z.first_name = 'Zoé'
             returning 1)
         select count(*) from a, g",
    )
    .await;
    code(app, "nadia.haddad").await
}

async fn names(client: &Client, code: &str, child: &str) -> Reply {
    client.post("/activation/enfant", &[("code", code), ("child", child)]).await
}

#[tokio::test]
async fn from_the_slip_to_all_her_children() {
    let app = TestApp::new(identity::routes()).await;
    let code = newcomer(&app).await;
    let mut nadia = app.nobody();
    let before = app.audited().await;
    let scanned = nadia.get(&format!("/activation?code={code}")).await;
    assert!(scanned.says("Quel est le prénom de votre enfant"));
    assert!(!scanned.says("Lina") && !scanned.says("Nadia"), "nothing of the slip's owner is shown first");
    assert_eq!(scanned.headers["referrer-policy"], "no-referrer");
    assert_eq!(scanned.headers["cache-control"], "no-store");
    assert_eq!(app.audited().await, before, "looking is no act");

    let wrong = names(&nadia, &code, "Tom").await;
    assert!(wrong.status == 422 && wrong.says("rendez-la à l’école"));
    assert!(!wrong.says("Lina") && !wrong.says("Nadia"));
    assert_eq!(wrong.attribute("[name=child]", "value").as_deref(), Some("Tom"), "what was typed is kept");
    let right = names(&nadia, &code, " LINA ").await;
    assert!(right.says("Bonjour Nadia") && right.says("J’ai déjà un compte"));
    let skipped = nadia
        .post("/activation/mot-de-passe", &[("code", &code), ("password", GOOD), ("charter", "1")])
        .await;
    assert!(skipped.status == 422 && skipped.says("prénom"), "the step cannot be skipped");

    let form = [("code", code.as_str()), ("child", "sami"), ("password", GOOD), ("charter", "1")];
    let entered = nadia.post("/activation/mot-de-passe", &form).await;
    assert_eq!(entered.location(), Some("/moi/enfants?bienvenue=1"));
    let there = nadia.follow(&entered).await;
    for words in ["Bienvenue, Nadia", "Lina Haddad", "Les Tilleuls", "Sami Haddad", "Le Moulin Bleu"] {
        assert!(there.says(words), "{words}: {}", there.text());
    }
    assert_eq!(app.audited().await, before + 4);
    assert_eq!(names(&app.nobody(), &code, "Lina").await.status, 422, "a code is good once");
}

#[tokio::test]
async fn a_child_is_guessed_five_times_at_most() {
    let app = TestApp::new(identity::routes()).await;
    let code = newcomer(&app).await;
    let nobody = app.nobody();
    for name in ["Emma", "Louise", "Jade", "Gabriel", "Léo"] {
        assert_eq!(names(&nobody, &code, name).await.status, 422);
    }
    assert_eq!(names(&nobody, &code, "Lina").await.status, 429, "also the right one");
    assert_eq!(
        names(&nobody, &self::code(&app, "karim.haddad").await, "Lina").await.status,
        200,
        "his slip is his"
    );
    app.at(app.app.db.clock.now() + chrono::TimeDelta::minutes(16));
    assert_eq!(names(&nobody, &code, "Lina").await.status, 200);
}

#[tokio::test]
async fn who_has_an_account_adds_the_child_of_another_slip() {
    let app = TestApp::new(identity::routes()).await;
    let code = second_person(&app).await;
    let nadia = app.as_(app.cast.nadia).await;
    let asked = nadia.post("/activation", &[("code", &code)]).await;
    assert!(asked.says("Quel est le prénom") && !asked.says("Zoé"));
    let refused = nadia.post("/moi/enfants", &[("code", &code), ("child", "Lina")]).await;
    assert_eq!(refused.status, 422, "her other child proves nothing of this slip");
    let offered = names(&nadia, &code, "zoe").await;
    assert!(offered.says("Ajouter Zoé") && offered.says("Nadia Benali"));
    let before = app.audited().await;
    let added = nadia.post("/moi/enfants", &[("code", &code), ("child", "zoe")]).await;
    assert_eq!(added.location(), Some("/moi/enfants?ajout=1"), "{}", added.text());
    assert_eq!(app.audited().await, before + 1);
    let page = nadia.get("/moi/enfants").await;
    for words in ["Lina Haddad", "Sami Haddad", "Zoé Morel", "Les Rives"] {
        assert!(page.says(words), "{words}");
    }
    assert_eq!(app.count("select count(*) from person where first_name = 'Nadia'").await, 1, "one person");
    let twice = nadia.post("/moi/enfants", &[("code", &code), ("child", "zoe")]).await;
    assert_eq!(twice.status, 422);
    // « J’ai déjà un compte »: through the ordinary sign-in, and back to the slip.
    let back = format!("/activation?code={code}");
    let signed = app
        .nobody()
        .post("/connexion", &[("login", "nadia.benali"), ("secret", PASSWORD), ("retour", &back)])
        .await;
    assert_eq!(signed.location(), Some(back.as_str()));
}

#[tokio::test]
async fn nobody_adds_what_is_not_a_family_s() {
    let app = TestApp::new(identity::routes()).await;
    let (nadia, lina) = (app.as_(app.cast.nadia).await, app.as_(app.cast.lina).await);
    let teacher = code(&app, "marion.carrel").await;
    let before = app.audited().await;
    assert_eq!(nadia.post("/moi/enfants", &[("code", &teacher), ("child", "Lina")]).await.status, 422);
    assert_eq!(nadia.post("/moi/enfants", &[("code", "0000-0000-0000")]).await.status, 422);
    assert_eq!(app.audited().await, before + 2);
    assert_eq!(lina.get("/moi/enfants").await.status, 404);
    let zoe: PersonId = app.cast.yann;
    assert!(app.as_(zoe).await.get("/moi/enfants").await.says("Zoé Morel"));
}

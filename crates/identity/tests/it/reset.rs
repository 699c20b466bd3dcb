//! A forgotten password, by e-mail.

use chrono::TimeDelta;
use identity::App;
use mail::Kept;
use testing::{PASSWORD, TestApp};

const GOOD: &str = "cartable rouge sous la pluie";

/// Sends what is waiting, and answers what was sent: (address, link).
async fn mails(app: &TestApp) -> Vec<(String, String)> {
    let kept = Kept::new(app.app.db.clock.clone());
    let mailer = kept.clone();
    let worker =
        jobs::Worker::new(app.app.db.clone(), app.app.clone()).on(move |app: App, post: mail::Post| {
            let mailer = mailer.clone();
            async move {
                assert_eq!(post.kind, identity::reset::LETTER);
                mail::deliver(&mailer, post, |post| async move {
                    identity::reset::letter(&app, post.person).await
                })
                .await
            }
        });
    worker.run_waiting().await.unwrap();
    let link =
        |text: &str| text.lines().find_map(|l| l.strip_prefix("http://preau.example")).unwrap().to_owned();
    kept.sent().iter().map(|s| (s.letter.address().to_owned(), link(s.letter.text()))).collect()
}

#[tokio::test]
async fn a_link_is_good_once_and_closes_every_session() {
    let app = TestApp::new(identity::routes()).await;
    let elsewhere = app.as_(app.cast.nadia).await;
    let nobody = app.nobody();
    let asked = nobody.post("/mot-de-passe-oublie", &[("who", "Nadia.Benali")]).await;
    assert_eq!(asked.location(), Some("/mot-de-passe-oublie?envoye=1"));
    let secrets = "select count(*) from job where payload::text like '%nadia%'";
    assert_eq!(app.count(secrets).await, 0);
    assert_eq!(
        app.count("select count(*) from password_reset").await,
        0,
        "no token before the letter leaves"
    );

    let sent = mails(&app).await;
    let [(address, link)] = sent.as_slice() else { panic!("{} letters", sent.len()) };
    assert_eq!(address, "nadia.benali@example.org");
    assert!(nobody.get(link).await.says("Bonjour Nadia"));
    assert_eq!(nobody.post(link, &[("password", "court")]).await.status, 422);
    assert_eq!(nobody.post(link, &[("password", GOOD)]).await.location(), Some("/connexion?mot_de_passe=1"));
    assert_eq!(app.audited().await, 3);
    assert_eq!(elsewhere.get("/moi").await.status, 303);

    let again = nobody.post(link, &[("password", "une autre phrase bien longue")]).await;
    assert!(again.status == 422 && again.says("Ce lien ne sert plus"));
    assert_eq!(app.audited().await, 4);
    let enters =
        async |secret| nobody.post("/connexion", &[("login", "nadia.benali"), ("secret", secret)]).await;
    assert_eq!(enters(PASSWORD).await.status, 422);
    assert_eq!(enters(GOOD).await.status, 303);
}

#[tokio::test]
async fn a_link_lasts_half_an_hour() {
    let app = TestApp::new(identity::routes()).await;
    app.nobody().post("/mot-de-passe-oublie", &[("who", "nadia.benali@example.org")]).await;
    let link = mails(&app).await.remove(0).1;
    app.at(app.app.db.clock.now() + TimeDelta::minutes(31));
    assert!(app.nobody().get(&link).await.says("Ce lien ne sert plus"));
    assert_eq!(app.nobody().post(&link, &[("password", GOOD)]).await.status, 422);
}

#[tokio::test]
async fn whoever_is_asked_for_the_answer_is_the_same() {
    let app = TestApp::new(identity::routes()).await;
    app.count(
        "with u as (update person set email = 'lina@example.org' where first_name = 'Lina' returning 1)
         select count(*) from u",
    )
    .await;
    for who in ["nadia.benali", "personne@example.org", "lina.haddad", "lina@example.org", "romain.duval", ""]
    {
        let asked = app.nobody().post("/mot-de-passe-oublie", &[("who", who)]).await;
        assert_eq!(asked.location(), Some("/mot-de-passe-oublie?envoye=1"), "{who}");
    }
    assert_eq!(app.audited().await, 6);
    assert_eq!(mails(&app).await.len(), 1, "no pupil, nobody without an address");
}

#[tokio::test]
async fn a_mailbox_shared_by_two_gets_a_letter_for_each_and_is_not_flooded() {
    let app = TestApp::new(identity::routes()).await;
    app.count(
        "with u as (update person set email = 'famille@example.org' where first_name in ('Nadia', 'Karim') returning 1)
         select count(*) from u",
    )
    .await;
    for _ in 0..5 {
        let asked = app.nobody().post("/mot-de-passe-oublie", &[("who", "Famille@example.org")]).await;
        assert_eq!(asked.status, 303);
    }
    assert_eq!(mails(&app).await.len(), 6, "two each time, three times");
}

#[tokio::test]
async fn what_has_ended_is_forgotten_in_the_night() {
    let app = TestApp::new(identity::routes()).await;
    let db = &app.app.db;
    app.as_(app.cast.nadia).await;
    app.nobody().post("/connexion", &[("login", "nadia.benali"), ("secret", "pas le bon")]).await;
    app.nobody().post("/mot-de-passe-oublie", &[("who", "nadia.benali")]).await;
    assert_eq!(mails(&app).await.len(), 1);
    let kept = "select (select count(*) from session) + (select count(*) from password_reset)
        + (select count(*) from sign_in_attempt)";
    let forget = async || {
        let mut tx = db.begin().await.unwrap();
        let now = tx.now();
        identity::accounts::queries::forget_old(tx.conn(), now).await.unwrap();
        let before = now - TimeDelta::days(1);
        identity::accounts::queries::forget_old_tries(tx.conn(), before).await.unwrap();
        tx.commit().await.unwrap();
    };
    forget().await;
    assert_eq!(app.count(kept).await, 4, "a session, a link, two counts of tries");
    app.at(db.clock.now() + TimeDelta::days(2));
    forget().await;
    assert_eq!(app.count(kept).await, 1, "the session lasts thirty days");
    app.at(db.clock.now() + TimeDelta::days(31));
    forget().await;
    assert_eq!(app.count(kept).await, 0);
}

#[tokio::test]
async fn an_address_that_a_thief_has_given_opens_nothing_after_the_closing() {
    let app = TestApp::new(identity::routes()).await;
    let asks = async || {
        app.nobody().post("/mot-de-passe-oublie", &[("who", "nadia.benali")]).await;
        mails(&app).await.into_iter().map(|m| m.0).collect::<Vec<_>>()
    };
    let thief = app.as_(app.cast.nadia).await;
    let typed = [("email", "voleur@example.org"), ("secret", PASSWORD)];
    assert_eq!(thief.post("/moi/adresse", &typed).await.location(), Some("/moi?fait=adresse"));
    assert_eq!(asks().await, ["voleur@example.org"], "an address that one has just given is one's own");

    let closed = format!(
        "with c as (insert into containment (id, at, by_id, profiles, drill, accounts, sessions)
             values (gen_random_uuid(), '2026-09-15 12:00Z', '{petit}', '{{guardians}}', false, 1, 1) returning id),
         k as (insert into containment_person (containment_id, person_id) select id, '{nadia}' from c returning 1)
         select void_secrets(array['{nadia}'::uuid]) + count(*) from k",
        petit = app.cast.petit,
        nadia = app.cast.nadia,
    );
    app.count(Box::leak(closed.into_boxed_str())).await;
    assert!(asks().await.is_empty(), "every secret is void, and the address is hardly older");
    app.at(testing::first_day() + TimeDelta::days(300));
    assert!(asks().await.is_empty(), "and time makes it no better");
}

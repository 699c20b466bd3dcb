//! Who is signed in at the sister ENT comes in here: once linked, and not otherwise.

use crate::two::{Two, source};
use chrono::TimeDelta;
use identity::accounts::codes;
use jobs::Worker;
use testing::first_day;

#[tokio::test]
async fn she_links_once_and_comes_in_from_then_on() {
    let two = Two::new().await;
    let sister = two.at_sister(|app| app.cast.carrel).await;
    let (here, linked) = two.links("marion.carrel", &sister).await;
    assert_eq!(linked.location(), Some("/moi?fait=relie"), "{}", linked.text());
    let page = here.get("/moi?fait=relie").await;
    assert!(page.says("Comptes reliés") && page.says("relié"), "{}", page.text());

    let mut browser = two.here.nobody();
    assert!(browser.get("/connexion").await.says("Entrer avec e-Collège"));
    let back = two.comes(&mut browser, &sister).await;
    assert_eq!((back.status.as_u16(), back.location()), (303, Some("/moi")), "{}", back.text());
    let me = browser.get("/moi").await;
    assert!(
        me.says("Marion Carrel") && me.says("ouverte par e-Collège") && me.says("dernière entrée"),
        "{}",
        me.text()
    );
    // Not kept, and what is sensitive asks her again, though a password would have been enough.
    assert_eq!(two.here.count("select count(*) from session where source_id is not null and not kept and confirmed_until is null").await, 1);
    let asked = browser.get(&two.path("/relier")).await;
    assert_eq!(asked.status, 403, "nothing waits to be linked: {}", asked.text());
    assert_eq!(two.here.count("select count(*) from audit where act = 'signed_in_from'").await, 1);
    // Her password had brought one device, this is another.
    let mail = "select count(*) from job where payload::text like '%new_device%'";
    assert_eq!(two.here.count(mail).await, 1);
    // Who is in goes on, without going round.
    assert_eq!(browser.get(&two.path("?retour=/moi")).await.location(), Some("/moi"));
}

#[tokio::test]
async fn nothing_is_guessed_and_one_opens_one() {
    let two = Two::new().await;
    let (carrel, roy) = (two.at_sister(|a| a.cast.carrel).await, two.at_sister(|a| a.cast.roy).await);
    // The same name, the same address at both: nothing.
    let mut browser = two.here.nobody();
    assert!(two.comes(&mut browser, &carrel).await.says("n’ouvre encore aucun compte"));
    assert!(browser.cookie("preau").is_none() && two.linked().await == 0);
    // Somebody else here, with a session there that is not hers, and who knows its password.
    let mut other = browser;
    let relier = two.path("/relier");
    let entered = other
        .post("/connexion", &[("login", "alix.roy"), ("secret", testing::PASSWORD), ("retour", &relier)])
        .await;
    other.keeps(&entered);
    let ask = other.get(&relier).await;
    assert!(ask.says("redemande votre mot de passe") && !ask.says("Relier ce compte Non"), "{}", ask.text());
    assert_eq!(two.shows(&mut other, &carrel).await.location(), Some(&*relier));
    let (here, _) = two.links("marion.carrel", &carrel).await;
    // A second account there does not open the same one here…
    let (_, refused) = two.links("marion.carrel", &roy).await;
    assert!(refused.status == 403 && refused.says("ouvre déjà celui-ci"), "{}", refused.text());
    // … and hers there opens nobody else’s, who had begun before it was linked.
    let refused = other.post(&relier, &[]).await;
    assert!(refused.status == 403 && refused.says("ouvre déjà un autre compte"), "{}", refused.text());
    let refused = two.shows(&mut other, &carrel).await;
    assert!(refused.status == 403 && refused.says("ouvre déjà un autre compte"), "{}", refused.text());
    assert_eq!(two.linked().await, 1);

    // Undone by its owner only; what it had opened elsewhere closes.
    let mut browser = two.here.nobody();
    two.comes(&mut browser, &carrel).await;
    let end = here.get("/moi").await.attribute("form[action^='/moi/comptes-relies/']", "action").unwrap();
    assert_eq!(other.post(&end, &[]).await.status, 404);
    assert_eq!(here.post(&end, &[]).await.location(), Some("/moi?fait=lien"));
    assert_eq!(browser.get("/moi").await.status, 303, "closed");
    assert_eq!(here.get("/moi").await.status, 200, "hers stays");
    assert!(two.comes(&mut browser, &carrel).await.says("n’ouvre encore aucun compte"));
}

#[tokio::test]
async fn what_did_not_begin_in_this_browser_is_not_even_asked_about() {
    let two = Two::new().await;
    let sister = two.at_sister(|app| app.cast.carrel).await;
    two.links("marion.carrel", &sister).await;
    let other = source(&two.here, "http://127.0.0.1:9/cas", &["National_ENS"]).await;
    let used = "select count(*) from sso_ticket where used_at is not null";
    let before = two.there.count(used).await;
    let mut begun = two.here.nobody();
    let back = two.leaves(&mut begun, &sister).await;
    let mut elsewhere = two.here.nobody();
    two.leaves(&mut elsewhere, &sister).await;
    let state = |path: &str| path.replacen("etat=", "etat=0", 1);
    for (client, path) in [
        // Somebody else’s ticket, sent to a victim: no cookie, a cookie of another beginning, another state, another source.
        (&two.here.nobody(), back.clone()),
        (&elsewhere, back.clone()),
        (&begun, state(&back)),
        (&begun, back.replace(&two.source, &other)),
    ] {
        let reply = client.get(&path).await;
        assert!(reply.status == 403 && reply.says("n’a pas commencé sur cet appareil"), "{}", reply.text());
        assert!(reply.cookie("preau").is_none());
    }
    two.here.at(first_day() + TimeDelta::minutes(11));
    assert_eq!(begun.get(&back).await.status, 403, "too long ago");
    assert_eq!(two.there.count(used).await, before, "nothing was asked");
}

#[tokio::test]
async fn a_ticket_that_is_used_old_or_for_another_opens_nothing() {
    let two = Two::new().await;
    let sister = two.at_sister(|app| app.cast.carrel).await;
    two.links("marion.carrel", &sister).await;
    let mut browser = two.here.nobody();
    let back = two.leaves(&mut browser, &sister).await;
    let before = browser.clone();
    let entered = browser.get(&back).await;
    assert_eq!(entered.status, 303);
    browser.keeps(&entered);
    assert_eq!(browser.get(&back).await.status, 403, "it began once");
    let no = |reply: testing::Reply| {
        assert!(reply.status == 403 && reply.says("n’a pas confirmé"), "{}", reply.text());
        assert!(reply.cookie("preau").is_none());
    };
    // Also for who kept the cookie: the other ENT knows that it was used.
    no(before.get(&back).await);
    for ticket in ["", "ST-", "ST-0", "PT-1", "ST-%0A", "ST-é"] {
        let mut browser = two.here.nobody();
        let back = two.leaves(&mut browser, &sister).await;
        no(browser.get(&format!("{}ticket={ticket}", back.split("ticket=").next().unwrap())).await);
    }
    // Of another beginning: it was given for another address.
    let (mut one, mut another) = (two.here.nobody(), two.here.nobody());
    let (first, second) = (two.leaves(&mut one, &sister).await, two.leaves(&mut another, &sister).await);
    let mixed = format!(
        "{}ticket={}",
        first.split("ticket=").next().unwrap(),
        second.split("ticket=").nth(1).unwrap()
    );
    no(one.get(&mixed).await);
    let mut late = two.here.nobody();
    let back = two.leaves(&mut late, &sister).await;
    two.there.at(first_day() + TimeDelta::seconds(61));
    no(late.get(&back).await);
    assert_eq!(two.here.count("select count(*) from session where source_id is not null").await, 1);
}

#[tokio::test]
async fn no_session_for_who_left_is_blocked_frozen_or_not_meant() {
    let two = Two::new().await;
    let sister = two.at_sister(|app| app.cast.carrel).await;
    two.links("marion.carrel", &sister).await;
    let mut said = Vec::new();
    let settle = async |script: &str| {
        let script = script.replace(":p", &format!("'{}'", two.here.cast.carrel.0));
        sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(two.here.pool()).await.unwrap();
    };
    for (before, after) in [
        (
            "update account set state = 'blocked' where person_id = :p",
            "update account set state = 'active' where person_id = :p",
        ),
        (
            "update account set state = 'leaving' where person_id = :p",
            "update account set state = 'active' where person_id = :p",
        ),
        (
            "update account set state = 'to_activate' where person_id = :p",
            "update account set state = 'active' where person_id = :p",
        ),
        (
            "insert into writing_freeze (id, profile, message, reason, frozen_at) values (gen_random_uuid(), 'adults', 'En pause.', 'Essai', '2026-09-15')",
            "update writing_freeze set reopened_at = '2026-09-15'",
        ),
        (
            "update entry_source set profiles = '{National_DIR}'",
            "update entry_source set profiles = '{National_ENS}'",
        ),
        (
            "update role set until_day = '2026-09-14' where person_id = :p",
            "update role set until_day = null where person_id = :p",
        ),
    ] {
        settle(before).await;
        let mut browser = two.here.nobody();
        let reply = two.comes(&mut browser, &sister).await;
        assert!(reply.status == 403 && browser.cookie("preau").is_none(), "{before}: {}", reply.text());
        said.push(reply.text());
        settle(after).await;
    }
    said.dedup();
    assert_eq!(said.len(), 1, "one answer: {said:?}");
    let mut browser = two.here.nobody();
    assert_eq!(two.comes(&mut browser, &sister).await.status, 303, "she, again");
    // Whoever voids her secrets voids this too.
    settle("select void_secrets(array[:p::uuid])").await;
    assert_eq!((two.linked().await, browser.get("/moi").await.status.as_u16()), (0, 303));
}

#[tokio::test]
async fn a_second_factor_is_asked_for_as_after_a_password() {
    let two = Two::new().await;
    let sister = two.at_sister(|app| app.cast.carrel).await;
    two.links("marion.carrel", &sister).await;
    let code = codes::fresh_adult();
    let script = "with a as (insert into authenticator (person_id, secret, last_step, since) values ($1, '\\x00', 0, '2026-09-01'))
                  insert into recovery_code (person_id, code_hash) values ($1, $2), ($1, $3)";
    let other = codes::fresh_adult();
    sqlx::query(script)
        .bind(two.here.cast.carrel.0)
        .bind(codes::hash(&code))
        .bind(codes::hash(&other))
        .execute(two.here.pool())
        .await
        .unwrap();
    let mut browser = two.here.nobody();
    let asked = two.comes(&mut browser, &sister).await;
    assert_eq!(asked.location(), Some("/connexion/verification"), "{}", asked.text());
    assert!(browser.cookie("preau").is_none(), "nobody is signed in yet");
    let mut late = browser.clone();
    let wrong = browser.post("/connexion/verification", &[("code", "AAAA-AAAA-AAAA")]).await;
    assert_eq!(wrong.status, 422);
    let entered = browser.post("/connexion/verification", &[("code", &code)]).await;
    assert_eq!(entered.status, 303, "{}", entered.text());
    browser.keeps(&entered);
    assert!(browser.get("/moi").await.says("ouverte par e-Collège"));
    // The link ended between the two steps.
    sqlx::query("delete from entry_link").execute(two.here.pool()).await.unwrap();
    let entered = late.post("/connexion/verification", &[("code", &other)]).await;
    late.keeps(&entered);
    assert!(entered.location() == Some("/connexion") && late.cookie("preau").is_none(), "{}", entered.text());
}

#[tokio::test]
async fn a_session_that_is_over_there_is_over_here() {
    let two = Two::new().await;
    let sister = two.at_sister(|app| app.cast.carrel).await;
    let (own, _) = two.links("marion.carrel", &sister).await;
    let mut browser = two.here.nobody();
    assert_eq!(two.comes(&mut browser, &sister).await.status, 303);
    // Who does not know the ticket ends nothing, and cannot tell.
    let nobody = two.here.nobody();
    let path = two.path("/retour");
    for body in ["", "logoutRequest=", "logoutRequest=%3Cx", "<x/>"] {
        let reply =
            nobody.post_raw(&path, "application/x-www-form-urlencoded", body.as_bytes().to_vec()).await;
        assert_eq!((reply.status.as_u16(), reply.body()), (200, String::new()));
    }
    let guess = "<samlp:LogoutRequest xmlns:samlp='urn:oasis:names:tc:SAML:2.0:protocol'><samlp:SessionIndex>ST-0</samlp:SessionIndex></samlp:LogoutRequest>";
    assert_eq!(nobody.post(&path, &[("logoutRequest", guess)]).await.status, 200);
    assert_eq!(browser.get("/moi").await.status, 200);
    assert_eq!(sister.post("/deconnexion", &[]).await.status, 303);
    let app = two.there.app.clone();
    sso::work(Worker::new(app.db.clone(), app)).run_waiting().await.unwrap();
    assert_eq!(browser.get("/moi").await.status, 303, "closed");
    assert_eq!(own.get("/moi").await.status, 200, "what she opened with her password is hers");
    assert_eq!(
        two.here
            .count("select count(*) from audit where act = 'entry_over' and details->>'sessions' = '1'")
            .await,
        1
    );
}

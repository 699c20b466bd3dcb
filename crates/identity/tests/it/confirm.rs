//! Showing again that one is oneself, before a sensitive act.

use chrono::TimeDelta;
use testing::{PASSWORD, TestApp, first_day};

#[tokio::test]
async fn a_session_left_open_prints_no_code() {
    let app = TestApp::new(identity::routes()).await;
    let sheets = format!("/ecole/{}/fiches", app.cast.tilleuls);
    let pupils = format!("eleves:{}", app.cast.cm1b);
    let mut carrel = app.unconfirmed(app.cast.carrel).await;
    let asked = carrel.get(&sheets).await;
    let to = format!("/confirmer?retour=/ecole/{}/fiches", app.cast.tilleuls);
    assert_eq!((asked.status.as_u16(), asked.location()), (303, Some(&*to)));
    let sent = carrel.post(&sheets, &[("whom", &*pupils), ("all", "1")]).await;
    assert!(sent.location().unwrap().starts_with("/confirmer"));
    assert_eq!(carrel.fragment(&sheets).await.status, 403);
    assert_eq!(app.audited().await, 0);

    let page = carrel.follow(&asked).await;
    assert_eq!(page.attribute("input[name=retour]", "value"), Some(sheets.clone()));
    let wrong = carrel.post("/confirmer", &[("secret", "autre chose"), ("retour", &sheets)]).await;
    assert!(wrong.status == 422 && wrong.says("mot de passe actuel"));
    assert_eq!(wrong.attribute("input[name=retour]", "value"), Some(sheets.clone()), "where she was going");
    let right = carrel.post("/confirmer", &[("secret", PASSWORD), ("retour", &sheets)]).await;
    assert_eq!(right.location(), Some(&*sheets));
    assert_eq!(carrel.get(&sheets).await.status, 200);
    assert_eq!(app.audited().await, 2);
}

#[tokio::test]
async fn it_is_remembered_for_half_an_hour_and_a_form_can_be_sent_a_little_later() {
    let app = TestApp::new(identity::routes()).await;
    let sheets = format!("/ecole/{}/fiches", app.cast.tilleuls);
    let pupils = format!("eleves:{}", app.cast.cm1b);
    let carrel = app.as_(app.cast.carrel).await;
    app.at(first_day() + TimeDelta::minutes(29));
    assert_eq!(carrel.get(&sheets).await.status, 200);
    app.at(first_day() + TimeDelta::minutes(31));
    assert_eq!(carrel.get(&sheets).await.status, 303);
    assert_eq!(carrel.post(&sheets, &[("whom", &*pupils), ("all", "1")]).await.status, 200);
    app.at(first_day() + TimeDelta::minutes(61));
    let late = carrel.post(&sheets, &[("whom", &*pupils), ("all", "1")]).await;
    assert!(late.location().unwrap().starts_with("/confirmer"));
}

#[tokio::test]
async fn signing_in_shows_it_and_guessing_is_slowed() {
    let app = TestApp::new(identity::routes()).await;
    let mut carrel = app.nobody();
    let sheets = format!("/ecole/{}/fiches", app.cast.tilleuls);
    let fields = [("login", "marion.carrel"), ("secret", PASSWORD), ("retour", &*sheets)];
    let reply = carrel.post("/connexion", &fields).await;
    assert_eq!(carrel.follow(&reply).await.status, 200);

    let stolen = app.unconfirmed(app.cast.carrel).await;
    for _ in 0..10 {
        assert_eq!(stolen.post("/confirmer", &[("secret", "devine")]).await.status, 422);
    }
    assert_eq!(stolen.post("/confirmer", &[("secret", PASSWORD)]).await.status, 429);
    assert_eq!(app.as_(app.cast.lina).await.get("/confirmer").await.status, 404, "nothing for pupils");
    let outside = app.unconfirmed(app.cast.roy).await;
    let reply = outside.post("/confirmer", &[("secret", PASSWORD), ("retour", "//ailleurs.example")]).await;
    assert_eq!(reply.location(), Some("/"));
}

/// Whoever answers what others ask for help reads beyond her class: a password alone is not enough for her.
#[tokio::test]
async fn who_was_named_to_answer_requests_shows_a_second_factor() {
    let app = TestApp::new(identity::routes()).await;
    let asks_password = async || {
        let carrel = app.unconfirmed(app.cast.carrel).await;
        let page = carrel.get("/confirmer?retour=/").await;
        let sheets = format!("/ecole/{}/fiches", app.cast.tilleuls);
        carrel.post("/confirmer", &[("secret", PASSWORD), ("retour", "/")]).await;
        (page.attribute("input[name=secret]", "type").is_some(), carrel.get(&sheets).await.status == 200)
    };
    assert_eq!(asks_password().await, (true, true));
    app.count(
        "with q as (insert into queue_member (id, queue, person_id, from_day)
             select gen_random_uuid(), 'project', person_id, '2026-09-15' from account where login = 'marion.carrel' returning 1)
         select count(*) from q",
    )
    .await;
    assert_eq!(asks_password().await, (false, false), "a second factor first");
    app.count(
        "with q as (update queue_member set until_day = '2026-09-15' returning 1) select count(*) from q",
    )
    .await;
    app.at(first_day() + TimeDelta::days(1));
    assert_eq!(asks_password().await, (true, true), "until she is named no more");
}

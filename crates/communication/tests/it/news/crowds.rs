//! Many answers: a page of them at a time, and a pace for each person.

use super::*;
use chrono::TimeDelta;

#[expect(clippy::disallowed_methods, reason = "tests fill the database in their own words")]
async fn fill(app: &TestApp, item: ItemId, author: PersonId, count: i32) {
    sqlx::query(
        "insert into comment (id, item_id, author_id, body, written_at, written_as)
         select gen_random_uuid(), $1, $2, 'Mot ' || n, timestamptz '2026-09-15 06:00Z' + n * interval '1 second', 'team'
         from generate_series(1, $3) n",
    )
    .bind(item.0)
    .bind(author.0)
    .bind(count)
    .execute(app.pool())
    .await
    .unwrap();
}

#[tokio::test]
async fn a_page_shows_the_newest_answers_and_goes_on_to_those_before() {
    let app = school().await;
    let c = &app.cast;
    let item = to_families(&app, "Le fil le plus long").await;
    fill(&app, item, c.martel, 200).await;
    assert_eq!(read(&app, c.nadia, item).await.len(), 200);
    fill(&app, item, c.martel, 3).await;
    let nadia = app.as_(c.nadia).await;
    let page = nadia.get(&format!("/fil/{item}")).await;
    let shown = page.all(".comment .post-text");
    assert_eq!((shown.len(), shown[0].as_str(), shown[199].as_str()), (200, "Mot 2", "Mot 200"));
    let earlier = nadia.get(&page.attribute("#reponses .pager a", "href").unwrap()).await;
    assert_eq!(earlier.all(".comment .post-text"), ["Mot 1", "Mot 1", "Mot 2"]);
    assert!(earlier.all("#reponses .pager a").is_empty());
    assert!(nadia.get("/fil").await.says("Plus de 200 réponses"));
}

#[tokio::test]
async fn nobody_answers_more_than_thirty_times_in_an_hour() {
    let app = school().await;
    let c = &app.cast;
    let (one, other) = (to_families(&app, "Un").await, to_families(&app, "Deux").await);
    for n in 0..30 {
        assert_eq!(answer(&app, c.nadia, one, &format!("Mot {n}")).await.status, 303);
    }
    let refused = answer(&app, c.nadia, other, "Encore un").await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.all("textarea"), ["Encore un"], "nothing is lost");
    assert!(refused.says("30 réponses en une heure"));
    assert_eq!(answer(&app, c.karim, other, "Moi").await.status, 303, "each has a pace of his own");
    app.at(testing::first_day() + TimeDelta::minutes(61));
    assert_eq!(answer(&app, c.nadia, other, "Encore un").await.status, 303);
}

#[tokio::test]
async fn an_absurd_instant_in_an_address_is_refused() {
    let app = school().await;
    let item = to_families(&app, "Un").await;
    let nadia = app.as_(app.cast.nadia).await;
    for micros in ["-8000000000000000000", "9000000000000000000"] {
        for path in ["/fil".to_owned(), format!("/fil/{item}")] {
            let reply = nadia.get(&format!("{path}?avant={micros}_{}", uuid::Uuid::nil())).await;
            assert!((400..500).contains(&reply.status.as_u16()), "{path} {micros}: {}", reply.status);
        }
    }
}

//! The news feed.

mod answers;
mod asked;
mod at_hand;
mod crowds;
mod drafts;
mod files;
mod list;
mod live;
mod offers;
mod reading;
mod roles;
mod school_rules;
mod writing;

use kernel::{ItemId, PersonId, PlaceId};
use testing::{Client, Reply, TestApp};

async fn school() -> TestApp {
    TestApp::new(communication::routes()).await
}

/// The audience of this kind in this place.
#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn audience(app: &TestApp, kind: &str, place: PlaceId) -> String {
    let id: uuid::Uuid = sqlx::query_scalar("select id from audience where kind = $1 and place_id = $2")
        .bind(kind)
        .bind(place.0)
        .fetch_one(app.pool())
        .await
        .unwrap();
    id.to_string()
}

/// Publishes and says which post it is.
async fn publish(app: &TestApp, by: PersonId, text: &str, audiences: &[&str]) -> ItemId {
    let item = ItemId::fresh();
    let reply = send(&app.as_(by).await, item, text, audiences).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    item
}

async fn send(client: &Client, item: ItemId, text: &str, audiences: &[&str]) -> Reply {
    let id = item.to_string();
    let mut fields = vec![("brouillon", id.as_str()), ("texte", text), ("commentaires", "1")];
    fields.extend(audiences.iter().map(|a| ("audience", *a)));
    client.post_files("/fil/publier", &fields, &[]).await
}

/// A post of Mme Carrel to the families of her class.
async fn to_families(app: &TestApp, text: &str) -> ItemId {
    let families = audience(app, "class_guardians", app.cast.cm1b).await;
    publish(app, app.cast.carrel, text, &[&families]).await
}

async fn sees(app: &TestApp, person: PersonId, item: ItemId) -> bool {
    let client = app.as_(person).await;
    let page = client.get(&format!("/fil/{item}")).await;
    let listed = client.get("/fil").await.attribute(&format!("#post-{item}"), "id").is_some();
    assert_eq!(page.status == 200, listed, "the page and the feed agree");
    assert!(page.status == 200 || page.status == 404);
    listed
}

async fn answer(app: &TestApp, by: PersonId, item: ItemId, text: &str) -> Reply {
    app.as_(by).await.post(&format!("/fil/{item}/repondre"), &[("texte", text)]).await
}

/// The answers on the page of a post, as this person reads it.
async fn read(app: &TestApp, by: PersonId, item: ItemId) -> Vec<String> {
    app.as_(by).await.get(&format!("/fil/{item}")).await.all(".comment .post-text")
}

/// The addresses of the forms that withdraw an answer, in the order of the page.
fn withdrawals(page: &Reply) -> Vec<String> {
    let form = |n| page.attribute(&format!(".comment:nth-child({n}) form"), "action").unwrap();
    (1..=page.all(".comment").len()).map(form).collect()
}

/// A day later than the first; who belongs where is brought to it, as every night.
async fn on(app: &TestApp, day: chrono::DateTime<chrono::Utc>) {
    app.at(day);
    let mut conn = app.pool().acquire().await.unwrap();
    identity::audiences::refresh_all(&mut conn, app.app.db.clock.today()).await.unwrap();
}

#[expect(clippy::disallowed_methods, reason = "tests look at the database in their own words")]
async fn take_class(conn: &mut sqlx::PgConnection, person: PersonId, class: PlaceId, school: PlaceId) {
    sqlx::query(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         values (gen_random_uuid(), $1, 'teacher', $2, $3, '2026-09-01', 'self')",
    )
    .bind(person.0)
    .bind(class.0)
    .bind(school.0)
    .execute(conn)
    .await
    .unwrap();
}

use crate::clock;
use crate::server::Server;
use chrono::TimeDelta;
use database::Db;
use database::testing_cluster::{TestDatabase, test_database};
use jobs::Worker;
use kernel::PersonId;
use mail::{Kept, Letter, Mailer, Post, Smtp, deliver, post};
use serde_json::json;
use std::sync::Arc;

async fn db() -> (Db, TestDatabase) {
    let database = test_database().await;
    (Db::new(database.pool.clone(), clock()), database)
}

type App = (Arc<dyn Mailer>, Db);

/// What an area's composer does: looks the person up when the letter leaves, and makes what is secret then.
async fn compose(db: &Db, post: Post) -> Result<Option<Letter>, kernel::Error> {
    assert_eq!((post.kind.as_str(), &post.detail), ("reset", &json!({"step": 1})));
    let found = sqlx::query!("select first_name, email from person where id = $1", post.person.0)
        .fetch_optional(&db.pool)
        .await?;
    let Some((name, Some(email))) = found.map(|p| (p.first_name, p.email)) else { return Ok(None) };
    Ok(Some(Letter::new(&name, &email, "Votre mot de passe", "https://example.org/secret")?))
}

fn worker(db: &Db, mailer: Arc<dyn Mailer>) -> Worker<App> {
    Worker::new(db.clone(), (mailer, db.clone())).on(async |(mailer, db): App, job: Post| {
        deliver(&*mailer, job, async |post| compose(&db, post).await).await
    })
}

async fn ask(db: &Db, person: PersonId) {
    let mut tx = db.begin().await.unwrap();
    post(&mut tx, "reset", person, json!({"step": 1})).await.unwrap();
    tx.commit().await.unwrap();
}

async fn helene(db: &Db) -> PersonId {
    let person = PersonId::fresh();
    sqlx::query!(
        "insert into person (id, last_name, first_name, email, created_at) values ($1, 'Garnier', 'Hélène', 'helene@example.org', $2)",
        person.0,
        db.clock.now(),
    )
    .execute(&db.pool)
    .await
    .unwrap();
    person
}

#[tokio::test]
async fn a_letter_is_composed_when_it_leaves_and_the_queue_names_nobody() {
    let (db, _database) = db().await;
    let kept = Kept::new(db.clock.clone());
    let person = helene(&db).await;
    ask(&db, person).await;
    assert!(kept.sent().is_empty());
    let row = sqlx::query_scalar!(r#"select to_jsonb(job)::text as "row!" from job"#)
        .fetch_one(&db.pool)
        .await
        .unwrap();
    assert!(row.contains(&person.to_string()), "{row}");
    for secret in ["Garnier", "Hélène", "example.org", "secret"] {
        assert!(!row.contains(secret), "{row}");
    }
    assert_eq!(worker(&db, Arc::new(kept.clone())).run_waiting().await.unwrap(), 1);
    let [sent] = kept.sent().try_into().unwrap();
    assert_eq!((sent.at, sent.letter.address()), (db.clock.now(), "helene@example.org"));
    assert_eq!(sent.letter.text(), "https://example.org/secret");
    assert_eq!(jobs::left_over(&db.pool).await.unwrap(), 0);
}

#[tokio::test]
async fn nothing_is_sent_to_somebody_who_is_gone() {
    let (db, _database) = db().await;
    let kept = Kept::new(db.clock.clone());
    ask(&db, PersonId::fresh()).await;
    assert_eq!(worker(&db, Arc::new(kept.clone())).run_waiting().await.unwrap(), 1);
    assert!(kept.sent().is_empty());
    assert_eq!(jobs::left_over(&db.pool).await.unwrap(), 0);
}

#[tokio::test]
async fn a_letter_waits_for_a_server_that_is_away_and_not_for_a_mailbox_that_is_not_there() {
    let (db, _database) = db().await;
    let person = helene(&db).await;
    ask(&db, person).await;
    let smtp = |port| {
        Arc::new(
            Smtp::new(&format!("smtp://127.0.0.1:{port}?tls=none"), "preau@example.org", clock()).unwrap(),
        )
    };
    let busy = Server::start("451 4.3.0 <helene@example.org>: later").await;
    assert_eq!(worker(&db, smtp(busy.port)).run_waiting().await.unwrap(), 1);
    assert_eq!(the_job(&db).await, (false, "internal error".into()));
    db.clock.set(db.clock.now() + TimeDelta::seconds(15));
    let sure = Server::start("550 5.1.1 <helene@example.org>: no such user").await;
    assert_eq!(worker(&db, smtp(sure.port)).run_waiting().await.unwrap(), 1);
    assert_eq!(the_job(&db).await, (true, "refused".into()));
}

async fn the_job(db: &Db) -> (bool, String) {
    let row = sqlx::query!(r#"select failed_at is not null as "dead!", last_error as "why!" from job"#)
        .fetch_one(&db.pool)
        .await
        .unwrap();
    (row.dead, row.why)
}

#[tokio::test]
async fn the_newest_letters_are_kept() {
    let kept = Kept::new(clock());
    for number in 0..250 {
        let letter = Letter::new("", "helene@example.org", &number.to_string(), "").unwrap();
        kept.send(&letter).await.unwrap();
    }
    let sent = kept.sent();
    assert_eq!(sent.len(), 200);
    assert_eq!((sent[0].letter.subject(), sent[199].letter.subject()), ("249", "50"));
}

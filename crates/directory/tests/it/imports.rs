//! Imports on the real database: what is held after each feed is what it should be.

use database::Db;
use directory::import::{Guard, Import, ImportError, Mode, Outcome, Source, receive, run};
use identity::counts;
use kernel::Clock;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use testing::first_day;

/// A database with nothing in it but the schema.
pub struct Empty {
    pub db: Db,
    _database: database::testing_cluster::TestDatabase,
}

impl Empty {
    pub async fn new() -> Self {
        let database = database::testing_cluster::test_database().await;
        let db = Db::new(database.pool.clone(), Clock::fixed(first_day()));
        Self { db, _database: database }
    }

    pub async fn import(&self, path: &Path, mode: Mode) -> Result<Outcome, ImportError> {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let id = receive(&self.db.pool, &name, None, self.db.clock.now()).await.unwrap();
        let source = Source { path: path.to_owned(), name, by: None };
        run(&self.db, Import { id, source, mode, guard: Guard::default(), progress: Arc::new(|_| ()) }).await
    }

    pub async fn held(&self) -> Value {
        serde_json::to_value(counts::held(&self.db.pool, self.db.clock.today()).await.unwrap()).unwrap()
    }

    pub async fn one<T>(&self, query: &'static str) -> T
    where
        T: Send + Unpin + for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres>,
    {
        sqlx::query_scalar(query).fetch_one(&self.db.pool).await.unwrap()
    }
}

fn feed(seed: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/feeds").join(seed)
}

fn expected(seed: &str) -> Value {
    serde_json::from_slice(&std::fs::read(feed(seed).join("expected.json")).unwrap()).unwrap()
}

/// Those of the expected figures that `preau admin counts` has.
fn figures(expected: &Value) -> Value {
    let mut figures = expected.clone();
    figures.as_object_mut().unwrap().remove("changes");
    figures
}

/// The place, by key, of the person with this feed key.
async fn class_of(held: &Empty, key: &str) -> Option<String> {
    sqlx::query_scalar(
        "select replace(c.key, 'class:', '') from person_key k
         join role r on r.person_id = k.person_id and r.kind = 'pupil' and r.until_day is null
         join place_key c on c.place_id = r.place_id where k.key = $1",
    )
    .bind(key)
    .fetch_optional(&held.db.pool)
    .await
    .unwrap()
}

async fn complete_then_delta(seed: &str) {
    let expected = expected(seed);
    let held = Empty::new().await;
    let first = held.import(&feed(seed).join("complet.tgz"), Mode::Apply).await.unwrap();
    assert!(first.applied, "{:?}", first.losses);
    assert_eq!(held.held().await, figures(&expected["complet"]), "after the complete feed of {seed}");

    let ids_before: Vec<(String, uuid::Uuid)> =
        sqlx::query_as("select key, person_id from person_key").fetch_all(&held.db.pool).await.unwrap();
    let changes = &expected["delta"]["changes"];
    let renamed = changes["renamed"].as_object().unwrap().iter().next().unwrap();
    let class_before: uuid::Uuid = sqlx::query_scalar("select place_id from place_key where key = $1")
        .bind(format!("class:{}", renamed.0))
        .fetch_one(&held.db.pool)
        .await
        .unwrap();

    let delta = held.import(&feed(seed).join("delta.tgz"), Mode::Apply).await.unwrap();
    assert!(delta.applied, "{:?}", delta.losses);
    assert_eq!(held.held().await, figures(&expected["delta"]), "after the delta of {seed}");

    for key in changes["gone"].as_array().unwrap() {
        let (leaving, state): (Option<chrono::NaiveDate>, String) = sqlx::query_as(
            "select p.leaving_since, a.state from person_key k join person p on p.id = k.person_id
             join account a on a.person_id = p.id where k.key = $1",
        )
        .bind(key.as_str().unwrap())
        .fetch_one(&held.db.pool)
        .await
        .unwrap();
        assert_eq!((leaving, state.as_str()), (Some(held.db.clock.today()), "leaving"));
    }
    for (key, class) in changes["moved"].as_object().unwrap() {
        assert_eq!(class_of(&held, key).await.as_deref(), class.as_str(), "{key} moved");
    }
    let (class, name): (uuid::Uuid, String) = sqlx::query_as(
        "select p.id, p.name from place_key k join place p on p.id = k.place_id where k.key = $1",
    )
    .bind(format!("class:{}", renamed.0))
    .fetch_one(&held.db.pool)
    .await
    .unwrap();
    assert_eq!(
        (class, name.as_str()),
        (class_before, renamed.1.as_str().unwrap()),
        "the same class, renamed"
    );
    for (key, id) in ids_before {
        let now: uuid::Uuid = sqlx::query_scalar("select person_id from person_key where key = $1")
            .bind(key)
            .fetch_one(&held.db.pool)
            .await
            .unwrap();
        assert_eq!(now, id, "a person's id is for life");
    }
}

#[tokio::test]
async fn a_regular_feed_and_its_delta() {
    complete_then_delta("s1").await;
}

#[tokio::test]
async fn an_irregular_feed_in_latin_9_and_its_delta() {
    complete_then_delta("s2").await;
}

#[tokio::test]
async fn a_larger_irregular_feed_and_its_delta() {
    complete_then_delta("s3").await;
}

#[tokio::test]
async fn the_same_feed_twice_changes_nothing() {
    let held = Empty::new().await;
    held.import(&feed("s2").join("complet.tgz"), Mode::Apply).await.unwrap();
    let before = held.held().await;
    let again = held.import(&feed("s2").join("complet.tgz"), Mode::Apply).await.unwrap();
    assert!(again.applied && again.totals.is_nothing(), "{:?}", again.totals);
    assert_eq!(held.held().await, before);
}

#[tokio::test]
async fn a_preview_says_what_applying_does_and_changes_nothing() {
    let held = Empty::new().await;
    let preview = held.import(&feed("s1").join("complet.tgz"), Mode::Preview).await.unwrap();
    assert!(!preview.applied);
    assert_eq!(held.one::<i64>("select count(*) from person").await, 0);
    assert!(held.one::<i64>("select count(*) from feed_import_line").await > 0, "the report is kept");
    let applied = held.import(&feed("s1").join("complet.tgz"), Mode::Apply).await.unwrap();
    assert_eq!(preview.totals, applied.totals);
}

#[tokio::test]
async fn a_shrunken_feed_is_held_until_somebody_says_yes() {
    let held = Empty::new().await;
    held.import(&feed("s3").join("complet.tgz"), Mode::Apply).await.unwrap();
    let before = held.held().await;
    let shrunken = held.import(&feed("s1").join("complet.tgz"), Mode::Apply).await.unwrap();
    assert!(!shrunken.applied);
    assert!(shrunken.losses.iter().any(|l| l.school.is_none()), "the project as a whole is guarded");
    assert_eq!(held.held().await, before, "nothing has changed");
    assert_eq!(held.one::<i64>("select count(*) from feed_import where state = 'held'").await, 1);
    let forced = held.import(&feed("s1").join("complet.tgz"), Mode::ApplyAnyway).await.unwrap();
    assert!(forced.applied);
}

#[tokio::test]
async fn somebody_who_comes_back_finds_the_same_account() {
    let held = Empty::new().await;
    held.import(&feed("s1").join("complet.tgz"), Mode::Apply).await.unwrap();
    let before = held.held().await;
    let logins: Vec<(uuid::Uuid, String)> = sqlx::query_as("select person_id, login from account order by 1")
        .fetch_all(&held.db.pool)
        .await
        .unwrap();
    held.import(&feed("s1").join("delta.tgz"), Mode::Apply).await.unwrap();
    held.import(&feed("s1").join("complet.tgz"), Mode::Apply).await.unwrap();
    let figures = held.held().await;
    assert_eq!(figures["pupils"], before["pupils"]);
    assert_eq!(figures["teachers"], before["teachers"]);
    for (person, login) in logins {
        let (now, state): (String, String) =
            sqlx::query_as("select login, state from account where person_id = $1")
                .bind(person)
                .fetch_one(&held.db.pool)
                .await
                .unwrap();
        assert_eq!((now, state.as_str()), (login, "to_activate"));
    }
}

#[tokio::test]
async fn what_a_teacher_chose_is_not_undone_by_a_feed() {
    let held = Empty::new().await;
    held.import(&feed("s1").join("complet.tgz"), Mode::Apply).await.unwrap();
    sqlx::query(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), r.person_id, 'teacher', c.id, c.school_id, '2026-09-15', 'self'
         from role r join place c on c.school_id = r.school_id and c.kind = 'class' where r.kind = 'teacher'",
    )
    .execute(&held.db.pool)
    .await
    .unwrap();
    let chosen = "select count(*) from role where source = 'self' and until_day is null";
    let before = held.one::<i64>(chosen).await;
    assert!(before > 0);
    held.import(&feed("s1").join("complet.tgz"), Mode::Apply).await.unwrap();
    assert_eq!(held.one::<i64>(chosen).await, before);
    held.import(&feed("s1").join("delta.tgz"), Mode::Apply).await.unwrap();
    let gone = held
        .one::<i64>(
            "select count(*) from role r join person p on p.id = r.person_id
             where p.leaving_since is not null and r.until_day is null",
        )
        .await;
    assert_eq!(gone, 0, "who leaves the school leaves its classes");
}

#[tokio::test]
async fn audiences_are_what_they_should_be_after_each_import() {
    let held = Empty::new().await;
    for file in ["complet.tgz", "delta.tgz"] {
        held.import(&feed("s3").join(file), Mode::Apply).await.unwrap();
        let wrong: i64 = held
            .one(
                "select count(*) from (
                     (select audience_id, person_id from audience_should('2026-09-15') except select audience_id, person_id from audience_member)
                     union all
                     (select audience_id, person_id from audience_member except select audience_id, person_id from audience_should('2026-09-15'))) d",
            )
            .await;
        assert_eq!(wrong, 0, "after {file}");
        assert!(held.one::<i64>("select count(*) from audience_member").await > 1000);
    }
}

//! Migrations and the databases that tests get.

use std::time::{Duration, Instant};

use database::migrate::{self, MigrateError};
use database::testing_cluster::test_database;
use sqlx::{PgPool, Row};

async fn number(pool: &PgPool, statement: &'static str) -> i64 {
    sqlx::raw_sql(statement).fetch_one(pool).await.unwrap().get(0)
}

#[tokio::test]
async fn test_databases_are_migrated_and_apart() {
    let (one, two) = (test_database().await, test_database().await);
    assert_ne!(one.name, two.name);
    assert!(number(&one.pool, "select count(*) from _sqlx_migrations").await > 0);
    sqlx::raw_sql("create table mine ()").execute(&one.pool).await.unwrap();
    let there = "select count(*) from pg_tables where tablename = 'mine'";
    assert_eq!(number(&one.pool, there).await, 1);
    assert_eq!(number(&two.pool, there).await, 0);
}

#[tokio::test]
async fn a_test_database_goes_when_its_test_ends() {
    let (kept, gone) = (test_database().await, test_database().await);
    let name = gone.name.clone();
    drop(gone);
    let deadline = Instant::now() + Duration::from_secs(60);
    loop {
        let names =
            sqlx::raw_sql("select datname::text from pg_database").fetch_all(&kept.pool).await.unwrap();
        if !names.iter().any(|row| row.get::<String, _>(0) == name) {
            break;
        }
        assert!(Instant::now() < deadline, "{name} stays");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn two_programs_may_migrate_at_once_and_the_limits_of_requests_stay() {
    let database = test_database().await;
    let empty = format!("{}_empty", database.name);
    let create = sqlx::AssertSqlSafe(format!("create database {empty}"));
    sqlx::raw_sql(create).execute(&database.pool).await.unwrap();
    let options = database::connect::options(&database.url).unwrap().database(&empty);
    let pool = database::connect::pool(options, 4).await.unwrap();
    let (one, two) = tokio::join!(migrate::run(&pool), migrate::run(&pool));
    one.unwrap();
    two.unwrap();
    let applied = "select count(*) from _sqlx_migrations";
    assert_eq!(number(&pool, applied).await, number(&database.pool, applied).await);
    let limit = sqlx::raw_sql("show statement_timeout").fetch_one(&pool).await.unwrap();
    assert_eq!(limit.get::<String, _>(0), "30s");
}

#[tokio::test]
async fn a_database_of_a_newer_program_is_left_alone() {
    let database = test_database().await;
    let newer = "insert into _sqlx_migrations (version, description, success, checksum, execution_time) \
                 values (20991231235959, 'from the future', true, '', 0)";
    sqlx::raw_sql(newer).execute(&database.pool).await.unwrap();
    let refused = migrate::run(&database.pool).await.unwrap_err();
    assert!(matches!(refused, MigrateError::NewerProgram { found: 20991231235959, .. }), "{refused:?}");
    assert!(refused.to_string().contains("plus récent"), "{refused}");
}

#[tokio::test]
async fn a_migration_that_was_altered_since_is_refused() {
    let database = test_database().await;
    let altered = "update _sqlx_migrations set checksum = 'other' where version = (select min(version) from _sqlx_migrations)";
    sqlx::raw_sql(altered).execute(&database.pool).await.unwrap();
    let refused = migrate::run(&database.pool).await.unwrap_err();
    assert!(matches!(refused, MigrateError::Foreign(_)), "{refused:?}");
}

#[test]
fn the_hash_is_a_name() {
    let hash = migrate::hash();
    assert_eq!(hash.len(), 16);
    assert!(hash.chars().all(|c| c.is_ascii_hexdigit()));
    assert_eq!(hash, migrate::hash());
}

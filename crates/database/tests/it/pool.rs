//! Connections for reading, kept at hand.

use database::Pool;
use database::testing_cluster::test_database;
use sqlx::postgres::PgPoolOptions;
use std::time::Duration;

async fn pool_of(max: u32) -> (Pool, database::testing_cluster::TestDatabase) {
    let database = test_database().await;
    let options = database::connect::options(&database.url).expect("the address of a test database");
    let pool = PgPoolOptions::new()
        .max_connections(max)
        .acquire_timeout(Duration::from_secs(5))
        .connect_with(options)
        .await
        .expect("a pool on a test database");
    (pool.into(), database)
}

async fn process(pool: &Pool) -> i32 {
    sqlx::query_scalar!(r#"select pg_backend_pid() as "pid!""#).fetch_one(pool).await.expect("an answer")
}

#[tokio::test]
async fn the_connection_that_has_answered_answers_next() {
    let (pool, _database) = pool_of(4).await;
    let first = process(&pool).await;
    for _ in 0..20 {
        assert_eq!(process(&pool).await, first);
    }
    let many = sqlx::query_scalar!(r#"select n as "n!" from generate_series(1, 3) n"#).fetch_all(&pool).await;
    assert_eq!(many.unwrap(), [1, 2, 3]);
    assert_eq!(process(&pool).await, first);
}

#[tokio::test]
async fn one_that_failed_or_was_cut_short_is_settled_first() {
    let (pool, _database) = pool_of(2).await;
    for _ in 0..10 {
        let wrong = sqlx::query_scalar!(r#"select 1 / (random() * 0)::int as "n!""#).fetch_one(&pool).await;
        assert!(wrong.is_err());
        let slow =
            sqlx::query_scalar!(r#"select pg_sleep(0.2)::text as "slept!" from generate_series(1, 2)"#);
        assert!(tokio::time::timeout(Duration::from_millis(20), slow.fetch_all(&pool)).await.is_err());
        let two = sqlx::query_scalar!(r#"select 2 as "two!""#).fetch_one(&pool).await.unwrap();
        assert_eq!(two, 2, "never the answer of another question");
    }
}

#[tokio::test]
async fn slow_readings_hold_up_neither_others_nor_a_transaction() {
    let (pool, _database) = pool_of(4).await;
    let mut lock = pool.begin().await.unwrap();
    sqlx::query!("select pg_advisory_xact_lock(7)").fetch_one(&mut *lock).await.unwrap();
    let readings: Vec<_> = (0..2)
        .map(|_| {
            let pool = pool.clone();
            tokio::spawn(async move {
                sqlx::query!("select pg_advisory_xact_lock_shared(7)").fetch_one(&pool).await
            })
        })
        .collect();
    for _ in 0..3 {
        assert!(process(&pool).await > 0);
        let mut other = pool.begin().await.expect("a connection, whoever reads");
        let one = sqlx::query_scalar!(r#"select 1 as "one!""#).fetch_one(&mut *other).await.unwrap();
        assert_eq!(one, 1);
        other.commit().await.unwrap();
    }
    assert!(readings.iter().all(|reading| !reading.is_finished()), "they wait for the lock");
    lock.commit().await.unwrap();
    for reading in readings {
        reading.await.unwrap().unwrap();
    }
}

#[tokio::test]
async fn it_closes_with_what_is_at_hand_and_with_a_pool_of_one() {
    for max in [1, 4] {
        let (pool, _database) = pool_of(max).await;
        process(&pool).await;
        process(&pool).await;
        pool.close().await;
        assert!(sqlx::query!("select 1 as one").fetch_one(&pool).await.is_err());
    }
}

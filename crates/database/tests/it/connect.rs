//! Pools, on the test cluster.

use std::time::Duration;

use database::cluster::{Durability, PrivateCluster};
use database::connect::{self, ConnectError, Work};
use database::testing_cluster::test_database;
use sqlx::{PgPool, Row};

use crate::hold::DataFolder;

async fn shows(pool: &PgPool, statement: &'static str) -> String {
    sqlx::raw_sql(statement).fetch_one(pool).await.unwrap().get(0)
}

#[tokio::test]
async fn a_request_is_cut_short_and_long_work_is_not() {
    let database = test_database().await;
    let options = connect::options(&database.url).unwrap();
    let requests = connect::pool(options.clone(), 2).await.unwrap();
    assert_eq!(shows(&requests, "show statement_timeout").await, "30s");
    assert_eq!(shows(&requests, "show application_name").await, "preau");
    let long = connect::pool_for(Work::Long, options, 2).await.unwrap();
    assert_eq!(shows(&long, "show statement_timeout").await, "0");
}

#[tokio::test]
async fn a_wrong_name_is_said_at_once() {
    let database = test_database().await;
    let options = connect::options(&database.url).unwrap();
    let started = std::time::Instant::now();
    let missing = connect::pool(options.clone().database("nulle_part"), 1).await.unwrap_err();
    assert!(matches!(missing, ConnectError::NoDatabase(_)), "{missing:?}");
    let stranger = connect::pool(options.username("inconnu"), 1).await.unwrap_err();
    assert!(matches!(stranger, ConnectError::Refused(_)), "{stranger:?}");
    assert!(started.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn a_server_that_comes_up_late_is_waited_for() {
    let folder = DataFolder::new();
    let cluster = PrivateCluster::start(&folder.path(), Durability::None).unwrap();
    let options = cluster.options();
    assert!(cluster.stop().unwrap());
    let waiting = tokio::spawn(connect::pool(options, 1));
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(!waiting.is_finished());
    let path = folder.path();
    let late = tokio::task::spawn_blocking(move || PrivateCluster::start(&path, Durability::None).unwrap());
    let pool = waiting.await.unwrap().unwrap();
    assert_eq!(shows(&pool, "select 'alive'").await, "alive");
    pool.close().await;
    assert!(late.await.unwrap().stop().unwrap());
}

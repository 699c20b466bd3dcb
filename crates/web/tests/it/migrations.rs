//! Every migration runs on a database that is not empty: after each, the rows of its test data are put
//! in, and the next one meets them.

use sqlx::{Connection, Executor, PgConnection};
use std::path::Path;

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations")
}

fn names() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder())
        .unwrap()
        .filter_map(|e| e.unwrap().file_name().into_string().ok())
        .filter(|name| name.ends_with(".sql"))
        .collect();
    names.sort();
    names
}

#[tokio::test]
async fn every_migration_meets_rows() {
    with_rows().await;
}

/// A database in which every migration met rows: each table has some.
pub async fn with_rows() -> database::testing_cluster::TestDatabase {
    let url = database::testing_cluster::empty_database().await;
    let mut connection = PgConnection::connect(&url.url).await.unwrap();
    for name in names() {
        let migration = std::fs::read_to_string(folder().join(&name)).unwrap();
        connection.execute(sqlx::AssertSqlSafe(migration)).await.unwrap_or_else(|e| panic!("{name}: {e}"));
        let rows = std::fs::read_to_string(folder().join("test_data").join(&name)).unwrap_or_else(|_| {
            panic!("migrations/test_data/{name} is missing: rows for the next migration to meet")
        });
        connection
            .execute(sqlx::AssertSqlSafe(rows))
            .await
            .unwrap_or_else(|e| panic!("test data of {name}: {e}"));
    }
    url
}

#[test]
fn nothing_required_is_added_to_a_table_with_rows() {
    for name in names() {
        let text = std::fs::read_to_string(folder().join(&name)).unwrap().to_lowercase();
        for line in text.lines().filter(|l| l.contains("add column") && l.contains("not null")) {
            let filled = line.contains("default") || line.contains("generated always");
            assert!(filled, "{name}: {line} — an existing row has no value for it");
        }
    }
}

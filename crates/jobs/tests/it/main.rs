//! The queue and its worker on a real PostgreSQL.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod crash;
mod daily;
mod failure;
mod queue;

use chrono::{DateTime, TimeDelta, TimeZone, Utc};
use database::Db;
use database::testing_cluster::{TestDatabase, test_database};
use jobs::{Job, Worker, enqueue};
use kernel::{Clock, Error};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// What the tests' handlers do: say that they began.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
struct Ring {
    number: u32,
}

impl Job for Ring {
    const KIND: &'static str = "ring";
    const MAX_ATTEMPTS: i16 = 3;
}

struct Node {
    db: Db,
    /// Dropped with the test.
    _database: TestDatabase,
}

impl Node {
    /// Monday 23 November 2026, 11:00 in Paris.
    async fn new() -> Self {
        let database = test_database().await;
        let clock = Clock::fixed(Utc.with_ymd_and_hms(2026, 11, 23, 10, 0, 0).unwrap());
        let db = Db::new(database.pool.clone(), clock);
        Self { db, _database: database }
    }

    async fn ask(&self, number: u32) {
        ask(&self.db, number).await;
    }

    fn later(&self, by: TimeDelta) {
        self.db.clock.set(self.db.clock.now() + by);
    }

    async fn left_over(&self) -> i64 {
        jobs::left_over(&self.db.pool).await.unwrap()
    }

    /// attempts, claimed, run_at, dead, last_error of the only job.
    async fn the_job(&self) -> Row {
        sqlx::query_as!(
            Row,
            r#"select attempts, claimed_at is not null as "claimed!", run_at,
                      failed_at is not null as "dead!", coalesce(last_error, '') as "last_error!" from job"#
        )
        .fetch_one(&self.db.pool)
        .await
        .unwrap()
    }

    /// A worker that says which job it begins, and does nothing more.
    fn ringer(&self) -> (Worker<Bell>, UnboundedReceiver<u32>) {
        let (sender, rung) = unbounded_channel();
        let worker = Worker::new(self.db.clone(), sender).on(async |bell: Bell, ring: Ring| {
            bell.send(ring.number)?;
            Ok(())
        });
        (worker, rung)
    }
}

type Bell = UnboundedSender<u32>;

struct Row {
    attempts: i16,
    claimed: bool,
    run_at: DateTime<Utc>,
    dead: bool,
    last_error: String,
}

async fn ask(db: &Db, number: u32) {
    let mut tx = db.begin().await.unwrap();
    enqueue(&mut tx, &Ring { number }).await.unwrap();
    tx.commit().await.unwrap();
}

/// What would hang fails instead.
async fn soon<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(30), what).await.expect("not within 30 seconds")
}

fn internal(words: &str) -> Error {
    std::io::Error::other(words.to_owned()).into()
}

//! Live events. A transaction leaves rows in `outbox`; one worker per node reads them, hands them to
//! the pages that listen here, and wakes the other nodes with at most ten `NOTIFY` a second, outside
//! any request. A lost wake-up costs a second: every node also looks by itself.
//!
//! Invariant: a page may be woken twice for one event, never not at all. So rows are looked at for as
//! long as a request's transaction may have taken to commit, and what was seen is remembered.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::Clock;
use sqlx::PgPool;
use sqlx::postgres::PgListener;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Notify, broadcast, watch};
use uuid::Uuid;

const CHANNEL: &str = "preau_live";
/// Longer than any request may take: a row may appear this long after the time written on it.
const LATE: TimeDelta = TimeDelta::seconds(60);

/// Something new for an audience.
#[derive(Debug, Clone)]
pub struct Event {
    pub topic: Arc<str>,
    pub audience: Option<Uuid>,
}

#[derive(Clone)]
pub struct Live {
    events: broadcast::Sender<Event>,
    nudge: Arc<Notify>,
    work: Arc<Notify>,
    closing: watch::Sender<bool>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            events: broadcast::channel(1024).0,
            nudge: Arc::default(),
            work: Arc::default(),
            closing: watch::Sender::new(false),
        }
    }
}

impl Live {
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// Something was committed on this node.
    pub(crate) fn nudge(&self) {
        self.nudge.notify_one();
    }

    /// A job was committed on this node.
    pub(crate) fn nudge_worker(&self) {
        self.work.notify_one();
    }

    /// Until a job is committed on this node. One that nobody was waiting for is not forgotten.
    pub async fn work(&self) {
        self.work.notified().await;
    }

    /// The node stops: pages that listen are let go, and ask another node.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Until the node stops.
    pub async fn closed(&self) {
        // It cannot fail: `self` holds a sender.
        let _ = self.closing.subscribe().wait_for(|closing| *closing).await;
    }

    /// The node's worker: runs until dropped. Reconnects by itself.
    pub async fn run(&self, pool: PgPool, clock: Clock) {
        let mut seen = Seen { since: clock.now(), ids: BTreeMap::new() };
        loop {
            if let Err(cause) = self.follow(&pool, &clock, &mut seen).await {
                tracing::warn!(%cause, "live events interrupted, trying again");
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }

    /// Takes away the events that every node has seen; how many.
    pub async fn sweep(&self, pool: &PgPool, before: DateTime<Utc>) -> Result<u64, kernel::Error> {
        Ok(sqlx::query!("delete from outbox where at < $1", before).execute(pool).await?.rows_affected())
    }

    async fn follow(&self, pool: &PgPool, clock: &Clock, seen: &mut Seen) -> Result<(), sqlx::Error> {
        let mut others = PgListener::connect_with(pool).await?;
        others.listen(CHANNEL).await?;
        loop {
            let ours = tokio::select! {
                () = self.nudge.notified() => true,
                woken = others.recv() => { woken?; false }
                () = tokio::time::sleep(Duration::from_secs(1)) => false,
            };
            self.hand_out(pool, clock.now(), seen).await?;
            if ours {
                // Committed outside any request, and no more than ten a second: the pause coalesces.
                sqlx::query!("select pg_notify($1, '')", CHANNEL).execute(pool).await?;
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }

    async fn hand_out(&self, pool: &PgPool, now: DateTime<Utc>, seen: &mut Seen) -> Result<(), sqlx::Error> {
        let from = seen.since.max(now - LATE);
        let rows =
            sqlx::query!("select id, at, topic, audience_id from outbox where at >= $1 order by id", from)
                .fetch_all(pool)
                .await?;
        seen.ids.retain(|_, at| *at >= from);
        for row in rows {
            if seen.ids.insert(row.id, row.at).is_none() {
                // Nobody listening is not an error.
                let _ = self.events.send(Event { topic: row.topic.into(), audience: row.audience_id });
            }
        }
        Ok(())
    }
}

/// What this node already handed out, for as long as it could come again.
struct Seen {
    since: DateTime<Utc>,
    ids: BTreeMap<i64, DateTime<Utc>>,
}

//! The pool, with connections for reading kept at hand. sqlx asks each connection that comes back whether its server is
//! still there: a round trip beside each query, as much as a look-up by key costs. And it gives out the one that has
//! rested longest, whose process has forgotten most. Here the connection that has just answered answers next.
//!
//! Invariants: a connection is kept only once it has answered without an error, outside any transaction (what is left of
//! an answer, sqlx reads before it asks the next question). No more than half of them are ever kept or reading so; where
//! those are all at something slow, who wants to read takes one of the others, as a transaction does.

use crate::connect::JUST_USED;
use futures::future::BoxFuture;
use futures::stream::{self, BoxStream, StreamExt, TryStreamExt};
use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgQueryResult, PgRow, PgStatement, PgTypeInfo};
use sqlx::{Describe, Either, Error, Execute, Executor, PgConnection, PgPool, Postgres, SqlStr};
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Semaphore, SemaphorePermit};

/// Longer than many short questions one after the other, shorter than anybody notices.
const TURN: Duration = Duration::from_millis(20);
/// One that is always at work goes back too, so that sqlx may end it when it is old.
const KEPT: Duration = Duration::from_secs(300);

/// A [`PgPool`] that answers `&pool` as an executor with the connections at hand.
#[derive(Debug, Clone)]
pub struct Pool {
    all: PgPool,
    readers: Arc<Readers>,
}

#[derive(Debug)]
struct Readers {
    turns: Semaphore,
    /// A pool of one has none to keep.
    keeps: bool,
    at_hand: Mutex<Vec<Kept>>,
}

#[derive(Debug)]
struct Kept {
    connection: PoolConnection<Postgres>,
    since: Instant,
    used: Instant,
}

impl From<PgPool> for Pool {
    fn from(all: PgPool) -> Self {
        let half = all.options().get_max_connections() as usize / 2;
        let readers =
            Readers { turns: Semaphore::new(half.max(1)), keeps: half > 0, at_hand: Mutex::default() };
        Self { all, readers: Arc::new(readers) }
    }
}

impl Deref for Pool {
    type Target = PgPool;
    fn deref(&self) -> &PgPool {
        &self.all
    }
}

impl Pool {
    /// Once everybody has given her connection back.
    pub async fn close(&self) {
        let closing = self.all.close();
        self.readers.turns.close();
        self.at_hand().clear();
        closing.await;
    }

    fn at_hand(&self) -> std::sync::MutexGuard<'_, Vec<Kept>> {
        self.readers.at_hand.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The one used last; else one of sqlx’s. Who has a turn may keep it, while the permit lasts.
    async fn take(&self) -> Result<(Kept, Option<SemaphorePermit<'_>>), Error> {
        let turn = tokio::time::timeout(TURN, self.readers.turns.acquire()).await.ok();
        let turn = turn.transpose().map_err(|_| Error::PoolClosed)?;
        let last = turn.as_ref().and_then(|_| self.at_hand().pop());
        let last = last.filter(|kept| kept.used.elapsed() < JUST_USED && kept.since.elapsed() < KEPT);
        if let Some(kept) = last {
            return Ok((kept, turn));
        }
        let (connection, now) = (self.all.acquire().await?, Instant::now());
        Ok((Kept { connection, since: now, used: now }, turn))
    }

    fn keep(&self, kept: Kept) {
        let mut at_hand = self.at_hand();
        // Looked at behind the lock: what closes the pool says so first, then takes what is at hand.
        if self.readers.keeps && !self.all.is_closed() {
            at_hand.push(Kept { used: Instant::now(), ..kept });
        }
    }

    /// Several questions, one after the other, of one connection; no transaction. Dropped in the middle, or with an
    /// error, it goes back to sqlx, which settles it.
    pub async fn reading<T>(
        &self,
        ask: impl AsyncFnOnce(&mut PgConnection) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (mut kept, turn) = self.take().await?;
        let answer = ask(&mut kept.connection).await?;
        if turn.is_some() {
            self.keep(kept);
        }
        Ok(answer)
    }
}

/// Answers are read whole before the first row is given: nothing reads a table row by row through the pool.
impl<'p> Executor<'p> for &'p Pool {
    type Database = Postgres;

    fn fetch_many<'e, 'q: 'e, E>(self, query: E) -> BoxStream<'e, Result<Either<PgQueryResult, PgRow>, Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        let whole = async move {
            self.reading(async |connection| connection.fetch_many(query).try_collect::<Vec<_>>().await).await
        };
        let rows = |rows: Vec<_>| stream::iter(rows.into_iter().map(Ok));
        stream::once(whole).map_ok(rows).try_flatten().boxed()
    }

    fn fetch_optional<'e, 'q: 'e, E>(self, query: E) -> BoxFuture<'e, Result<Option<PgRow>, Error>>
    where
        'p: 'e,
        E: 'q + Execute<'q, Postgres>,
    {
        Box::pin(self.reading(async |connection| connection.fetch_optional(query).await))
    }

    fn prepare_with<'e>(
        self,
        sql: SqlStr,
        parameters: &'e [PgTypeInfo],
    ) -> BoxFuture<'e, Result<PgStatement, Error>>
    where
        'p: 'e,
    {
        Box::pin(self.reading(async |connection| connection.prepare_with(sql, parameters).await))
    }

    fn describe<'e>(self, sql: SqlStr) -> BoxFuture<'e, Result<Describe<Postgres>, Error>>
    where
        'p: 'e,
    {
        Box::pin(self.reading(async |connection| connection.describe(sql).await))
    }
}

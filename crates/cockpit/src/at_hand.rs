//! What a whole territory’s pages are made of, kept at hand by each process while nothing of it has changed.
//!
//! Invariant: nothing is found here that the database did not just say still holds. The mark is read first, then what is
//! kept under it: what changes in between is newer than its mark, and read again.

use chrono::NaiveDate;
use database::Db;
use std::sync::{Arc, PoisonError, RwLock};

/// What of all changes the reader sees (migrations, `territory_change`), and the day: roles begin and end by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    today: NaiveDate,
    changes: i64,
    sum: i64,
}

pub async fn mark(db: &Db) -> Result<Mark, sqlx::Error> {
    let seen = sqlx::query!(
        r#"select count(*) as "changes!", coalesce(sum(id), 0)::bigint as "sum!" from territory_change"#
    )
    .fetch_one(&db.pool)
    .await?;
    Ok(Mark { today: db.clock.today(), changes: seen.changes, sum: seen.sum })
}

/// One line in the place of all: a number that nobody has seen yet.
pub async fn forget_changes(db: &Db) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with new as (insert into territory_change default values returning id)
         delete from territory_change where id < (select id from new)"
    )
    .execute(&db.pool)
    .await?;
    Ok(())
}

/// One thing of a kind, of the whole territory.
pub struct Kept<T>(RwLock<Option<(Mark, Arc<T>)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(RwLock::new(None))
    }
}

impl<T> Kept<T> {
    #[must_use]
    pub fn at(&self, mark: Mark) -> Option<Arc<T>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref().filter(|(of, _)| *of == mark).map(|(_, thing)| Arc::clone(thing))
    }

    /// Found after `mark` was read.
    pub fn keep(&self, mark: Mark, thing: T) -> Arc<T> {
        let thing = Arc::new(thing);
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((mark, Arc::clone(&thing)));
        thing
    }
}

/// What is kept of this kind; found anew when anything has changed.
pub async fn kept<T: Send + Sync + 'static>(
    db: &Db,
    find: impl AsyncFnOnce() -> Result<T, sqlx::Error>,
) -> Result<Arc<T>, sqlx::Error> {
    kept_at(db, mark(db).await?, find).await
}

/// The same, for a page that has read the mark.
pub async fn kept_at<T: Send + Sync + 'static>(
    db: &Db,
    mark: Mark,
    find: impl AsyncFnOnce() -> Result<T, sqlx::Error>,
) -> Result<Arc<T>, sqlx::Error> {
    let kept = db.memory.of::<Kept<T>>();
    match kept.at(mark) {
        Some(thing) => Ok(thing),
        None => Ok(kept.keep(mark, find().await?)),
    }
}

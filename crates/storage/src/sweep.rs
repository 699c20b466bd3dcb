//! What nothing refers to any more leaves: rows that no table points to, bytes that no row speaks of.
//!
//! Invariant: only what is a day old goes, and the database has the last word: a file that somebody
//! attaches at this moment is refused to the sweep by its foreign key.

use chrono::{DateTime, TimeDelta, Utc};
use futures::TryStreamExt;
use sqlx::PgPool;

use crate::files::{Error, remove};
use crate::media::Kind;
use crate::queries;
use crate::store::{Key, Store};

/// Nobody who is at work on a file takes longer.
pub const AGE: TimeDelta = TimeDelta::days(1);
/// How many are asked of the database at once.
const AT_ONCE: usize = 500;

/// What a sweep took away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Swept {
    /// Rows, with their bytes when no other row spoke of them.
    pub files: usize,
    /// Bytes without a row: their writer died before it was committed.
    pub strays: usize,
}

/// Done twice, or by two at once, it takes the same away. Stopped on its way, the rest goes another night.
pub async fn sweep(store: &Store, pool: &PgPool, now: DateTime<Utc>) -> Result<Swept, Error> {
    let mut swept = Swept::default();
    for id in queries::unused(pool, now - AGE).await? {
        let mut tx = pool.begin().await?;
        match remove(store, &mut tx, id).await {
            Ok(()) => tx.commit().await?,
            // Attached since it was listed.
            Err(Error::Database(refused)) if is_referred_to(&refused) => continue,
            Err(error) => return Err(error),
        }
        swept.files += 1;
    }
    let mut listed = store.list(now - AGE).try_chunks(AT_ONCE);
    while let Some(keys) = listed.try_next().await.map_err(|e| e.1)? {
        swept.strays += take_strays(store, pool, keys).await?;
    }
    Ok(swept)
}

fn is_referred_to(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|e| e.is_foreign_key_violation())
}

async fn take_strays(store: &Store, pool: &PgPool, keys: Vec<Key>) -> Result<usize, Error> {
    let ours = |key: &Key| Kind::ALL.iter().any(|kind| kind.variants().contains(&key.variant()));
    let keys: Vec<(Key, Vec<u8>)> =
        keys.into_iter().filter(ours).filter_map(|key| key.sha256().map(|s| (key, s.to_vec()))).collect();
    let hashes: Vec<Vec<u8>> = keys.iter().map(|(_, sha256)| sha256.clone()).collect();
    let unknown = queries::unknown(pool, &hashes).await?;
    let mut taken = 0;
    for (key, sha256) in keys.iter().filter(|(_, sha256)| unknown.contains(sha256)) {
        // Who keeps the same bytes at this moment holds the lock until its row is there.
        let mut tx = pool.begin().await?;
        queries::lock_bytes(&mut *tx, sha256).await?;
        if !queries::is_used(&mut *tx, sha256).await? {
            store.delete(key).await?;
            taken += 1;
        }
        tx.commit().await?;
    }
    Ok(taken)
}

//! A file that is kept: one row, and its variants in the store.
//!
//! Invariant: nothing refers to a row before its bytes are in the store, and they leave only when no row
//! speaks of them any more.

use std::fmt;
use std::path::Path;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use sqlx::{PgConnection, PgExecutor, PgPool};
use tokio::io::AsyncReadExt;
use uuid::{NoContext, Timestamp, Uuid};

use crate::media::{Kind, Prepared};
use crate::queries;
use crate::store::{Content, Key, PIECE, Store, StoreError};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(transparent)]
#[sqlx(transparent)]
pub struct FileId(pub Uuid);

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for FileId {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the database refused a file's row")]
    Database(#[from] sqlx::Error),
}

/// The row. `media_type` and `bytes` are those of the first variant, the one that is shown or played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    pub id: FileId,
    pub sha256: Vec<u8>,
    pub kind: Kind,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub duration_ms: Option<i64>,
    pub created_at: DateTime<Utc>,
}

impl File {
    /// None when this kind of file has no such variant: the name comes from a URL.
    pub fn key(&self, variant: &str) -> Option<Key> {
        let variant = self.kind.variants().iter().find(|known| **known == variant)?;
        let sha256 = self.sha256.as_slice().try_into().ok()?;
        Some(Key::new(sha256, variant))
    }

    pub fn media_type_of(&self, variant: &str) -> &str {
        match (self.kind, variant) {
            (Kind::Video, "thumb") => "image/jpeg",
            _ => &self.media_type,
        }
    }
}

/// The row, committed by itself, then the bytes, while no connection is held: a store may take minutes.
/// The row comes first so that who removes the same bytes at this moment sees it. It is for the caller to
/// refer to the file afterwards; until then nobody sees it.
pub async fn keep(
    store: &Store,
    pool: &PgPool,
    prepared: &Prepared,
    now: DateTime<Utc>,
) -> Result<FileId, Error> {
    let id = insert(pool, prepared, now).await?;
    for variant in &prepared.variants {
        store.put(&Key::new(&prepared.sha256, variant.name), variant.bytes.clone()).await?;
    }
    Ok(id)
}

/// What the program made itself and may be large, on this machine's disk: read and sent piece by piece, never
/// whole in memory. In the order of [`keep`].
pub async fn keep_made(
    store: &Store,
    pool: &PgPool,
    made: &Path,
    (name, media_type): (&str, &str),
    now: DateTime<Utc>,
) -> Result<FileId, Error> {
    let (sha256, bytes) = measured(made).await.map_err(StoreError::Local)?;
    let prepared = Prepared {
        kind: Kind::Document,
        name: name.to_owned(),
        media_type: media_type.to_owned(),
        bytes,
        width: None,
        height: None,
        duration_ms: None,
        sha256,
        variants: Vec::new(),
    };
    let id = insert(pool, &prepared, now).await?;
    store.put_file(&Key::new(&sha256, Kind::Document.variants()[0]), made).await?;
    Ok(id)
}

/// Its hash and its size.
async fn measured(path: &Path) -> Result<([u8; 32], i64), std::io::Error> {
    let (mut file, mut hash, mut size) = (tokio::fs::File::open(path).await?, Sha256::new(), 0);
    let mut piece = vec![0; PIECE];
    loop {
        let read = file.read(&mut piece).await?;
        if read == 0 {
            return Ok((hash.finalize().into(), size));
        }
        hash.update(&piece[..read]);
        size += i64::try_from(read).unwrap_or(i64::MAX);
    }
}

async fn insert(pool: &PgPool, prepared: &Prepared, now: DateTime<Utc>) -> Result<FileId, Error> {
    let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
    let timestamp = Timestamp::from_unix(NoContext, seconds, now.timestamp_subsec_nanos());
    let id = FileId(Uuid::new_v7(timestamp));
    let mut tx = pool.begin().await?;
    queries::lock_bytes(&mut *tx, &prepared.sha256).await?;
    queries::insert(&mut *tx, id, prepared, now).await?;
    tx.commit().await?;
    Ok(id)
}

pub async fn find(conn: impl PgExecutor<'_>, id: FileId) -> Result<Option<File>, Error> {
    Ok(queries::find(conn, id).await?)
}

/// The bytes of one variant; `NotFound` too when this kind of file has no such variant.
pub async fn open(store: &Store, file: &File, variant: &str) -> Result<Content, StoreError> {
    store.get(&file.key(variant).ok_or(StoreError::NotFound)?).await
}

/// Removes the row, and the bytes when it was the last one to speak of them.
///
/// For a job with a transaction of its own: the bytes go before the commit, so one that fails must be
/// run again, which is harmless.
pub async fn remove(store: &Store, conn: &mut PgConnection, id: FileId) -> Result<(), Error> {
    let Some(file) = queries::find(&mut *conn, id).await? else { return Ok(()) };
    queries::lock_bytes(&mut *conn, &file.sha256).await?;
    queries::delete(&mut *conn, id).await?;
    if queries::is_used(&mut *conn, &file.sha256).await? {
        return Ok(());
    }
    for key in file.kind.variants().iter().filter_map(|variant| file.key(variant)) {
        store.delete(&key).await?;
    }
    Ok(())
}

//! Where bytes lie: a folder of this machine, or an S3-compatible server; same keys, same calls.
//!
//! Invariant: when `put` has answered, the bytes survive the death of the process and of the machine.

use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use futures::stream::BoxStream;
use futures::{StreamExt, TryStreamExt};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::local::LocalFileSystem;
use object_store::{
    ClientOptions, GetOptions, GetRange, ObjectStore, ObjectStoreExt, PutPayload, RetryConfig, WriteMultipart,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// What is read at once of a file that is put.
pub(crate) const PIECE: usize = 256 * 1024;
/// Parts of a large file sent at once; each has 5 MiB.
const UNDER_WAY: usize = 4;

/// What an S3-compatible server needs to be told.
#[derive(Clone, serde::Deserialize)]
pub struct S3Settings {
    pub endpoint: String,
    pub bucket: String,
    pub region: String,
    pub access_key: String,
    pub secret_key: String,
    /// Only for a server on the same machine or a private network.
    #[serde(default)]
    pub allow_http: bool,
}

/// Written by hand so that the secret never reaches a log.
impl fmt::Debug for S3Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "S3Settings({} at {})", self.bucket, self.endpoint)
    }
}

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("no such bytes in the store")]
    NotFound,
    #[error("the folder of files cannot be used")]
    Folder(#[source] std::io::Error),
    #[error("the file store answered with an error")]
    Backend(#[source] object_store::Error),
    #[error("a file of this machine could not be read or written")]
    Local(#[source] std::io::Error),
}

impl From<object_store::Error> for StoreError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::NotFound,
            other => Self::Backend(other),
        }
    }
}

/// `ab/cd/<sha256>/<variant>`: made from the bytes, so the same bytes are stored once, and two levels
/// of folders keep each one small.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key(object_store::path::Path);

impl Key {
    pub fn new(sha256: &[u8; 32], variant: &'static str) -> Self {
        let hex = hex::encode(sha256);
        Self(object_store::path::Path::from_iter([&hex[..2], &hex[2..4], &hex, variant]))
    }
}

impl Key {
    /// The hash that it is made from; None for what is not a key of ours.
    pub fn sha256(&self) -> Option<[u8; 32]> {
        let hex = self.0.parts().nth(2)?;
        hex::decode(hex.as_ref()).ok()?.try_into().ok()
    }

    pub fn variant(&self) -> &str {
        self.0.filename().unwrap_or_default()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Bytes on their way out, piece by piece: a film is never whole in memory.
pub struct Content {
    /// Size of the whole object, whatever part was asked for.
    pub size: u64,
    /// What the stream really carries.
    pub range: Range<u64>,
    pub stream: BoxStream<'static, Result<Bytes, StoreError>>,
}

#[derive(Clone)]
pub struct Store(Arc<dyn ObjectStore>);

impl Store {
    /// A folder of this machine, created when missing, closed to other users.
    pub fn local(root: &Path) -> Result<Self, StoreError> {
        let mut folder = std::fs::DirBuilder::new();
        folder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut folder, 0o700);
        folder.create(root).map_err(StoreError::Folder)?;
        // Off by default: the file is written beside, flushed, renamed, and its folder flushed too.
        Ok(Self(Arc::new(LocalFileSystem::new_with_prefix(root)?.with_fsync(true))))
    }

    pub fn s3(settings: &S3Settings) -> Result<Self, StoreError> {
        let client = ClientOptions::new()
            .with_connect_timeout(Duration::from_secs(5))
            // A whole film to a phone on a slow line, not only one answer.
            .with_timeout(Duration::from_secs(600))
            .with_allow_http(settings.allow_http);
        let retry =
            RetryConfig { max_retries: 3, retry_timeout: Duration::from_secs(20), ..RetryConfig::default() };
        let bucket: AmazonS3 = AmazonS3Builder::new()
            .with_endpoint(&settings.endpoint)
            .with_bucket_name(&settings.bucket)
            .with_region(&settings.region)
            .with_access_key_id(&settings.access_key)
            .with_secret_access_key(&settings.secret_key)
            .with_client_options(client)
            .with_retry(retry)
            .build()?;
        Ok(Self(Arc::new(bucket)))
    }

    /// Writing the same key again is harmless: same key, same bytes.
    pub async fn put(&self, key: &Key, bytes: Bytes) -> Result<(), StoreError> {
        self.0.put(&key.0, PutPayload::from_bytes(bytes)).await?;
        Ok(())
    }

    /// Like [`Store::put`], for what may be large: read and sent piece by piece, never whole in memory.
    pub async fn put_file(&self, key: &Key, from: &Path) -> Result<(), StoreError> {
        let mut file = tokio::fs::File::open(from).await.map_err(StoreError::Local)?;
        let mut upload = WriteMultipart::new(self.0.put_multipart(&key.0).await?);
        let mut piece = vec![0; PIECE];
        loop {
            upload.wait_for_capacity(UNDER_WAY).await?;
            match file.read(&mut piece).await {
                Ok(0) => break,
                Ok(read) => upload.write(&piece[..read]),
                Err(cause) => {
                    upload.abort().await?;
                    return Err(StoreError::Local(cause));
                }
            }
        }
        upload.finish().await?;
        Ok(())
    }

    /// Copies into a file of this machine, piece by piece.
    pub async fn copy_to(&self, key: &Key, to: &Path) -> Result<(), StoreError> {
        let mut content = self.get(key).await?;
        let mut file = tokio::fs::File::create(to).await.map_err(StoreError::Local)?;
        while let Some(piece) = content.stream.next().await {
            file.write_all(&piece?).await.map_err(StoreError::Local)?;
        }
        file.flush().await.map_err(StoreError::Local)
    }

    pub async fn get(&self, key: &Key) -> Result<Content, StoreError> {
        self.read(key, GetOptions::default()).await
    }

    /// A part, for players that jump; the end is cut to the size, a start past it is an error.
    pub async fn get_range(&self, key: &Key, range: Range<u64>) -> Result<Content, StoreError> {
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        self.read(key, options).await
    }

    async fn read(&self, key: &Key, options: GetOptions) -> Result<Content, StoreError> {
        let found = self.0.get_opts(&key.0, options).await?;
        let (size, range) = (found.meta.size, found.range.clone());
        let stream = found.into_stream().map(|piece| piece.map_err(StoreError::from)).boxed();
        Ok(Content { size, range, stream })
    }

    /// The keys of what was written before this time, in no order.
    pub fn list(&self, before: DateTime<Utc>) -> BoxStream<'static, Result<Key, StoreError>> {
        let old = move |meta: &object_store::ObjectMeta| std::future::ready(meta.last_modified < before);
        let keys = self.0.list(None).try_filter(old).map_ok(|meta| Key(meta.location));
        keys.map_err(StoreError::from).boxed()
    }

    /// Deleting what is not there is a success: a purge can be run again.
    pub async fn delete(&self, key: &Key) -> Result<(), StoreError> {
        match self.0.delete(&key.0).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

//! Reading a feed in the background. Done twice, it is applied once: an applied import is left alone.

use super::queries;
use crate::feed::FeedError;
use crate::import::{self, Guard, Import, ImportError, Mode, Source};
use ::jobs::Job;
use anyhow::anyhow;
use database::Db;
use identity::App;
use kernel::{Error, ImportId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;
use storage::{Key, StoreError};
use tempfile::NamedTempFile;
use tokio::sync::watch;
use tokio::task::JoinSet;

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ReadFeed {
    pub import: ImportId,
    pub mode: Mode,
}

impl Job for ReadFeed {
    const KIND: &'static str = "read_feed";
}

pub(super) const FEED: &str = "feed";

/// Where the bytes of a feed are.
pub(super) fn key(sha256: &[u8; 32]) -> Key {
    Key::new(sha256, FEED)
}

pub(super) async fn read_feed(app: App, job: ReadFeed, after: crate::After) -> Result<(), Error> {
    let id = job.import;
    let row = queries::to_read(&app.db.pool, id).await?.ok_or(Error::NotFound)?;
    let sha256: [u8; 32] = row.sha256.and_then(|s| s.try_into().ok()).ok_or(Error::NotFound)?;
    if !matches!(row.state.as_str(), "applied" | "undone") {
        let Some(file) = fetch(&app, id, &sha256).await? else { return Ok(()) };
        let source = Source { path: file.path().to_owned(), name: row.file_name, by: None };
        let mut notes = JoinSet::new();
        let progress = noting(app.db.clone(), id, &mut notes);
        let import = Import { id, source, mode: job.mode, guard: Guard::default(), progress };
        if let Err(error) = import::run(&app.db, import).await {
            later(&app.db, id, error).await?;
        }
    }
    let now = queries::to_read(&app.db.pool, id).await?;
    if now.is_some_and(|row| row.state == "applied") {
        after(app.clone()).await?;
    }
    forget_bytes(&app, &sha256).await
}

/// The bytes, in a file of this machine. None when they are gone: the page says to send them again.
async fn fetch(app: &App, id: ImportId, sha256: &[u8; 32]) -> Result<Option<NamedTempFile>, Error> {
    let file = tempfile::Builder::new().prefix("preau-feed-").tempfile()?;
    match app.store.copy_to(&key(sha256), file.path()).await {
        Ok(()) => Ok(Some(file)),
        Err(StoreError::NotFound) => {
            let why = "Le fichier n’est plus sur le serveur. Déposez-le de nouveau ; rien n’a été changé.";
            import::refuse(&app.db.pool, id, why).await?;
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Writes where the import stands, at most once a second. Stops with `tasks`.
fn noting(db: Db, id: ImportId, tasks: &mut JoinSet<()>) -> Arc<dyn Fn(String) + Send + Sync> {
    let (say, mut said) = watch::channel(String::new());
    tasks.spawn(async move {
        while said.changed().await.is_ok() {
            let words = said.borrow_and_update().clone();
            // Only told: when it cannot be written, the import goes on.
            if let Err(cause) = import::note_progress(&db.pool, id, &words).await {
                tracing::debug!(import = %id, %cause, "progress not noted");
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    });
    Arc::new(move |words| {
        say.send_replace(words);
    })
}

/// What is wrong with the feed is final and on its page; what is wrong with us is tried again.
async fn later(db: &Db, id: ImportId, error: ImportError) -> Result<(), Error> {
    match error {
        ImportError::Busy => {
            queries::wait(&db.pool, id).await?;
            Err(Error::Internal(anyhow!("another import is under way")))
        }
        ImportError::Feed(FeedError::Disk(_) | FeedError::Stopped)
        | ImportError::Database(_)
        | ImportError::Interrupted => Err(error.into()),
        ImportError::Feed(_) | ImportError::Missing(_) => Ok(()),
    }
}

/// An academy's names and addresses are not kept once nothing will read them.
pub(super) async fn forget_bytes(app: &App, sha256: &[u8; 32]) -> Result<(), Error> {
    if !queries::is_wanted(&app.db.pool, sha256).await? {
        app.store.delete(&key(sha256)).await?;
    }
    Ok(())
}

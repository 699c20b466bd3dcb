//! A form with pictures of a screen, on its way in.

use chrono::{DateTime, Utc};
use kernel::typed::Typed;
use kernel::{Error, Multipart};
use storage::form::Bounds;
use storage::{FileId, Prepared, Store};

/// A few pictures, and what surrounds them.
pub(super) const LARGEST: usize = 31 << 20;

const PICTURES: Bounds = Bounds {
    field: "fichier",
    files: 5,
    text: 32 << 10,
    too_heavy: "C’est trop lourd\u{a0}: 30\u{a0}Mo au plus en tout.",
};

pub(super) struct Sent {
    pub typed: Typed,
    /// The files, or the sentence beside their field.
    pub files: Result<Vec<Prepared>, String>,
}

pub(super) async fn read(form: Multipart) -> Result<Sent, Error> {
    let mut sent = PICTURES.read(form).await?;
    let mut files = Vec::new();
    for file in &sent.files {
        match file.prepared().await? {
            Ok(made) => files.push(made),
            Err(refused) => sent.wrong = Some(refused.to_string()),
        }
    }
    Ok(Sent { typed: sent.typed, files: sent.wrong.map_or(Ok(files), Err) })
}

/// Their bytes come before the transaction that refers to them.
pub(super) async fn keep(
    store: &Store,
    pool: &sqlx::PgPool,
    files: &[Prepared],
    now: DateTime<Utc>,
) -> Result<Vec<FileId>, Error> {
    let mut kept = Vec::new();
    for file in files {
        kept.push(storage::keep(store, pool, file, now).await?);
    }
    Ok(kept)
}

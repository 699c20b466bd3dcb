//! A form with files, on its way in: to this machine’s disk, recognised by their content.

use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use kernel::typed::Typed;
use kernel::{Error, Multipart};
use storage::{FileId, Limits, Prepared, Store};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;

/// A few pictures of a screen, and what surrounds them.
pub(super) const LARGEST: usize = 31 << 20;
/// The longest of the other fields, how many there may be, how many files.
const FIELD: usize = 32 << 10;
const FIELDS: usize = 20;
const FILES: usize = 5;
/// How many of all people are prepared at once.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

pub(super) struct Sent {
    pub typed: Typed,
    /// The files, or the sentence beside their field.
    pub files: Result<Vec<Prepared>, String>,
}

pub(super) async fn read(mut form: Multipart) -> Result<Sent, Error> {
    let (mut pairs, mut files, mut wrong) = (Vec::new(), Vec::new(), None);
    loop {
        match form.next_field().await {
            Ok(Some(field)) if field.name() == Some("fichier") => match received(field).await? {
                Ok(Some(_)) if files.len() >= FILES => wrong = Some(format!("{FILES} fichiers au plus.")),
                Ok(file) => files.extend(file),
                Err(said) => wrong = Some(said),
            },
            Ok(Some(field)) if pairs.len() < FIELDS => {
                let name = field.name().unwrap_or_default().to_owned();
                match text(field).await {
                    Ok(value) => pairs.push((name, value)),
                    Err(said) => wrong = Some(said),
                }
            }
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(cause) => {
                wrong = Some(sentence(&cause));
                break;
            }
        }
    }
    Ok(Sent { typed: Typed::from(pairs), files: wrong.map_or(Ok(files), Err) })
}

async fn text(mut field: Field<'_>) -> Result<String, String> {
    let mut bytes = Vec::new();
    loop {
        match field.chunk().await {
            Ok(Some(piece)) if bytes.len() + piece.len() <= FIELD => bytes.extend_from_slice(&piece),
            Ok(Some(_)) => return Err("Un des textes est trop long.".to_owned()),
            Ok(None) => return Ok(String::from_utf8_lossy(&bytes).replace('\0', "")),
            Err(cause) => return Err(sentence(&cause)),
        }
    }
}

/// Nothing for a field that was left empty.
async fn received(mut field: Field<'_>) -> Result<Result<Option<Prepared>, String>, Error> {
    let name = field.file_name().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Ok(Ok(None));
    }
    let (file, path) = NamedTempFile::new()?.into_parts();
    let mut file = tokio::fs::File::from_std(file);
    loop {
        match field.chunk().await {
            Ok(Some(bytes)) => file.write_all(&bytes).await?,
            Ok(None) => break,
            Err(cause) => return Ok(Err(sentence(&cause))),
        }
    }
    file.flush().await?;
    let _place = AT_ONCE.acquire().await?;
    Ok(storage::prepare(&path, &name, &Limits::default())
        .await
        .map(Some)
        .map_err(|refused| refused.to_string()))
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

fn sentence(cause: &MultipartError) -> String {
    match cause.status() {
        StatusCode::PAYLOAD_TOO_LARGE => "C’est trop lourd\u{a0}: 30\u{a0}Mo au plus en tout.",
        _ => "L’envoi s’est arrêté en route\u{a0}: vérifiez votre connexion, puis essayez encore.",
    }
    .to_owned()
}

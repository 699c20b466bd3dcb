//! A form with a document, on its way in: to this machine’s disk, recognised by its content; and on its way out.

use crate::typed::Typed;
use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use identity::App;
use kernel::{Answer, Error, Multipart};
use storage::{FileId, Limits, Prepared, StoreError};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;

/// A document, and what surrounds it in the form.
pub(crate) const LARGEST: usize = 21 << 20;
/// The longest of the other fields, and how many there may be.
const FIELD: usize = 8 << 10;
const FIELDS: usize = 20;
/// How many of all people are prepared at once.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

/// What is asked for: the sentence when it did not come, and when it is something else.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub missing: &'static str,
    pub is: fn(&Prepared) -> bool,
    pub other: &'static str,
}

pub(crate) struct Sent {
    pub typed: Typed,
    /// The document, or the sentence beside the field.
    pub file: Result<Prepared, String>,
}

/// The file comes in the field « piece ».
pub(crate) async fn read(mut form: Multipart, wanted: Wanted) -> Result<Sent, Error> {
    let (mut pairs, mut file) = (Vec::new(), Err(wanted.missing.to_owned()));
    loop {
        match form.next_field().await {
            Ok(Some(field)) if field.name() == Some("piece") => file = received(field, wanted).await?,
            Ok(Some(field)) if pairs.len() < FIELDS => {
                let name = field.name().unwrap_or_default().to_owned();
                match text(field).await {
                    Ok(value) => pairs.push((name, value)),
                    Err(said) => file = Err(said),
                }
            }
            Ok(Some(_)) => {}
            Ok(None) => return Ok(Sent { typed: Typed::from(pairs), file }),
            Err(cause) => return Ok(Sent { typed: Typed::from(pairs), file: Err(sentence(&cause)) }),
        }
    }
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

async fn received(mut field: Field<'_>, wanted: Wanted) -> Result<Result<Prepared, String>, Error> {
    let name = field.file_name().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Ok(Err(wanted.missing.to_owned()));
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
    Ok(match storage::prepare(&path, &name, &Limits::default()).await {
        Ok(made) if (wanted.is)(&made) => Ok(made),
        Ok(_) => Err(wanted.other.to_owned()),
        Err(refused) => Err(refused.to_string()),
    })
}

fn sentence(cause: &MultipartError) -> String {
    match cause.status() {
        StatusCode::PAYLOAD_TOO_LARGE => "Ce fichier est trop lourd\u{a0}: 20\u{a0}Mo au plus.",
        _ => "L’envoi s’est arrêté en route\u{a0}: vérifiez votre connexion, puis essayez encore.",
    }
    .to_owned()
}

/// To who may read it, which has been asked before. Downloaded under a name of ours, never opened in our own name.
pub(crate) async fn download(app: &App, file: FileId, name: &str) -> Answer<Response> {
    let file = storage::find(&app.db.pool, file).await?.ok_or(Error::NotFound)?;
    let content = match storage::open(&app.store, &file, "original").await {
        Ok(content) => content,
        Err(StoreError::NotFound) => return Err(Error::NotFound),
        Err(cause) => return Err(cause.into()),
    };
    let end = match file.name.rsplit_once('.') {
        Some((_, end)) if end.len() <= 5 && end.chars().all(|c| c.is_ascii_alphanumeric()) => end,
        _ => "txt",
    };
    let headers = [
        (CONTENT_TYPE, file.media_type.clone()),
        (CONTENT_LENGTH, content.size.to_string()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.{end}\"")),
        (CACHE_CONTROL, "private, no-store".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, Body::from_stream(content.stream)).into_response())
}

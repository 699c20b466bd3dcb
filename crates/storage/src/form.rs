//! A form with files, on its way in: its texts, and its files on this machine’s disk; and a file on its way out.

use crate::media::{Limits, Prepared, Refused, prepare};
use crate::{FileId, Store, StoreError, files};
use axum::body::Body;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use kernel::typed::Typed;
use kernel::{Answer, Error, Multipart};
use sqlx::PgPool;
use tempfile::{NamedTempFile, TempPath};
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;

/// How many of all people’s files are prepared at once.
static AT_ONCE: Semaphore = Semaphore::const_new(2);
/// How many texts a form has at most.
const TEXTS: usize = 20;

/// What a form is expected to hold.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The field of its files.
    pub field: &'static str,
    pub files: usize,
    /// The longest of its texts, in bytes.
    pub text: usize,
    /// What is said when the whole is heavier than its route lets in.
    pub too_heavy: &'static str,
}

/// What came.
#[derive(Debug)]
pub struct Sent {
    pub typed: Typed,
    /// In the order sent; a field left empty sends none.
    pub files: Vec<Received>,
    /// What went wrong, in the person’s words. The texts that had come are there all the same.
    pub wrong: Option<String>,
}

/// A file as it was sent: nothing of it is believed yet.
#[derive(Debug)]
pub struct Received {
    pub name: String,
    pub bytes: TempPath,
}

impl Received {
    /// Made safe and light, a few at a time.
    pub async fn prepared(&self) -> Result<Result<Prepared, Refused>, Error> {
        let _place = AT_ONCE.acquire().await?;
        Ok(prepare(&self.bytes, &self.name, &Limits::default()).await)
    }
}

/// Its bytes, or why they stopped coming.
pub async fn receive(mut field: Field<'_>) -> Result<Result<Received, MultipartError>, Error> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let (file, bytes) = NamedTempFile::new()?.into_parts();
    let mut file = tokio::fs::File::from_std(file);
    loop {
        match field.chunk().await {
            Ok(Some(piece)) => file.write_all(&piece).await?,
            Ok(None) => break,
            Err(cause) => return Ok(Err(cause)),
        }
    }
    file.flush().await?;
    Ok(Ok(Received { name, bytes }))
}

impl Bounds {
    pub async fn read(&self, mut form: Multipart) -> Result<Sent, Error> {
        let (mut pairs, mut files, mut wrong) = (Vec::new(), Vec::new(), None);
        loop {
            let field = match form.next_field().await {
                Ok(Some(field)) => field,
                Ok(None) => break,
                Err(cause) => {
                    wrong = Some(self.stopped(&cause));
                    break;
                }
            };
            if field.name() == Some(self.field) {
                match field.file_name() {
                    None | Some("") => {}
                    Some(_) if files.len() == self.files => {
                        wrong = Some(format!("{} fichiers au plus.", self.files));
                    }
                    Some(_) => match receive(field).await? {
                        Ok(file) => files.push(file),
                        Err(cause) => wrong = Some(self.stopped(&cause)),
                    },
                }
            } else if pairs.len() < TEXTS {
                let name = field.name().unwrap_or_default().to_owned();
                match self.text(field).await {
                    Ok(value) => pairs.push((name, value)),
                    Err(said) => wrong = Some(said),
                }
            }
        }
        Ok(Sent { typed: Typed::from(pairs), files, wrong })
    }

    /// Without the zero bytes, which PostgreSQL keeps in no text.
    async fn text(&self, mut field: Field<'_>) -> Result<String, String> {
        let mut bytes = Vec::new();
        loop {
            match field.chunk().await {
                Ok(Some(piece)) if bytes.len() + piece.len() <= self.text => bytes.extend_from_slice(&piece),
                Ok(Some(_)) => return Err("Un des textes est trop long.".to_owned()),
                Ok(None) => return Ok(String::from_utf8_lossy(&bytes).replace('\0', "")),
                Err(cause) => return Err(self.stopped(&cause)),
            }
        }
    }

    fn stopped(&self, cause: &MultipartError) -> String {
        match cause.status() {
            StatusCode::PAYLOAD_TOO_LARGE => self.too_heavy,
            _ => "L’envoi s’est arrêté en route\u{a0}: vérifiez votre connexion, puis essayez encore.",
        }
        .to_owned()
    }
}

/// To who may read it, which has been asked before. Downloaded under a name of ours, never opened in our own name.
pub async fn download(store: &Store, pool: &PgPool, file: FileId, name: &str) -> Answer<Response> {
    let file = files::find(pool, file).await?.ok_or(Error::NotFound)?;
    let content = match files::open(store, &file, "original").await {
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

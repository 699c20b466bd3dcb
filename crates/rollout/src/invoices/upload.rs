//! A form with a PDF, on its way in: to this machine’s disk, recognised by its content.

use crate::typed::Typed;
use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use kernel::{Error, Multipart};
use storage::{Limits, Prepared};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;

/// A scanned invoice, and what surrounds it in the form.
pub(super) const LARGEST: usize = 21 << 20;
/// The longest of the other fields, and how many there may be.
const FIELD: usize = 8 << 10;
const FIELDS: usize = 20;
/// How many of all people are prepared at once.
static AT_ONCE: Semaphore = Semaphore::const_new(2);

pub(super) struct Sent {
    pub typed: Typed,
    /// The invoice, or the sentence beside the field.
    pub file: Result<Prepared, String>,
}

pub(super) async fn read(mut form: Multipart) -> Result<Sent, Error> {
    let (mut pairs, mut file) = (Vec::new(), Err("Joignez la facture, en PDF.".to_owned()));
    loop {
        match form.next_field().await {
            Ok(Some(field)) if field.name() == Some("piece") => file = received(field).await?,
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
            Ok(None) => return Ok(String::from_utf8_lossy(&bytes).into_owned()),
            Err(cause) => return Err(sentence(&cause)),
        }
    }
}

async fn received(mut field: Field<'_>) -> Result<Result<Prepared, String>, Error> {
    let name = field.file_name().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Ok(Err("Joignez la facture, en PDF.".to_owned()));
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
        Ok(made) if made.media_type == "application/pdf" => Ok(made),
        Ok(_) => Err("Une facture se joint en PDF.".to_owned()),
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

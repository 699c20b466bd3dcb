//! A photograph on its way in, on this machine's disk.

use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use kernel::{Error, Multipart};
use storage::{Limits, Prepared};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;
use tokio::sync::Semaphore;

/// A photograph of a good telephone, and what surrounds it in the form.
pub(super) const LARGEST: usize = 31 << 20;
/// How many of all people are in memory at once.
static AT_ONCE: Semaphore = Semaphore::const_new(4);

/// The square that is kept, or the sentence beside the form.
pub(super) async fn portrait(mut form: Multipart) -> Result<Result<Prepared, String>, Error> {
    let field = loop {
        match form.next_field().await {
            Ok(Some(field)) if field.name() == Some("photo") => break field,
            Ok(Some(_)) => {}
            Ok(None) => return Ok(Err("Choisissez une photo.".to_owned())),
            Err(cause) => return Ok(Err(sentence(&cause))),
        }
    };
    let name = field.file_name().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Ok(Err("Choisissez une photo.".to_owned()));
    }
    let (file, path) = NamedTempFile::new()?.into_parts();
    let (mut file, mut field) = (tokio::fs::File::from_std(file), field);
    loop {
        match field.chunk().await {
            Ok(Some(bytes)) => file.write_all(&bytes).await?,
            Ok(None) => break,
            Err(cause) => return Ok(Err(sentence(&cause))),
        }
    }
    file.flush().await?;
    let _place = AT_ONCE.acquire().await?;
    let made = storage::prepare_portrait(&path, &name, &Limits::default()).await;
    Ok(made.map_err(|refused| refused.to_string()))
}

fn sentence(cause: &MultipartError) -> String {
    match cause.status() {
        StatusCode::PAYLOAD_TOO_LARGE => "Cette photo est trop lourde\u{a0}: 30\u{a0}Mo au plus.",
        _ => "L’envoi s’est arrêté en route\u{a0}: vérifiez votre connexion, puis essayez encore.",
    }
    .to_owned()
}

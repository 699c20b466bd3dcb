//! The three files on their way in. Small, so in memory; hostile, so measured.

use super::columns::Kind;
use axum::extract::multipart::MultipartError;
use axum::http::StatusCode;
use kernel::Multipart;
use std::collections::BTreeMap;

/// All three together; the largest school fits many times.
pub(super) const LARGEST: usize = 6 << 20;

pub(super) struct Received {
    pub files: BTreeMap<Kind, Vec<u8>>,
    pub names: Vec<String>,
}

/// Each is the sentence beside the form.
#[derive(Debug, thiserror::Error)]
pub(super) enum UploadError {
    #[error("Choisissez au moins un fichier.")]
    NoFile,
    #[error("Ces fichiers dépassent 6 Mio. Vérifiez que ce sont les exports d’ONDE.")]
    TooLarge,
    #[error("L’envoi s’est interrompu. Recommencez\u{a0}: rien n’a été changé.")]
    Interrupted,
}

impl From<MultipartError> for UploadError {
    fn from(error: MultipartError) -> Self {
        match error.status() {
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ => Self::Interrupted,
        }
    }
}

pub(super) async fn receive(mut form: Multipart) -> Result<Received, UploadError> {
    let mut received = Received { files: BTreeMap::new(), names: Vec::new() };
    while let Some(field) = form.next_field().await? {
        let Some(kind) = field.name().and_then(Kind::named) else { continue };
        let name: String =
            field.file_name().unwrap_or_default().chars().filter(|c| !c.is_control()).take(80).collect();
        let bytes = field.bytes().await?;
        if !bytes.is_empty() {
            received.files.insert(kind, bytes.to_vec());
            received.names.push(if name.is_empty() { kind.title().to_owned() } else { name });
        }
    }
    if received.files.is_empty() { Err(UploadError::NoFile) } else { Ok(received) }
}

//! A feed on its way in: to a temporary file, hashed as it comes. Never whole in memory.

use axum::extract::multipart::{Field, MultipartError};
use axum::http::StatusCode;
use kernel::Multipart;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

/// The largest academy fits many times.
pub(super) const LARGEST: usize = 1 << 30;

pub(super) struct Received {
    pub name: String,
    pub sha256: [u8; 32],
    pub size: u64,
    pub file: NamedTempFile,
}

/// Each is the sentence beside the field.
#[derive(Debug, thiserror::Error)]
pub(super) enum UploadError {
    #[error("Choisissez l’archive que l’académie a livrée.")]
    NoFile,
    #[error(
        "« {0} » n’est pas une archive .tgz ou .zip. Déposez l’archive telle que l’académie l’a livrée, sans l’ouvrir."
    )]
    NotAnArchive(String),
    #[error("Le fichier dépasse 1 Gio. Vérifiez que c’est la bonne archive.")]
    TooLarge,
    #[error("L’envoi s’est interrompu. Recommencez : rien n’a été changé.")]
    Interrupted,
    #[error("Le serveur n’a pas pu écrire le fichier. Réessayez ; si cela se répète, prévenez l’exploitant.")]
    Disk(#[from] std::io::Error),
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
    while let Some(field) = form.next_field().await? {
        if field.name() == Some("feed") {
            return keep(field).await;
        }
    }
    Err(UploadError::NoFile)
}

async fn keep(mut field: Field<'_>) -> Result<Received, UploadError> {
    let name = field.file_name().unwrap_or_default();
    let name: String = name.chars().filter(|c| !c.is_control()).take(120).collect();
    let file = tempfile::Builder::new().prefix("preau-feed-").tempfile()?;
    let mut to = tokio::fs::File::from_std(file.reopen()?);
    let (mut hash, mut start, mut size) = (Sha256::new(), Vec::with_capacity(START), 0);
    while let Some(piece) = field.chunk().await? {
        start.extend(piece.iter().take(START - start.len()));
        hash.update(&piece);
        size += piece.len() as u64;
        to.write_all(&piece).await?;
    }
    to.flush().await?;
    match start.is_empty() {
        true => Err(UploadError::NoFile),
        false if !is_archive(&start) => Err(UploadError::NotAnArchive(name)),
        false => Ok(Received { name, sha256: hash.finalize().into(), size, file }),
    }
}

/// So much tells an archive: the mark of a bare tar is at 257.
const START: usize = 262;

/// By its first bytes, whatever its name.
fn is_archive(start: &[u8]) -> bool {
    start.starts_with(b"\x1f\x8b") || start.starts_with(b"PK") || start.get(257..262) == Some(b"ustar")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_known_by_its_first_bytes() {
        let mut tar = vec![0; 257];
        tar.extend(b"ustar");
        for archive in [b"\x1f\x8b\x08".to_vec(), b"PK\x03\x04".to_vec(), tar] {
            assert!(is_archive(&archive));
        }
        for other in [&b"INE;Nom"[..], b"", b"<?xml"] {
            assert!(!is_archive(other));
        }
    }
}

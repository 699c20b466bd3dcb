//! The forms of the feed, as they arrive. With files: read piece by piece into temporary files, never
//! whole in memory; whatever goes wrong on the way, what was already read is kept.

use super::{Words, rules};
use axum::extract::multipart::{Field, MultipartError};
use http::StatusCode;
use kernel::{AudienceId, Error, FieldErrors, ItemId, Multipart};
use serde::Deserialize;
use storage::{FileId, Limits, Prepared};
use tempfile::NamedTempFile;
use tokio::io::AsyncWriteExt;

const MIB: u64 = 1024 * 1024;
/// No field but a file is longer than this.
const LONGEST_FIELD: usize = 64 * 1024;

/// A form without files: the draft kept while typing.
#[derive(Debug, Deserialize)]
pub(super) struct DraftForm {
    brouillon: ItemId,
    #[serde(default)]
    texte: String,
    #[serde(default)]
    audience: Vec<AudienceId>,
    commentaires: Option<String>,
    eleves: Option<String>,
}

impl DraftForm {
    pub fn into_parts(self) -> (ItemId, Words) {
        let words = Words {
            text: rules::tidied(&self.texte),
            audiences: self.audience,
            comments_open: self.commentaires.is_some(),
            pupils_write: self.eleves.is_some(),
        };
        (self.brouillon, words)
    }
}

/// A form with files.
#[derive(Debug, Default)]
pub(super) struct Submission {
    pub draft: Option<ItemId>,
    pub words: Words,
    /// The files that the form still shows.
    pub shown: Vec<FileId>,
    /// The files to take off (when editing).
    pub taken_off: Vec<FileId>,
    pub files: Vec<Sent>,
    /// What stopped the reading, in the person's words.
    pub trouble: Option<String>,
}

/// A file as it was sent.
#[derive(Debug)]
pub(super) struct Sent {
    name: String,
    bytes: NamedTempFile,
}

impl Submission {
    pub async fn read(mut form: Multipart) -> Result<Self, Error> {
        let mut read = Self::default();
        loop {
            match form.next_field().await {
                Ok(Some(field)) => {
                    if let Err(cause) = read.take(field).await? {
                        read.trouble = Some(sentence(&cause));
                        return Ok(read);
                    }
                }
                Ok(None) => return Ok(read),
                Err(cause) => {
                    read.trouble = Some(sentence(&cause));
                    return Ok(read);
                }
            }
        }
    }

    async fn take(&mut self, field: Field<'_>) -> Result<Result<(), MultipartError>, Error> {
        if let Some(name) = field.file_name().map(str::to_owned) {
            return Ok(match receive(field).await? {
                // An empty input sends a file without a name.
                Ok(_) if name.is_empty() => Ok(()),
                Ok(bytes) => {
                    self.files.push(Sent { name, bytes });
                    Ok(())
                }
                Err(cause) => Err(cause),
            });
        }
        let name = field.name().unwrap_or_default().to_owned();
        Ok(field.text().await.map(|mut value| {
            value.truncate(value.floor_char_boundary(LONGEST_FIELD));
            self.set(&name, &value);
        }))
    }

    fn set(&mut self, name: &str, value: &str) {
        match name {
            "brouillon" => self.draft = value.parse().ok(),
            "texte" => self.words.text = rules::tidied(value),
            "audience" => self.words.audiences.extend(value.parse::<AudienceId>()),
            "commentaires" => self.words.comments_open = true,
            "eleves" => self.words.pupils_write = true,
            "piece" => self.shown.extend(value.parse::<FileId>()),
            "enlever" => self.taken_off.extend(value.parse::<FileId>()),
            _ => {}
        }
    }

    /// What can be kept of the files sent, and what to say of the others.
    pub async fn prepare(&self) -> (Vec<Prepared>, FieldErrors) {
        let (mut good, mut errors) = (Vec::new(), FieldErrors::default());
        if let Some(trouble) = &self.trouble {
            errors.add("fichier", trouble);
        }
        for file in self.files.iter().take(rules::MOST_FILES) {
            match storage::prepare(file.bytes.path(), &file.name, &limits()).await {
                Ok(prepared) => good.push(prepared),
                Err(refused) => errors.add("fichier", refused.to_string()),
            }
        }
        if self.files.len() > rules::MOST_FILES {
            errors.add("fichier", format!("{} fichiers au plus en une fois.", rules::MOST_FILES));
        }
        (good, errors)
    }
}

/// What a post takes: lighter than what the store could.
fn limits() -> Limits {
    Limits { film_bytes: 60 * MIB, ..Limits::default() }
}

async fn receive(mut field: Field<'_>) -> Result<Result<NamedTempFile, MultipartError>, Error> {
    let place = NamedTempFile::new()?;
    let mut file = tokio::fs::File::from_std(place.reopen()?);
    loop {
        match field.chunk().await {
            Ok(Some(bytes)) => file.write_all(&bytes).await?,
            Ok(None) => break,
            Err(cause) => return Ok(Err(cause)),
        }
    }
    file.flush().await?;
    Ok(Ok(place))
}

fn sentence(cause: &MultipartError) -> String {
    if cause.status() == StatusCode::PAYLOAD_TOO_LARGE {
        "C’est trop lourd pour un seul envoi\u{a0}: 30\u{a0}Mo au plus pour une photo, 60\u{a0}Mo pour une vidéo.".to_owned()
    } else {
        tracing::info!(%cause, "a form with files stopped on its way");
        "L’envoi s’est arrêté en route\u{a0}: vérifiez votre connexion, puis essayez encore.".to_owned()
    }
}

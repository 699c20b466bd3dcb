//! The forms of the feed, as they arrive. With files: read piece by piece into temporary files, never
//! whole in memory; whatever goes wrong on the way, what was already read is kept.
//!
//! Invariant: a form holds no descriptor once it is read, and never more files and fields than a post may
//! have; what is prepared is in memory for a few files at once, whoever sends them.

use super::{Words, rules};
use axum::extract::multipart::{Field, MultipartError};
use http::StatusCode;
use identity::App;
use kernel::{AudienceId, Error, FieldErrors, ItemId, Multipart};
use serde::Deserialize;
use storage::form::{Received, receive};
use storage::{FileId, Limits};
use tokio::sync::Semaphore;

const MIB: u64 = 1024 * 1024;
/// No field but a file is longer than this.
const LONGEST_FIELD: usize = 64 * 1024;
/// More than any form of ours has, audiences and files together.
const MOST_FIELDS: usize = 500;
/// How many files of all people are in memory, between their preparation and the store.
static AT_ONCE: Semaphore = Semaphore::const_new(4);
/// Films apart, which take minutes: nobody's photograph waits for one.
static FILMS_AT_ONCE: Semaphore = Semaphore::const_new(2);

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
    pub files: Vec<Received>,
    /// There were others behind, which were not even received.
    pub too_many: bool,
    /// What stopped the reading, in the person's words.
    pub trouble: Option<String>,
}

impl Submission {
    pub async fn read(mut form: Multipart) -> Result<Self, Error> {
        let mut read = Self::default();
        for _ in 0..MOST_FIELDS {
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
        read.trouble =
            Some("L’envoi est trop long\u{a0}: gardez moins de fichiers, puis essayez encore.".to_owned());
        Ok(read)
    }

    async fn take(&mut self, field: Field<'_>) -> Result<Result<(), MultipartError>, Error> {
        if let Some(name) = field.file_name() {
            // An empty input sends a file without a name.
            if name.is_empty() {
                return Ok(Ok(()));
            }
            if self.files.len() == rules::MOST_FILES {
                self.too_many = true;
                return Ok(Ok(()));
            }
            return Ok(receive(field).await?.map(|file| self.files.push(file)));
        }
        let name = field.name().unwrap_or_default().to_owned();
        Ok(text(field).await.map(|value| self.set(&name, &value)))
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

    /// Keeps what can be kept of the files sent, one after the other; and what to say of the others.
    pub async fn keep_files(&self, app: &App) -> Result<(Vec<FileId>, FieldErrors), Error> {
        let (mut good, mut errors) = (Vec::new(), FieldErrors::default());
        if let Some(trouble) = &self.trouble {
            errors.add("fichier", trouble);
        }
        for file in &self.files {
            let _place = lane(&file.name).acquire().await?;
            match storage::prepare(&file.bytes, &file.name, &limits()).await {
                Ok(made) => {
                    good.push(storage::keep(&app.store, &app.db.pool, &made, app.db.clock.now()).await?)
                }
                Err(refused) => errors.add("fichier", refused.to_string()),
            }
        }
        if self.too_many {
            errors.add("fichier", format!("{} fichiers au plus en une fois.", rules::MOST_FILES));
        }
        Ok((good, errors))
    }
}

/// By its name: who lies about it waits with the others, and gains nothing.
fn lane(name: &str) -> &'static Semaphore {
    let name = name.to_lowercase();
    let film = [".mp4", ".mov", ".webm"].iter().any(|ending| name.ends_with(ending));
    if film { &FILMS_AT_ONCE } else { &AT_ONCE }
}

/// The value of a field that is not a file: its beginning, when it is absurdly long.
async fn text(mut field: Field<'_>) -> Result<String, MultipartError> {
    let mut value = Vec::new();
    while let Some(bytes) = field.chunk().await? {
        let room = LONGEST_FIELD - value.len();
        value.extend_from_slice(&bytes[..room.min(bytes.len())]);
    }
    let cut = value.len() == LONGEST_FIELD;
    let text = String::from_utf8_lossy(&value);
    // A letter that was cut in two.
    Ok(if cut { text.trim_end_matches('\u{fffd}').to_owned() } else { text.into_owned() })
}

/// What a post takes: lighter than what the store could.
fn limits() -> Limits {
    Limits { film_bytes: 60 * MIB, ..Limits::default() }
}

fn sentence(cause: &MultipartError) -> String {
    if cause.status() == StatusCode::PAYLOAD_TOO_LARGE {
        "C’est trop lourd pour un seul envoi\u{a0}: 30\u{a0}Mo au plus pour une photo, 60\u{a0}Mo pour une vidéo.".to_owned()
    } else {
        tracing::info!(%cause, "a form with files stopped on its way");
        "L’envoi s’est arrêté en route\u{a0}: vérifiez votre connexion, puis essayez encore.".to_owned()
    }
}

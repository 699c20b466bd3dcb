//! Why a file is refused, and the sentence that says it to the person who sent it.

use std::fmt;

use super::name;

/// For the program; the sentence is for the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    Empty,
    /// The end is missing: a transfer that stopped.
    Cut,
    /// A kind of file that is not accepted here.
    NotAccepted,
    /// Where only a photograph will do.
    NotAPicture,
    /// The old office formats: a better one is one click away.
    OldOffice,
    /// The name says one thing, the content another that is not accepted.
    Disguised,
    Unreadable,
    TooHeavy,
    TooManyPixels,
    TooLong,
    /// Small when sent, monstrous once opened.
    Swollen,
    /// This server lacks ffmpeg.
    NoSoundOrFilm,
    /// This server lacks heif-convert.
    NoHeic,
    TookTooLong,
    /// Our own fault: a full disk, a helper that does not start.
    Trouble,
}

impl Reason {
    pub(super) fn from_io(error: std::io::Error) -> Self {
        tracing::error!(%error, "a file that was sent could not be read or written");
        Self::Trouble
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub reason: Reason,
    pub name: String,
}

impl Refused {
    pub(super) fn new(reason: Reason, name: &str) -> Self {
        Self { reason, name: name::clean(name) }
    }
}

impl std::error::Error for Refused {}

/// What the person believes they sent, to speak of it in their words.
fn noun(name: &str) -> (&'static str, &'static str) {
    match name::extension(name).as_deref() {
        Some("jpg" | "jpeg" | "png" | "webp" | "gif" | "heic" | "heif") => ("La photo", "e"),
        Some("mp3" | "m4a" | "ogg" | "oga" | "opus" | "wav" | "weba") => ("L’enregistrement", ""),
        Some("mp4" | "mov" | "webm") => ("La vidéo", "e"),
        Some("pdf" | "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "txt" | "csv") => ("Le document", ""),
        _ => ("Le fichier", ""),
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, e) = noun(&self.name);
        write!(f, "{what} « {} » ", self.name)?;
        match self.reason {
            Reason::Empty => {
                write!(f, "est vide : vérifiez qu’il s’ouvre sur votre appareil, puis envoyez à nouveau.")
            }
            Reason::Cut => write!(
                f,
                "est incompl{} : l’envoi s’est arrêté en route, essayez de l’envoyer à nouveau.",
                if e.is_empty() { "et" } else { "ète" }
            ),
            Reason::NotAccepted => write!(
                f,
                "n’est pas d’un type accepté ici : envoyez une photo, un son, une vidéo, un PDF ou un document de bureautique."
            ),
            Reason::NotAPicture => write!(f, "n’est pas une image\u{a0}: prenez ou choisissez une photo."),
            Reason::OldOffice => write!(
                f,
                "est dans un ancien format : enregistrez-le en PDF, ou en .docx, .xlsx, .pptx, puis envoyez-le à nouveau."
            ),
            Reason::Disguised => {
                write!(f, "ne contient pas ce que son nom annonce : vérifiez que c’est le bon fichier.")
            }
            Reason::Unreadable => {
                write!(f, "est abîmé{e} et ne peut pas être ouvert{e} : essayez avec une autre copie.")
            }
            Reason::TooHeavy => write!(
                f,
                "est trop lourd{e} : choisissez un fichier plus léger, ou coupez-le en plusieurs parties."
            ),
            Reason::TooManyPixels => write!(
                f,
                "est trop grand{e} : réduisez ses dimensions (50 millions de pixels au plus), puis envoyez à nouveau."
            ),
            Reason::TooLong => write!(f, "dure trop longtemps : coupez en plusieurs parties plus courtes."),
            Reason::Swollen => write!(
                f,
                "ne peut pas être accepté{e} : son contenu prendrait une place démesurée une fois ouvert."
            ),
            Reason::NoSoundOrFilm => write!(
                f,
                "ne peut pas être préparé{e} : ce serveur ne sait pas encore recevoir les sons et les vidéos. Prévenez la personne qui s’en occupe."
            ),
            Reason::NoHeic => write!(
                f,
                "est au format HEIC, que ce serveur ne sait pas encore ouvrir : envoyez une copie en JPEG."
            ),
            Reason::TookTooLong => write!(
                f,
                "a demandé trop de temps à préparer : essayez avec un fichier plus court ou plus léger."
            ),
            Reason::Trouble => write!(
                f,
                "n’a pas pu être enregistré{e}, et ce n’est pas de votre fait : réessayez dans quelques minutes."
            ),
        }
    }
}

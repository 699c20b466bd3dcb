//! Preparing what people send: recognised by its content, made safe and light, or kindly refused.
//!
//! Invariant: neither the name nor the announced type decides anything about what a file is, and an
//! image, a sound or a film never leaves here without having been encoded anew.

mod document;
mod embedded;
mod image;
mod limits;
mod name;
mod refused;
mod sniff;
mod sound_and_film;
mod tools;
mod whole;

use std::path::{Path, PathBuf};

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tokio::sync::{Semaphore, SemaphorePermit};

pub use limits::Limits;
pub use name::clean as clean_name;
pub use refused::{Reason, Refused};
use sniff::Found;
pub use tools::Tools;

/// Two at a time: decoding a large photograph takes hundreds of megabytes.
static PICTURES_AND_SOUNDS: Semaphore = Semaphore::const_new(2);
/// Apart, and one at a time: a film takes minutes of processor, and nobody's photograph waits for it.
static FILMS: Semaphore = Semaphore::const_new(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, sqlx::Type)]
#[serde(rename_all = "snake_case")]
#[sqlx(type_name = "text", rename_all = "snake_case")]
pub enum Kind {
    Image,
    Audio,
    Video,
    Document,
}

impl Kind {
    pub const ALL: [Self; 4] = [Self::Image, Self::Audio, Self::Video, Self::Document];

    /// Names of the variants; the first is what is shown, played or downloaded.
    pub fn variants(self) -> &'static [&'static str] {
        match self {
            Self::Image => &["page", "thumb"],
            Self::Audio => &["sound"],
            Self::Video => &["film", "thumb"],
            Self::Document => &["original"],
        }
    }
}

/// A file ready to be kept. The sizes and the hash are those of the first variant.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub kind: Kind,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    pub width: Option<i32>,
    pub height: Option<i32>,
    pub duration_ms: Option<i64>,
    pub sha256: [u8; 32],
    pub variants: Vec<Variant>,
}

#[derive(Clone, Debug)]
pub struct Variant {
    pub name: &'static str,
    pub media_type: &'static str,
    pub bytes: Bytes,
}

/// What each kind of preparation finds out.
struct Made {
    kind: Kind,
    size: Option<(u32, u32)>,
    duration_ms: Option<i64>,
    variants: Vec<Variant>,
}

/// Recognises the file at `path` (a temporary copy of what was sent as `name`) and prepares it.
pub async fn prepare(path: &Path, name: &str, limits: &Limits) -> Result<Prepared, Refused> {
    let made = make(path, name, limits).await.map_err(|reason| Refused::new(reason, name))?;
    Ok(made.into_prepared(name))
}

/// A face on a tile: one small upright square of a photograph, under no name of its own. Anything but a picture
/// is refused.
pub async fn prepare_portrait(path: &Path, name: &str, limits: &Limits) -> Result<Prepared, Refused> {
    let made = async {
        let found = recognised(path, name, limits).await?;
        picture(found, path, limits, image::portrait).await
    };
    match made.await {
        Ok(made) => Ok(made.into_prepared("portrait.jpg")),
        Err(Reason::NotAccepted | Reason::OldOffice) => Err(Refused::new(Reason::NotAPicture, name)),
        Err(reason) => Err(Refused::new(reason, name)),
    }
}

async fn make(path: &Path, name: &str, limits: &Limits) -> Result<Made, Reason> {
    match recognised(path, name, limits).await? {
        // Takes its place itself, once it knows which of the two it is.
        Found::Timed(demuxer) => sound_and_film::make(path, demuxer, limits).await,
        Found::Document(document) => {
            let _place = place(&PICTURES_AND_SOUNDS).await?;
            let (file, allowed) = (path.to_owned(), limits.clone());
            in_background(move || document::make(&file, document, &allowed)).await
        }
        found => picture(found, path, limits, image::make).await,
    }
}

async fn recognised(path: &Path, name: &str, limits: &Limits) -> Result<Found, Reason> {
    let (file, sent_as, allowed) = (path.to_owned(), name.to_owned(), limits.clone());
    in_background(move || sniff::recognise(&file, &sent_as, &allowed)).await
}

async fn place(workshop: &'static Semaphore) -> Result<SemaphorePermit<'static>, Reason> {
    workshop.acquire().await.map_err(|_| Reason::Trouble)
}

/// What is made of a picture's bytes.
type Draw = fn(&[u8], ::image::ImageFormat, &Limits) -> Result<Made, Reason>;

async fn picture(found: Found, path: &Path, limits: &Limits, draw: Draw) -> Result<Made, Reason> {
    let _place = place(&PICTURES_AND_SOUNDS).await?;
    match found {
        Found::Image(format) => drawn(path.to_owned(), format, limits, draw).await,
        Found::Heic => {
            let folder = tempfile::tempdir().map_err(Reason::from_io)?;
            let converted = tools::heic_to_jpeg(path, folder.path(), limits).await?;
            drawn(converted, ::image::ImageFormat::Jpeg, limits, draw).await
        }
        Found::Timed(_) | Found::Document(_) => Err(Reason::NotAPicture),
    }
}

async fn drawn(
    path: PathBuf,
    format: ::image::ImageFormat,
    limits: &Limits,
    draw: Draw,
) -> Result<Made, Reason> {
    let limits = limits.clone();
    in_background(move || draw(&std::fs::read(path).map_err(Reason::from_io)?, format, &limits)).await
}

/// Off the threads that answer people. A decoder that panics has only met a file it cannot read.
async fn in_background<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Reason> + Send + 'static,
) -> Result<T, Reason> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "a decoder gave up on a file");
        Err(Reason::Unreadable)
    })
}

impl Made {
    fn into_prepared(self, name: &str) -> Prepared {
        let first = &self.variants[0];
        let (media_type, bytes) = (first.media_type, first.bytes.clone());
        let side = |pixels: u32| i32::try_from(pixels).unwrap_or(i32::MAX);
        Prepared {
            kind: self.kind,
            name: name::for_type(name, media_type),
            media_type: media_type.to_owned(),
            bytes: i64::try_from(bytes.len()).unwrap_or(i64::MAX),
            width: self.size.map(|(width, _)| side(width)),
            height: self.size.map(|(_, height)| side(height)),
            duration_ms: self.duration_ms,
            sha256: Sha256::digest(&bytes).into(),
            variants: self.variants,
        }
    }
}

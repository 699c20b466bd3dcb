//! What a file is, from its first bytes and its shape; its name is only good to be contradicted.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

use image::ImageFormat;

use super::limits::Limits;
use super::refused::Reason;
use super::{document, name, whole};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    Image(ImageFormat),
    Heic,
    Timed(Demuxer),
    Document(document::Type),
}

/// Forced on ffmpeg, which would otherwise guess again and follow playlists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Demuxer {
    Mp4,
    Matroska,
    Ogg,
    Mp3,
    Wav,
}

/// Extensions that go with each type, the one we give first.
pub(super) const EXTENSIONS: &[(&str, &[&str])] = &[
    ("image/jpeg", &["jpg", "jpeg"]),
    ("image/png", &["png"]),
    ("audio/mp4", &["m4a"]),
    ("video/mp4", &["mp4"]),
    ("application/pdf", &["pdf"]),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", &["docx"]),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", &["xlsx"]),
    ("application/vnd.openxmlformats-officedocument.presentationml.presentation", &["pptx"]),
    ("application/vnd.oasis.opendocument.text", &["odt"]),
    ("application/vnd.oasis.opendocument.spreadsheet", &["ods"]),
    ("application/vnd.oasis.opendocument.presentation", &["odp"]),
    ("text/plain", &["txt", "text", "md"]),
    ("text/csv", &["csv", "tsv"]),
];

const HEIC_BRANDS: [&[u8]; 8] = [b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"];

/// Reads the head, then checks that the whole is there. Weight is checked before anything else is read.
pub(super) fn recognise(path: &Path, name: &str, limits: &Limits) -> Result<Found, Reason> {
    let mut file = File::open(path).map_err(Reason::from_io)?;
    let length = file.metadata().map_err(Reason::from_io)?.len();
    if length == 0 {
        return Err(Reason::Empty);
    }
    let mut head = Vec::new();
    file.by_ref().take(4096).read_to_end(&mut head).map_err(Reason::from_io)?;
    file.rewind().map_err(Reason::from_io)?;
    let found = by_magic(&head, name).map_err(|reason| match reason {
        // Too short to be anything that its name may promise.
        Reason::Disguised if length < 12 && std::str::from_utf8(&head).is_err() => Reason::Cut,
        other => other,
    })?;
    if length > heaviest(found, limits) {
        return Err(Reason::TooHeavy);
    }
    match found {
        Found::Image(ImageFormat::WebP) | Found::Timed(Demuxer::Wav) => whole::riff(&head, length)?,
        Found::Heic => whole::boxes(&mut file, length, b"meta")?,
        Found::Timed(Demuxer::Mp4) => whole::boxes(&mut file, length, b"moov")?,
        Found::Timed(Demuxer::Matroska) => whole::matroska(&head, length)?,
        _ => {}
    }
    Ok(found)
}

fn heaviest(found: Found, limits: &Limits) -> u64 {
    match found {
        Found::Image(_) | Found::Heic => limits.image_bytes,
        // An MP4 or a WebM may be a sound or a film; which one is known later.
        Found::Timed(Demuxer::Mp4 | Demuxer::Matroska) => limits.film_bytes,
        Found::Timed(_) => limits.sound_bytes,
        Found::Document(_) => limits.document_bytes,
    }
}

fn by_magic(head: &[u8], name: &str) -> Result<Found, Reason> {
    let at = |from: usize, magic: &[u8]| head.get(from..from + magic.len()) == Some(magic);
    let found = if at(0, b"\xff\xd8\xff") {
        Found::Image(ImageFormat::Jpeg)
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        Found::Image(ImageFormat::Png)
    } else if at(0, b"GIF87a") || at(0, b"GIF89a") {
        Found::Image(ImageFormat::Gif)
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        Found::Image(ImageFormat::WebP)
    } else if at(0, b"RIFF") && at(8, b"WAVE") {
        Found::Timed(Demuxer::Wav)
    } else if at(4, b"ftyp") {
        return iso_brand(head).ok_or_else(|| unknown(name));
    } else if [b"moov", b"wide", b"mdat"].iter().any(|kind| at(4, *kind)) {
        Found::Timed(Demuxer::Mp4)
    } else if at(0, b"\x1a\x45\xdf\xa3") {
        Found::Timed(Demuxer::Matroska)
    } else if at(0, b"OggS") {
        Found::Timed(Demuxer::Ogg)
    } else if at(0, b"ID3") || is_mp3_frame(head) {
        Found::Timed(Demuxer::Mp3)
    } else if at(0, b"%PDF-") {
        Found::Document(document::Type::Pdf)
    } else if at(0, b"PK\x03\x04") {
        Found::Document(document::Type::Zipped)
    } else if at(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Err(Reason::OldOffice);
    } else {
        return document::text_type(head, name).map(Found::Document).ok_or_else(|| unknown(name));
    };
    Ok(found)
}

/// A name that promised something we accept deserves another sentence than a plain unknown type.
fn unknown(name: &str) -> Reason {
    let promised = name::extension(name).is_some_and(|extension| {
        ["webp", "gif", "heic", "mp3", "ogg", "wav", "mov", "webm"].contains(&extension.as_str())
            || EXTENSIONS.iter().any(|(_, known)| known.contains(&extension.as_str()))
    });
    if promised { Reason::Disguised } else { Reason::NotAccepted }
}

/// The container of MP4, QuickTime, M4A and HEIC says which it is by its brands. AVIF is not accepted.
fn iso_brand(head: &[u8]) -> Option<Found> {
    let brand = head.get(8..12)?;
    match brand {
        b"avif" | b"avis" => None,
        _ if HEIC_BRANDS.contains(&brand) => {
            let end = usize::try_from(u32::from_be_bytes(head.get(0..4)?.try_into().ok()?)).ok()?;
            let compatible = head.get(16..end.min(head.len())).unwrap_or_default();
            (!compatible.chunks(4).any(|brand| brand == b"avif")).then_some(Found::Heic)
        }
        _ => Some(Found::Timed(Demuxer::Mp4)),
    }
}

/// Eleven bits of synchronisation, layer III, a bit rate and a sampling rate that exist.
fn is_mp3_frame(head: &[u8]) -> bool {
    matches!(head, [0xff, b, c, ..]
        if b & 0xe6 == 0xe2 && b & 0x18 != 0x08 && c >> 4 != 0 && c >> 4 != 15 && c & 0x0c != 0x0c)
}

//! Documents: kept as they are, for they are work (but for the positions noted in the photographs of
//! office documents); only ever offered as a download.
//!
//! Invariant: what is kept is what it claims to be (a zip that really holds a Word document, text that
//! is really text), and opening it does not fill the machine of the person who does.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use bytes::Bytes;
use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::Limits;
use super::refused::Reason;
use super::{Kind, Made, Variant, embedded, name};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Pdf,
    /// An office document, if it is one: its members will tell.
    Zipped,
    Text,
    Csv,
}

const MOST_MEMBERS: usize = 10_000;
/// Texts that programs obey: playlists, drawing orders, mark-up.
const ORDERS: [&str; 9] = [
    "#extm3u",
    "ffconcat",
    "file '",
    "push graphic-context",
    "viewbox ",
    "%!ps",
    "[playlist]",
    "{\\rtf",
    "#!",
];
const MARK_UP: [&str; 6] = ["<script", "<html", "<!doctype", "<svg", "<?xml", "<?php"];

const OFFICE: [(&str, &str); 3] = [
    ("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
];
const OPEN_DOCUMENT: [&str; 3] = [
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
];

/// Text has no magic: it is believed only under a name of text, and when it orders nothing.
pub(super) fn text_type(head: &[u8], name: &str) -> Option<Type> {
    let kind = match name::extension(name).as_deref() {
        Some("csv" | "tsv") => Type::Csv,
        None | Some("txt" | "text" | "md") => Type::Text,
        Some(_) => return None,
    };
    is_plain(&text(head)?).then_some(kind)
}

pub(super) fn make(path: &Path, document: Type, limits: &Limits) -> Result<Made, Reason> {
    let mut bytes = std::fs::read(path).map_err(Reason::from_io)?;
    let media_type = match document {
        Type::Pdf => pdf(&bytes)?,
        Type::Zipped => {
            let (media_type, rewritten) = office(path, limits)?;
            bytes = rewritten.unwrap_or(bytes);
            media_type
        }
        Type::Text => plain(&bytes, "text/plain")?,
        Type::Csv => plain(&bytes, "text/csv")?,
    };
    let original = Variant { name: "original", media_type, bytes: Bytes::from(bytes) };
    Ok(Made { kind: Kind::Document, size: None, duration_ms: None, variants: vec![original] })
}

/// The table of contents of a PDF is at its end: without it, the file was cut.
fn pdf(bytes: &[u8]) -> Result<&'static str, Reason> {
    let end = &bytes[bytes.len().saturating_sub(4096)..];
    let has = |mark: &[u8]| end.windows(mark.len()).any(|window| window == mark);
    if has(b"%%EOF") || has(b"startxref") { Ok("application/pdf") } else { Err(Reason::Cut) }
}

fn plain(bytes: &[u8], media_type: &'static str) -> Result<&'static str, Reason> {
    text(bytes).filter(|text| is_plain(text)).map(|_| media_type).ok_or(Reason::Disguised)
}

/// UTF-16 with its mark (old spreadsheets), else UTF-8 or an eight-bit set: neither holds a zero byte.
fn text(bytes: &[u8]) -> Option<String> {
    let wide = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [] => None,
        [0xff, 0xfe, ..] => Some(wide(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => Some(wide(u16::from_be_bytes)),
        _ => Some(String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).into_owned()),
    }
}

fn is_plain(text: &str) -> bool {
    let controls =
        text.chars().any(|c| c.is_ascii_control() && !matches!(c, '\t' | '\n' | '\r' | '\x0c' | '\x1a'));
    let start: String = text.trim_start().chars().take(1024).collect::<String>().to_lowercase();
    !controls
        && !start.starts_with('<')
        && !ORDERS.iter().any(|order| start.starts_with(order))
        && !MARK_UP.iter().any(|mark| start.contains(mark))
}

/// Which office document this zip is. All is inflated once, into nothing, and counted: what a zip says
/// of its own size is not to be believed. With it, the bytes to keep when they are not those sent.
fn office(path: &Path, limits: &Limits) -> Result<(&'static str, Option<Vec<u8>>), Reason> {
    let file = File::open(path).map_err(Reason::from_io)?;
    let mut archive = ZipArchive::new(file).map_err(|error| match error {
        ZipError::InvalidArchive(_) => Reason::Cut,
        _ => Reason::Unreadable,
    })?;
    if archive.len() > MOST_MEMBERS {
        return Err(Reason::Swollen);
    }
    // Members that lie over one another are small together, and each as large as it likes.
    if archive.has_overlapping_entries().map_err(|_| Reason::Unreadable)? {
        return Err(Reason::Swollen);
    }
    let media_type = office_type(&mut archive).ok_or(Reason::NotAccepted)?;
    let mut room = limits.inflated_bytes;
    for index in 0..archive.len() {
        let member = archive.by_index(index).map_err(|_| Reason::Unreadable)?;
        let size = std::io::copy(&mut member.take(room + 1), &mut std::io::sink())
            .map_err(|_| Reason::Unreadable)?;
        room = room.checked_sub(size).ok_or(Reason::Swollen)?;
    }
    let rewritten = embedded::without_positions(&mut archive, limits.document_bytes)?;
    Ok((media_type, rewritten))
}

fn office_type(archive: &mut ZipArchive<File>) -> Option<&'static str> {
    let has = |archive: &ZipArchive<File>, name: &str| archive.index_for_name(name).is_some();
    if has(archive, "mimetype") && has(archive, "content.xml") {
        let mut said = String::new();
        archive.by_name("mimetype").ok()?.take(128).read_to_string(&mut said).ok()?;
        return OPEN_DOCUMENT.into_iter().find(|known| *known == said.trim());
    }
    // Macros are programs: such a document is not accepted.
    let macros = archive.file_names().any(|name| name.is_ok_and(|name| name.ends_with("vbaProject.bin")));
    if macros || !has(archive, "[Content_Types].xml") {
        return None;
    }
    OFFICE.into_iter().find(|(member, _)| has(archive, member)).map(|(_, media_type)| media_type)
}

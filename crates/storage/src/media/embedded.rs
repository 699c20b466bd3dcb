//! Photographs inside office documents: a text processor keeps them as the phone wrote them, position
//! included. They lose what is written beside the picture, and nothing of the picture; the rest of the
//! document is copied as it lies, and one without such a photograph stays as it was, byte for byte.

use std::fs::File;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::refused::Reason;

/// None when there is nothing to hide. The caller has counted what the members weigh inflated, and seen that
/// none lies over another: copied, each of them takes its own place again. No more is written than `most`.
pub(super) fn without_positions(
    archive: &mut ZipArchive<File>,
    most: u64,
) -> Result<Option<Vec<u8>>, Reason> {
    let unreadable = |_| Reason::Unreadable;
    let mut telling = Vec::new();
    for index in 0..archive.len() {
        if photo(archive, index, most)?.is_some() {
            telling.push(index);
        }
    }
    if telling.is_empty() {
        return Ok(None);
    }
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    // A JPEG does not shrink any more.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut room = most;
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index).map_err(unreadable)?;
        if telling.contains(&index) {
            let name = member.name().map_err(unreadable)?.into_owned();
            drop(member);
            let photo = photo(archive, index, most)?.unwrap_or_default();
            room = room.checked_sub(photo.len() as u64).ok_or(Reason::Swollen)?;
            copy.start_file(name, stored).map_err(unreadable)?;
            copy.write_all(&photo).map_err(Reason::from_io)?;
        } else {
            room = room.checked_sub(member.compressed_size()).ok_or(Reason::Swollen)?;
            copy.raw_copy_file(member).map_err(unreadable)?;
        }
    }
    Ok(Some(copy.finish().map_err(unreadable)?.into_inner()))
}

/// The member without its notes, when it is a photograph that has some.
fn photo(archive: &mut ZipArchive<File>, index: usize, most: u64) -> Result<Option<Vec<u8>>, Reason> {
    let mut member = archive.by_index(index).map_err(|_| Reason::Unreadable)?;
    let mut start = Vec::new();
    member.by_ref().take(3).read_to_end(&mut start).map_err(|_| Reason::Unreadable)?;
    if start != b"\xff\xd8\xff" {
        return Ok(None);
    }
    member.take(most).read_to_end(&mut start).map_err(|_| Reason::Unreadable)?;
    if start.len() as u64 > most {
        return Err(Reason::Swollen);
    }
    Ok(without_notes(&start))
}

/// EXIF and XMP are in segments 0xe1, the press agencies' captions in 0xed, free remarks in 0xfe.
fn without_notes(jpeg: &[u8]) -> Option<Vec<u8>> {
    let mut kept = jpeg[..2].to_vec();
    let mut at = 2;
    // From the first scan on, or from anything unexpected, the rest is copied.
    while let [0xff, marker, high, low, ..] = jpeg[at..]
        && !matches!(marker, 0x00 | 0x01 | 0xd0..=0xda | 0xff)
    {
        let end = at + 2 + usize::from(u16::from_be_bytes([high, low]));
        let segment = jpeg.get(at..end)?;
        if !matches!(marker, 0xe1 | 0xed | 0xfe) {
            kept.extend_from_slice(segment);
        }
        at = end;
    }
    kept.extend_from_slice(&jpeg[at..]);
    (kept.len() < jpeg.len()).then_some(kept)
}

//! Photographs inside office documents: a text processor keeps them as the phone wrote them, position
//! included. They lose what is written beside the picture, and nothing of the picture; the rest of the
//! document is copied as it lies, and one without such a photograph stays as it was, byte for byte.

use std::fs::File;
use std::io::{Cursor, Read, Write};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// None when there is nothing to hide. The caller has counted what the members weigh inflated.
pub(super) fn without_positions(archive: &mut ZipArchive<File>) -> ZipResult<Option<Vec<u8>>> {
    let mut telling = Vec::new();
    for index in 0..archive.len() {
        if photo(archive, index)?.is_some() {
            telling.push(index);
        }
    }
    if telling.is_empty() {
        return Ok(None);
    }
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    // A JPEG does not shrink any more.
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for index in 0..archive.len() {
        let member = archive.by_index_raw(index)?;
        if telling.contains(&index) {
            let name = member.name()?.into_owned();
            drop(member);
            copy.start_file(name, stored)?;
            copy.write_all(&photo(archive, index)?.unwrap_or_default())?;
        } else {
            copy.raw_copy_file(member)?;
        }
    }
    Ok(Some(copy.finish()?.into_inner()))
}

/// The member without its notes, when it is a photograph that has some.
fn photo(archive: &mut ZipArchive<File>, index: usize) -> ZipResult<Option<Vec<u8>>> {
    let mut member = archive.by_index(index)?;
    let mut start = Vec::new();
    member.by_ref().take(3).read_to_end(&mut start)?;
    if start != b"\xff\xd8\xff" {
        return Ok(None);
    }
    member.read_to_end(&mut start)?;
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

//! Is the whole file there? Decoders forgive a missing end (grey band, silent film); we ask to send again.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use flate2::read::ZlibDecoder;

use super::refused::Reason;

/// Each scan of a progressive photograph is a pass over all its pixels; cameras make about ten.
const MOST_SCANS: usize = 100;
/// Text and colour profile of a PNG, once inflated. Real ones are a few kilobytes.
const LARGEST_PNG_NOTE: u64 = 4 * 1024 * 1024;
const MOST_BOXES: usize = 200_000;

/// Follows the segments and the coded data to the end mark.
pub(super) fn jpeg(bytes: &[u8]) -> Result<(), Reason> {
    let mut at = 2;
    let mut scans = 0;
    loop {
        let marker = next_marker(bytes, &mut at).ok_or(Reason::Cut)?;
        match marker {
            0xd9 => return Ok(()),
            0x01 | 0xd0..=0xd8 => continue,
            _ => {}
        }
        let length = bytes.get(at..at + 2).ok_or(Reason::Cut)?;
        at += usize::from(u16::from_be_bytes([length[0], length[1]])).max(2);
        if at > bytes.len() {
            return Err(Reason::Cut);
        }
        scans += usize::from(marker == 0xda);
        if scans > MOST_SCANS {
            return Err(Reason::Swollen);
        }
    }
}

/// The next byte after 0xff that is neither stuffing, nor filling, nor a restart inside coded data.
fn next_marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    loop {
        let start = *at + bytes.get(*at..)?.iter().position(|byte| *byte == 0xff)?;
        let marker = *bytes.get(start + 1)?;
        match marker {
            0xff => *at = start + 1,
            0x00 | 0xd0..=0xd7 => *at = start + 2,
            _ => {
                *at = start + 2;
                return Some(marker);
            }
        }
    }
}

/// Follows the chunks to the last one; those that inflate without bound are weighed on the way.
pub(super) fn png(bytes: &[u8]) -> Result<(), Reason> {
    let mut at = 8;
    loop {
        let header = bytes.get(at..at + 8).ok_or(Reason::Cut)?;
        let length = u32::from_be_bytes([header[0], header[1], header[2], header[3]]) as usize;
        let content = bytes.get(at + 8..at + 8 + length).ok_or(Reason::Cut)?;
        match &header[4..8] {
            b"IEND" => return Ok(()),
            b"zTXt" | b"iTXt" | b"iCCP" if swells(content) => return Err(Reason::Swollen),
            _ => {}
        }
        at += 12 + length;
    }
}

/// The compressed part starts after a name, a few bytes and (in iTXt) two more texts: try where a
/// compressed stream can start.
fn swells(content: &[u8]) -> bool {
    content
        .windows(2)
        .take(1024)
        .enumerate()
        .filter(|(_, pair)| pair[0] == 0x78 && u16::from_be_bytes([pair[0], pair[1]]).is_multiple_of(31))
        .any(|(start, _)| {
            let mut inflated = ZlibDecoder::new(&content[start..]).take(LARGEST_PNG_NOTE + 1);
            std::io::copy(&mut inflated, &mut std::io::sink()).is_ok_and(|size| size > LARGEST_PNG_NOTE)
        })
}

/// WAV and WebP announce their size; a recorder that did not know it wrote zero or the maximum.
pub(super) fn riff(head: &[u8], length: u64) -> Result<(), Reason> {
    let announced: [u8; 4] = head.get(4..8).and_then(|size| size.try_into().ok()).ok_or(Reason::Cut)?;
    let announced = u64::from(u32::from_le_bytes(announced));
    if announced < 0x7fff_0000 && announced + 8 > length { Err(Reason::Cut) } else { Ok(()) }
}

/// Walks the outer boxes of an MP4, QuickTime or HEIC file; the one that describes the rest must be there.
pub(super) fn boxes(file: &mut File, length: u64, needed: &[u8; 4]) -> Result<(), Reason> {
    let mut at = 0;
    let mut described = false;
    for _ in 0..MOST_BOXES {
        if at >= length {
            return if described { Ok(()) } else { Err(Reason::Cut) };
        }
        let mut header = [0; 16];
        let size_of_header = if length - at >= 16 { 16 } else { 8 };
        file.seek(SeekFrom::Start(at)).map_err(Reason::from_io)?;
        file.read_exact(&mut header[..size_of_header]).map_err(|_| Reason::Cut)?;
        let [a, b, c, d, kind @ .., _, _, _, _, _, _, _, _] = header;
        described |= kind == *needed;
        let size = match u64::from(u32::from_be_bytes([a, b, c, d])) {
            // To the end of the file.
            0 => length - at,
            1 => u64::from_be_bytes(header[8..].try_into().map_err(|_| Reason::Unreadable)?).max(16),
            short if short < 8 => return Err(Reason::Unreadable),
            size => size,
        };
        at = at.checked_add(size).filter(|end| *end <= length).ok_or(Reason::Cut)?;
    }
    Err(Reason::Unreadable)
}

/// WebM: a header, then one segment whose size may be unknown (a browser recording live).
pub(super) fn matroska(head: &[u8], length: u64) -> Result<(), Reason> {
    let (header, width) = vint(head.get(4..).unwrap_or_default()).ok_or(Reason::Cut)?;
    let segment = usize::try_from(header).unwrap_or(usize::MAX).saturating_add(4 + width);
    let rest = head.get(segment..).ok_or(Reason::Unreadable)?;
    let Some(rest) = rest.strip_prefix(&[0x18, 0x53, 0x80, 0x67]) else { return Err(Reason::Unreadable) };
    let (size, width) = vint(rest).ok_or(Reason::Cut)?;
    let unknown = size == (1 << (7 * width)) - 1;
    let end = size.saturating_add((segment + 4 + width) as u64);
    if !unknown && end > length { Err(Reason::Cut) } else { Ok(()) }
}

/// A number of Matroska: the zeros before the first one tell how many bytes it takes.
fn vint(bytes: &[u8]) -> Option<(u64, usize)> {
    let first = *bytes.first()?;
    let width = first.leading_zeros() as usize + 1;
    let number = bytes.get(..width).filter(|_| width <= 8)?;
    let value = number.iter().fold(0, |value, byte| value << 8 | u64::from(*byte));
    Some((value & ((1 << (7 * width)) - 1), width))
}

/// The dimensions that a HEIC file declares (box `ispe`), before its decoder is started.
pub(super) fn heic_pixels(path: &std::path::Path, most: u64) -> Result<(), Reason> {
    let bytes = std::fs::read(path).map_err(Reason::from_io)?;
    let side = |at: &[u8]| at.try_into().map(u32::from_be_bytes).map(u64::from).unwrap_or(u64::MAX);
    let mut sizes = bytes
        .windows(16)
        .filter(|window| window.starts_with(b"ispe\0\0\0\0"))
        .map(|window| side(&window[8..12]).saturating_mul(side(&window[12..16])));
    if sizes.any(|pixels| pixels > most) { Err(Reason::TooManyPixels) } else { Ok(()) }
}

//! Which signs the bytes of a text file are: spreadsheets say it, or do not, or mix. Pure.

use encoding_rs::{MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};
use unicode_normalization::UnicodeNormalization;

/// In whatever encoding; an accent that stands beside its letter, as Macs write it, joins it (NFC).
pub(super) fn decoded(bytes: &[u8]) -> String {
    text(bytes).nfc().collect()
}

/// A mark says it; else what is valid UTF-8 is; else, line by line, what makes more French of it.
fn text(bytes: &[u8]) -> String {
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => return by_line(rest),
        [0xff, 0xfe, rest @ ..] => return UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xfe, 0xff, rest @ ..] => return UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        _ => {}
    }
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).take(200).filter(|b| **b == 0).count();
    let half = bytes.len().min(400) / 4;
    match bytes.len() > 8 {
        true if zeros(1) > half => UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(),
        true if zeros(0) > half => UTF_16BE.decode_without_bom_handling(bytes).0.into_owned(),
        _ => by_line(bytes),
    }
}

fn by_line(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    // The whole decides between the two that have one byte a sign; a line that is UTF-8 is read as such.
    let (windows, mac) =
        (WINDOWS_1252.decode_without_bom_handling(bytes).0, MACINTOSH.decode_without_bom_handling(bytes).0);
    let encoding = if french(&mac) > french(&windows) { MACINTOSH } else { WINDOWS_1252 };
    let line = |bytes: &[u8]| match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => latin_9(&encoding.decode_without_bom_handling(bytes).0),
    };
    bytes.split_inclusive(|b| *b == b'\n').map(line).collect()
}

/// What ISO-8859-15 has where windows-1252 has fractions.
fn latin_9(text: &str) -> String {
    text.replace('½', "œ").replace('¼', "Œ").replace('¾', "Ÿ")
}

/// How many letters are those of French names, less those that are not.
fn french(text: &str) -> isize {
    let weight = |c: char| match c {
        'à' | 'â' | 'ä' | 'ç' | 'é' | 'è' | 'ê' | 'ë' | 'î' | 'ï' | 'ô' | 'ö' | 'ù' | 'û' | 'ü' | 'œ'
        | 'É' | 'È' | 'Ê' | 'Ë' | 'Ç' | 'À' | 'Î' | 'Ï' | 'Ô' | 'Œ' | '’' => 1,
        c if c.is_ascii() => 0,
        _ => -1,
    };
    text.chars().map(weight).sum()
}

//! The name of a file as it is shown and offered at download: never a path, never a trick.

use super::sniff::EXTENSIONS;

const LONGEST: usize = 120;

/// No folder, no control or direction character, nothing a file system forbids, at most 120 characters.
pub fn clean(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !is_invisible(*c)).map(visible).collect();
    let (stem, extension) = split(trimmed(&kept));
    let stem = if stem.is_empty() { "fichier" } else { stem };
    assemble(stem, extension)
}

/// The same with the extension of what the file has become: `IMG_1.HEIC` is kept as `IMG_1.jpg`.
pub(super) fn for_type(name: &str, media_type: &str) -> String {
    let name = clean(name);
    let Some((_, wanted)) = EXTENSIONS.iter().find(|(known, _)| *known == media_type) else { return name };
    match split(&name) {
        (_, Some(extension)) if wanted.contains(&extension.to_lowercase().as_str()) => name,
        (stem, _) => assemble(stem, Some(wanted[0])),
    }
}

/// In lower case, without the dot.
pub(super) fn extension(name: &str) -> Option<String> {
    split(trimmed(name)).1.map(str::to_lowercase)
}

fn assemble(stem: &str, extension: Option<&str>) -> String {
    let room = LONGEST - extension.map_or(0, |extension| extension.len() + 1);
    let short: String = stem.chars().take(room).collect();
    match extension {
        Some(extension) => format!("{}.{extension}", short.trim_end()),
        None => short.trim_end().to_owned(),
    }
}

/// "M. Dupont" has no extension: one is short, without space.
fn split(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once('.') {
        Some((stem, extension))
            if !stem.is_empty()
                && (1..=5).contains(&extension.len())
                && extension.chars().all(|c| c.is_ascii_alphanumeric()) =>
        {
            (stem.trim_end_matches(['.', ' ']), Some(extension))
        }
        _ => (name, None),
    }
}

fn trimmed(name: &str) -> &str {
    name.trim_matches(|c: char| c == '.' || c.is_whitespace())
}

/// Controls, direction marks, and what has no width; the joiner of emoji families (U+200D) stays.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn visible(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => '_',
        other => other,
    }
}

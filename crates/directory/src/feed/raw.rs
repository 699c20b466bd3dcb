//! A record as the file has it, before it means anything: a verb, a key, named lists of values. All its text
//! is in one string that is reused from record to record.

use std::ops::Range;

use sha2::{Digest, Sha256};

/// Raise it when the same attributes begin to be read in another way.
const READER: u8 = 1;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verb {
    Add,
    Modify,
    Delete,
}

#[derive(Debug, Default)]
pub(super) struct RawRecord {
    pub verb: Option<Verb>,
    pub key: String,
    pub category: String,
    text: String,
    attributes: Vec<(Range<usize>, Range<usize>)>,
    values: Vec<Range<usize>>,
}

#[derive(Clone, Copy)]
pub(super) struct Attribute<'r> {
    pub name: &'r str,
    values: &'r [Range<usize>],
    text: &'r str,
}

impl<'r> Attribute<'r> {
    /// The values that say something; `<value/>` says « none ».
    pub fn values(self) -> impl Iterator<Item = &'r str> {
        self.values.iter().map(move |range| &self.text[range.clone()]).filter(|value| !value.is_empty())
    }

    pub fn first(self) -> Option<&'r str> {
        self.values().next()
    }
}

impl RawRecord {
    pub fn attributes(&self) -> impl Iterator<Item = Attribute<'_>> {
        self.attributes.iter().map(|(name, values)| Attribute {
            name: &self.text[name.clone()],
            values: &self.values[values.clone()],
            text: &self.text,
        })
    }

    /// The same 16 bytes for the same attributes with the same values in the same order. `READER` is part of
    /// it: when our reading of the format changes, every record counts as changed once.
    pub fn hash(&self) -> [u8; 16] {
        let mut hash = Sha256::new();
        hash.update([READER]);
        for (name, values) in &self.attributes {
            // A name and its values lie one after the other in `text`; the lengths keep them apart.
            let end = self.values[values.clone()].last().map_or(name.end, |last| last.end);
            hash.update((name.len() as u32).to_le_bytes());
            for value in &self.values[values.clone()] {
                hash.update((value.len() as u32).to_le_bytes());
            }
            hash.update(&self.text[name.start..end]);
        }
        let whole: [u8; 32] = hash.finalize().into();
        let mut half = [0; 16];
        half.copy_from_slice(&whole[..16]);
        half
    }

    pub fn attribute_count(&self) -> usize {
        self.attributes.len()
    }

    /// How much the record holds: its text, and what each value costs besides.
    pub fn length(&self) -> usize {
        self.text.len() + self.values.len() * size_of::<Range<usize>>()
    }

    pub fn push_attribute(&mut self, name: &str) {
        let start = self.text.len();
        self.text.push_str(name);
        let values = self.values.len();
        self.attributes.push((start..self.text.len(), values..values));
    }

    /// Adds to the last attribute; a value outside any is nobody's.
    pub fn push_value(&mut self, value: &str) {
        let Some((_, values)) = self.attributes.last_mut() else { return };
        let start = self.text.len();
        self.text.push_str(value);
        self.values.push(start..self.text.len());
        values.end = self.values.len();
    }

    pub fn begin(&mut self, verb: Verb) {
        self.verb = Some(verb);
        self.key.clear();
        self.category.clear();
        self.text.clear();
        self.attributes.clear();
        self.values.clear();
    }
}

/// Removes what no name, address or code contains: controls, and marks that turn the reading direction.
/// Line ends and tabs become spaces. True when something was removed.
pub(super) fn strip_controls(value: &mut String) -> bool {
    // 0xc2 and 0xe2 begin the others; 0xef the byte order mark.
    if !value.bytes().any(|byte| byte < 0x20 || matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef)) {
        return false;
    }
    let harmful = |c: char| {
        c.is_control() && !matches!(c, '\t' | '\n' | '\r')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let found = value.contains(harmful);
    let clean = value.chars().filter(|c| !harmful(*c));
    *value = clean.map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c }).collect();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_and_direction_marks_are_removed_and_nothing_else() {
        for (value, clean, removed) in [
            ("Zoé « l’élève »", "Zoé « l’élève »", false),
            ("a\0b\u{b}c", "abc", true),
            ("deux\nlignes", "deux lignes", false),
            ("\u{202e}gpj.exe", "gpj.exe", true),
            ("d\u{92}art", "dart", true),
        ] {
            let mut text = value.to_owned();
            assert_eq!((strip_controls(&mut text), text.as_str()), (removed, clean), "{value:?}");
        }
    }

    #[test]
    fn the_hash_tells_where_a_value_ends() {
        let hash = |pairs: &[(&str, &[&str])]| {
            let mut raw = RawRecord::default();
            raw.begin(Verb::Add);
            for (name, values) in pairs {
                raw.push_attribute(name);
                values.iter().for_each(|value| raw.push_value(value));
            }
            raw.hash()
        };
        let base = hash(&[("a", &["xy", "z"])]);
        assert_eq!(base, hash(&[("a", &["xy", "z"])]));
        for other in [hash(&[("a", &["x", "yz"])]), hash(&[("a", &["xyz"])]), hash(&[("ax", &["y", "z"])])] {
            assert_ne!(base, other);
        }
        assert_ne!(hash(&[("a", &[]), ("b", &["x"])]), hash(&[("a", &["x"]), ("b", &[])]));
    }
}

//! Printed codes. An adult's: 60 bits, used once, to choose a password; its SHA-256 is enough, there is
//! nothing to guess faster with the hash than without. A pupil's: lasting, typed by a child; argon2id like a
//! password. A tablet's: once, within five minutes.

use rand::Rng;
use sha2::{Digest, Sha256};

/// Crockford's base 32: no I, L, O, U.
const ADULT: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ADULT_LENGTH: usize = 12;
const CARD_LENGTH: usize = 26;
/// Capitals and digits that a child tells apart (no B and 8, Z and 2, G and 6…), and no vowel: no word,
/// so no rude one. 20 signs, 12 of them in three groups: 51.9 bits, CNIL's 50 for what is tried again and again.
const PUPIL: &[u8; 20] = b"BCDFHKLMNPRSTVX34679";
const PUPIL_LENGTH: usize = 12;
/// A tablet's; and a pupil's of before, until it is printed anew.
const SHORT_LENGTH: usize = 8;

fn drawn(alphabet: &[u8], length: usize) -> String {
    let mut chance = rand::rng();
    (0..length).map(|_| char::from(alphabet[chance.random_range(0..alphabet.len())])).collect()
}

#[must_use]
pub fn fresh_adult() -> String {
    drawn(ADULT, ADULT_LENGTH)
}

#[must_use]
pub fn fresh_pupil() -> String {
    drawn(PUPIL, PUPIL_LENGTH)
}

/// Of the teacher's phone, for the tablet that types it.
#[must_use]
pub fn fresh_pairing() -> String {
    drawn(PUPIL, SHORT_LENGTH)
}

/// A card's: 26 signs, 130 bits; read by a camera, never typed.
#[must_use]
pub fn fresh_card() -> String {
    drawn(ADULT, CARD_LENGTH)
}

/// A card's secret, if it can be one.
#[must_use]
pub fn card_typed(text: &str) -> Option<String> {
    let good = text.len() == CARD_LENGTH && text.bytes().all(|b| ADULT.contains(&b));
    good.then(|| text.to_owned())
}

/// As printed: `7KQ2-M9TX-4HWD`.
#[must_use]
pub fn shown(code: &str) -> String {
    let signs: Vec<char> = code.chars().collect();
    signs.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// An adult's code from what was typed: any case, spaces and dashes or not, O for 0, I and L for 1.
#[must_use]
pub fn adult_typed(text: &str) -> Option<String> {
    let code: String = signs(text)
        .map(|c| match c {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect();
    let good = code.len() == ADULT_LENGTH && code.bytes().all(|b| ADULT.contains(&b));
    good.then_some(code)
}

/// A pupil's code from what was typed, if it can be one.
#[must_use]
pub fn pupil_typed(text: &str) -> Option<String> {
    of_children(text, &[PUPIL_LENGTH, SHORT_LENGTH])
}

/// A tablet's, if it can be one.
#[must_use]
pub fn pairing_typed(text: &str) -> Option<String> {
    of_children(text, &[SHORT_LENGTH])
}

fn of_children(text: &str, lengths: &[usize]) -> Option<String> {
    let code: String = signs(text).collect();
    let good = lengths.contains(&code.len()) && code.bytes().all(|b| PUPIL.contains(&b));
    good.then_some(code)
}

fn signs(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '.'))
        .map(|c| c.to_ascii_uppercase())
}

/// What the database holds of an adult's code. Looked up by this hash: the time of a comparison tells
/// nothing about a code that one does not already have.
#[must_use]
pub fn hash(code: &str) -> Vec<u8> {
    Sha256::digest(code.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_code_is_read_back_however_it_is_typed() {
        let code = fresh_adult();
        assert_eq!(shown(&code).len(), 14);
        assert_eq!(adult_typed(&shown(&code)), Some(code.clone()));
        assert_eq!(adult_typed(&format!(" {} ", shown(&code).to_lowercase())), Some(code));
        assert_eq!(adult_typed("oil0-0000-0000").as_deref(), Some("011000000000"));
        assert_eq!(adult_typed("7KQ2-M9TX"), None);
        assert_eq!(adult_typed("7KQ2-M9TX-4HWU"), None);
    }

    #[test]
    fn a_pupil_types_three_groups_of_four_as_she_can() {
        let code = fresh_pupil();
        assert_eq!(shown(&code).len(), 14);
        assert_eq!(pupil_typed(&shown(&code).to_lowercase()), Some(code.clone()));
        assert_eq!(pupil_typed(&shown(&code).replace('-', " ")), Some(code.clone()));
        assert_eq!(pairing_typed(&code), None);
        let short = fresh_pairing();
        assert_eq!((pairing_typed(&shown(&short)), pupil_typed(&short)), (Some(short.clone()), Some(short)));
        for wrong in ["AAAA-AAAA", "BCDF-HKLM-NP", "BCDF-HKLM-NPRA"] {
            assert_eq!(pupil_typed(wrong), None, "{wrong}");
        }
    }

    /// The figures of docs/sign-in.md.
    #[test]
    fn a_pupil_code_has_the_bits_of_what_is_tried_again_and_again() {
        let bits = |length: usize| 20f64.log2() * f64::from(u8::try_from(length).unwrap());
        assert!(bits(PUPIL_LENGTH) > 51.8 && bits(SHORT_LENGTH) > 34.5);
        assert_eq!(fresh_pupil().len(), PUPIL_LENGTH);
    }
}

//! Text that can be printed: what no font can write becomes a box, what hides or reorders goes, and what
//! has no place to break gets some.

use crate::fonts::FONTS;
use serde_json::Value;

/// Longer than any name that must stay whole.
const WORD: usize = 24;
/// Longer ones may break after so many signs.
const PIECE: usize = 8;
const BOX: char = '□';
const MAY_BREAK: char = '\u{200b}';

/// The same data, every text printable. QR codes are pictures already and stay.
pub(crate) fn printable(value: Value) -> Value {
    match value {
        Value::String(text) if text.starts_with("<svg ") => Value::String(text),
        Value::String(text) => Value::String(written(&text)),
        Value::Array(values) => values.into_iter().map(printable).collect(),
        Value::Object(fields) => fields.into_iter().map(|(name, value)| (name, printable(value))).collect(),
        value => value,
    }
}

fn written(text: &str) -> String {
    let shown = |sign: char| if FONTS.can_write(sign) { sign } else { BOX };
    let signs: String = text
        .chars()
        .filter(|sign| !is_hidden(*sign))
        .map(|sign| if sign.is_control() { ' ' } else { shown(sign) })
        .collect();
    signs.split_inclusive(char::is_whitespace).map(breakable).collect()
}

fn breakable(word: &str) -> String {
    if word.chars().count() <= WORD || word.contains('/') {
        return word.to_owned();
    }
    let signs: Vec<char> = word.chars().collect();
    let pieces: Vec<String> = signs.chunks(PIECE).map(|piece| piece.iter().collect()).collect();
    pieces.join(&MAY_BREAK.to_string())
}

/// Signs without a shape, and those that turn the order of their neighbours around.
fn is_hidden(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_printed_is_seen_as_a_box() {
        assert_eq!(written("Zoé 😀"), "Zoé □");
        assert_eq!(written("\u{202e}aéL\u{200d}\tN\u{301}"), "aéL N\u{301}");
        assert_eq!(written("Jean\u{a0}Paul"), "Jean\u{a0}Paul");
        assert_eq!(written("محمد 李小龙 Đặng Іван"), "محمد 李小龙 Đặng Іван");
    }

    #[test]
    fn a_word_without_end_can_break() {
        let long = written(&"A".repeat(64));
        assert_eq!(long.chars().filter(|c| *c == 'A').count(), 64);
        assert_eq!(long.chars().filter(|c| *c == MAY_BREAK).count(), 7);
        assert_eq!(
            written("ent.val-d-ormes.example.org/activation"),
            "ent.val-d-ormes.example.org/activation"
        );
    }
}

//! Files that a French spreadsheet opens: semicolons, and text that it computes nothing from; and those that people make
//! with one and send us. Pure.

mod decoded;
mod table;

pub use table::{Bounds, Refused, Row, Table, read};

/// What such a file begins with, so that its accents are read.
pub const START: char = '\u{feff}';

/// The bytes of such a file as text, whatever signs they are.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    decoded::decoded(bytes)
}

/// A cell of text. What a spreadsheet would take for a formula is text.
#[must_use]
pub fn quoted(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

/// A line of cells that are ready.
#[must_use]
pub fn line(cells: &[String]) -> String {
    format!("{}\r\n", cells.join(";"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_computes_is_text() {
        assert_eq!(quoted("=1+1"), "\"'=1+1\"");
        assert_eq!(
            line(&[quoted("Les \"Tilleuls\"; cour"), "12".to_owned()]),
            "\"Les \"\"Tilleuls\"\"; cour\";12\r\n"
        );
    }
}

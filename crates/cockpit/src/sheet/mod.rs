//! A table of figures: the same on the page, on paper and in a file. Pure.

mod hide;
mod ods;

pub use hide::{Cell, chain, grouped, mask, people, plain_share, share};
pub use ods::{MEDIA_TYPE, workbook};

use kernel::csv::{START, line, quoted};

#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its caption, and the name of its leaf in a workbook.
    pub name: &'static str,
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
}

impl Sheet {
    /// Columns with whether they hold words: figures stand on the right.
    pub fn headings(&self) -> Vec<(&'static str, bool)> {
        let words = |at: usize| self.rows.iter().any(|row| row.get(at).is_some_and(Cell::is_words));
        self.columns.iter().enumerate().map(|(at, column)| (*column, words(at))).collect()
    }

    /// What names the row, and the rest with the heading of its column.
    pub fn split<'a>(&'a self, row: &'a [Cell]) -> (&'a Cell, Vec<(&'static str, &'a Cell)>) {
        let rest = self.columns.iter().copied().zip(row).skip(1).collect();
        (&row[0], rest)
    }
}

/// One after the other, each under its name. A cell that a spreadsheet would compute is text.
pub fn csv(title: &str, sheets: &[Sheet]) -> String {
    let mut out = format!("{START}{}\r\n", quoted(title));
    for sheet in sheets {
        out.push_str(&format!("\r\n{}\r\n", quoted(sheet.name)));
        out.push_str(&line(&sheet.columns.iter().map(|c| quoted(c)).collect::<Vec<_>>()));
        for row in &sheet.rows {
            out.push_str(&line(&row.iter().map(cell).collect::<Vec<_>>()));
        }
    }
    out
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Count(n) => n.to_string(),
        Cell::Nothing => String::new(),
        other => quoted(&other.said()),
    }
}

/// For XML and HTML, without the control characters that it has no place for.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_computes_is_text() {
        let rows = vec![
            vec![Cell::text("=cmd|' /C calc'!A0"), Cell::Count(12)],
            vec![Cell::text("Les \"Tilleuls\"; cour"), Cell::Few],
        ];
        let sheet = Sheet { name: "Par école", columns: vec!["École", "Élèves"], rows };
        assert_eq!(
            csv("Le projet", &[sheet]),
            "\u{feff}\"Le projet\"\r\n\r\n\"Par école\"\r\n\"École\";\"Élèves\"\r\n\"'=cmd|' /C calc'!A0\";12\r\n\"Les \"\"Tilleuls\"\"; cour\";\"moins de 5\"\r\n"
        );
    }
}

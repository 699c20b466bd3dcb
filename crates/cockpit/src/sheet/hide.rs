//! What is said of a count of people, and what is not. Pure.
//!
//! Below five, a count could point at somebody; so could what is missing of a whole that is said, and the one hidden count
//! of a column whose total is said.

/// A figure as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    /// What it says, where it leads.
    Link(String, String),
    Count(i64),
    /// Tenths of a percent.
    Share(i64),
    /// One to four.
    Few,
    /// All but one to four.
    Nearly,
    /// Hidden for the sake of another.
    Masked,
    Nothing,
}

const LEAST: i64 = 5;

fn few(count: i64) -> bool {
    (1..LEAST).contains(&count)
}

/// Counts of which each is a part of the one before: those who may, who have, who came. In one's own school everything.
pub fn chain(own: bool, counts: &[i64]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::with_capacity(counts.len());
    for (at, &count) in counts.iter().enumerate() {
        let near = counts[..at].iter().zip(&cells).any(|(&before, cell)| {
            // What comes after something hidden is compared with what it was hidden by, too.
            matches!(cell, Cell::Count(_) | Cell::Nearly) && few(before - count)
        });
        cells.push(match () {
            () if own => Cell::Count(count),
            () if few(count) => Cell::Few,
            () if near => Cell::Nearly,
            () => Cell::Count(count),
        });
    }
    cells
}

pub fn people(own: bool, count: i64) -> Cell {
    if !own && few(count) { Cell::Few } else { Cell::Count(count) }
}

/// Nothing where the whole, the part or what is missing of it is not said.
pub fn share(own: bool, part: i64, whole: i64) -> Cell {
    if whole <= 0 || !own && (few(whole) || few(part) || few(whole - part)) {
        return Cell::Nothing;
    }
    Cell::Share((part * 2000 + whole) / (whole * 2))
}

/// Of things that are nobody: classes, schools, communes.
pub fn plain_share(part: i64, whole: i64) -> Cell {
    share(true, part, whole)
}

/// Where a column of parts has one hidden count, the least of those shown is hidden too: else the whole would tell it.
pub fn mask(rows: &mut [Vec<Cell>], column: usize) {
    let hidden = rows.iter().filter(|r| matches!(r[column], Cell::Few | Cell::Nearly | Cell::Masked)).count();
    if hidden != 1 {
        return;
    }
    let least = rows
        .iter_mut()
        .filter_map(|r| match r[column] {
            Cell::Count(n) if n > 0 => Some((n, &mut r[column])),
            _ => None,
        })
        .min_by_key(|(n, _)| *n);
    if let Some((_, cell)) = least {
        *cell = Cell::Masked;
    }
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// As on a page.
    pub fn said(&self) -> String {
        match self {
            Self::Text(text) | Self::Link(text, _) => text.clone(),
            Self::Count(n) => grouped(*n),
            Self::Share(tenths) if tenths % 10 == 0 => format!("{}\u{a0}%", tenths / 10),
            Self::Share(tenths) => format!("{},{}\u{a0}%", tenths / 10, tenths % 10),
            Self::Few => "moins de 5".to_owned(),
            Self::Nearly => "presque tous".to_owned(),
            Self::Masked => "masqué".to_owned(),
            Self::Nothing => "—".to_owned(),
        }
    }

    pub fn is_words(&self) -> bool {
        matches!(self, Self::Text(_) | Self::Link(..))
    }

    pub fn href(&self) -> Option<&str> {
        match self {
            Self::Link(_, href) => Some(href),
            _ => None,
        }
    }
}

/// « 63 000 ».
pub fn grouped(n: i64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use Cell::{Count, Few, Masked, Nearly, Nothing, Share};

    #[test]
    fn what_could_point_at_somebody_is_not_said() {
        assert_eq!(chain(false, &[100, 97, 60, 3]), [Count(100), Nearly, Count(60), Few]);
        assert_eq!(chain(false, &[100, 100, 98, 97]), [Count(100), Count(100), Nearly, Nearly]);
        assert_eq!(chain(false, &[4, 4, 0, 0]), [Few, Few, Count(0), Count(0)]);
        assert_eq!(chain(true, &[4, 3, 1]), [Count(4), Count(3), Count(1)]);
    }

    #[test]
    fn a_share_is_said_when_all_of_it_is() {
        assert_eq!(share(false, 26_000, 63_000), Share(413));
        assert_eq!(Share(413).said(), "41,3\u{a0}%");
        assert_eq!(Share(850).said(), "85\u{a0}%");
        for (part, whole) in [(0, 0), (3, 90), (88, 90), (2, 4)] {
            assert_eq!(share(false, part, whole), Nothing, "{part} of {whole}");
        }
        assert_eq!(share(true, 2, 4), Share(500));
    }

    #[test]
    fn one_hidden_count_is_not_found_by_subtracting() {
        let column = |cells: &[Cell]| cells.iter().map(|c| vec![c.clone()]).collect::<Vec<_>>();
        let mut rows = column(&[Count(40), Few, Count(12), Count(0)]);
        mask(&mut rows, 0);
        assert_eq!(rows, column(&[Count(40), Few, Masked, Count(0)]));
        let mut rows = column(&[Count(40), Few, Few]);
        mask(&mut rows, 0);
        assert_eq!(rows, column(&[Count(40), Few, Few]));
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(
            ["0", "999", "63\u{202f}000", "1\u{202f}234\u{202f}567"],
            [0, 999, 63_000, 1_234_567].map(grouped).each_ref().map(String::as_str)
        );
    }
}

//! The grid that a bidder sends, read line by line. Pure.

use super::rules::State;
use kernel::csv::{self, Bounds, Refused, Row};
use std::collections::HashMap;
use uuid::Uuid;

/// A line of a bidder’s grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub requirement: Uuid,
    pub state: State,
    pub note: String,
}

/// More lines than ten catalogues have; a comment may be long, and hold whatever it likes.
const BOUNDS: Bounds = Bounds { lines: 5_000, titles: 20, cell_lines: 60, cell_separators: usize::MAX };
const NOTHING: &str =
    "Aucune réponse n’a été trouvée\u{a0}: une ligne par exigence, «\u{a0}code;réponse;commentaire\u{a0}».";

/// « FUN-01;couvert;Voir page 12 », line by line; the heading of our own annex and the lines that say nothing are passed
/// over, what is not understood is told with its number.
pub(super) fn lines(grid: &[u8], codes: &HashMap<String, Uuid>) -> Result<Vec<Line>, String> {
    let table = csv::read(grid, &BOUNDS).map_err(refused)?;
    if let Some((line, why)) = table.broken.first() {
        return Err(format!("Ligne {line}\u{a0}: {why}"));
    }
    let first = Row { line: 1, cells: table.header };
    let mut read: Vec<Line> = Vec::new();
    for Row { line, cells } in std::iter::once(first).chain(table.rows) {
        let code = cells.first().map(|c| c.to_uppercase()).unwrap_or_default();
        // Our own annex has four columns of its own between the code and the answer.
        let (state, note) = match cells.as_slice() {
            [_, _, _, _, state, note, ..] => (state, note.as_str()),
            [_, state, note, ..] => (state, note.as_str()),
            [_, state] => (state, ""),
            _ => continue,
        };
        let Some(requirement) = codes.get(&code) else {
            if code.is_empty() || read.is_empty() {
                continue;
            }
            return Err(format!(
                "Ligne {line}\u{a0}: le code «\u{a0}{code}\u{a0}» n’est pas dans ce catalogue."
            ));
        };
        let said = state.to_lowercase();
        if said.is_empty() {
            continue;
        }
        let Some(state) = State::ALL.iter().copied().find(|s| s.french() == said) else {
            return Err(format!(
                "Ligne {line}\u{a0}: «\u{a0}{said}\u{a0}» n’est ni couvert, ni partiel, ni non, ni sans objet."
            ));
        };
        let note: String = note.chars().take(2000).collect();
        read.retain(|l| l.requirement != *requirement);
        read.push(Line { requirement: *requirement, state, note });
    }
    if read.is_empty() {
        return Err(NOTHING.to_owned());
    }
    Ok(read)
}

fn refused(why: Refused) -> String {
    match why {
        Refused::Workbook => "C’est un classeur de tableur\u{a0}: enregistrez-le au format CSV.",
        Refused::Header => {
            "La première ligne ne peut pas être lue\u{a0}: un guillemet y est ouvert et jamais fermé."
        }
        Refused::TooLong => "Cette grille a plus de 5\u{a0}000 lignes.",
        Refused::Empty | Refused::NoSeparator => NOTHING,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_is_read_as_people_send_it() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let codes = HashMap::from([("FUN-01".to_owned(), one), ("SEC-01".to_owned(), two)]);
        let grid = "\u{feff}Code;Réponse;Commentaire\r\nfun-01;Couvert;\"Page 12; et \"\"aide\"\"\"\r\nSEC-01;;\r\n\r\n";
        let read = lines(grid.as_bytes(), &codes).unwrap();
        assert_eq!(
            read,
            [Line { requirement: one, state: State::Covered, note: "Page 12; et \"aide\"".into() }]
        );
        let ours = "\"FUN-01\";\"technique\";\"exigence\";\"Un portail\";\"partiel\";\"En 2027\"";
        assert_eq!(lines(ours.as_bytes(), &codes).unwrap()[0].state, State::Partial);
        assert!(lines(b"FUN-01;couvert\nXXX-99;non", &codes).unwrap_err().starts_with("Ligne 2"));
        assert!(lines("FUN-01;peut-être".as_bytes(), &codes).unwrap_err().contains("peut-être"));
        assert!(lines("n’importe quoi".as_bytes(), &codes).is_err());
    }

    #[test]
    fn a_comment_goes_on_over_lines_and_a_spreadsheets_bytes_are_letters() {
        let one = Uuid::from_u128(1);
        let two = Uuid::from_u128(2);
        let codes = HashMap::from([("FUN-01".to_owned(), one), ("SEC-01".to_owned(), two)]);
        // « é » of windows-1252, tabulations.
        let grid =
            b"FUN-01\tcouvert\t\"D\xe9j\xe0 l\xe0;\n\nvoir page 12\"\nSEC-01\tnon\tEn 2027, peut-\xeatre\n";
        let read = lines(grid, &codes).unwrap();
        assert_eq!(read[0].note, "Déjà là; voir page 12");
        assert_eq!((read[1].state, read[1].note.as_str()), (State::ALL[2], "En 2027, peut-être"));
        let open = lines(b"FUN-01;couvert;\"Oui\nSEC-01;non;\"Non\"\n", &codes).unwrap_err();
        assert!(open.contains("guillemet"), "{open}");
        let second = lines(b"FUN-01;couvert;Oui\nSEC-01;non;\"Non\n", &codes).unwrap_err();
        assert!(second.starts_with("Ligne 2"), "{second}");
        assert!(lines(b"PK\x03\x04", &codes).unwrap_err().contains("classeur"));
        assert_eq!(lines(b"\0", &codes).unwrap_err(), NOTHING);
    }
}

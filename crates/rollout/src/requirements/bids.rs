//! The grid that a bidder sends, read line by line. Pure.

use super::rules::State;
use std::collections::HashMap;
use uuid::Uuid;

/// A line of a bidder’s grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub requirement: Uuid,
    pub state: State,
    pub note: String,
}

/// « FUN-01;couvert;Voir page 12 », line by line; the heading of our own annex and the lines that say nothing are passed
/// over, what is not understood is told with its number.
pub(super) fn lines(grid: &str, codes: &HashMap<String, Uuid>) -> Result<Vec<Line>, String> {
    let mut read: Vec<Line> = Vec::new();
    for (at, line) in grid.trim_start_matches('\u{feff}').lines().enumerate() {
        let cells = cells(line);
        let code = cells.first().map(|c| c.trim().to_uppercase()).unwrap_or_default();
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
                "Ligne {}\u{a0}: le code «\u{a0}{code}\u{a0}» n’est pas dans ce catalogue.",
                at + 1
            ));
        };
        let said = state.trim().to_lowercase();
        if said.is_empty() {
            continue;
        }
        let Some(state) = State::ALL.iter().copied().find(|s| s.french() == said) else {
            return Err(format!(
                "Ligne {}\u{a0}: «\u{a0}{said}\u{a0}» n’est ni couvert, ni partiel, ni non, ni sans objet.",
                at + 1
            ));
        };
        let note: String = note.trim().chars().take(2000).collect();
        read.retain(|l| l.requirement != *requirement);
        read.push(Line { requirement: *requirement, state, note });
    }
    if read.is_empty() {
        return Err("Aucune réponse n’a été trouvée\u{a0}: une ligne par exigence, «\u{a0}code;réponse;commentaire\u{a0}».".to_owned());
    }
    Ok(read)
}

/// The cells of a line of a CSV, by semicolons, with or without quotes.
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut quoted) = (vec![String::new()], false);
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cells.last_mut().unwrap_or(&mut String::new()).push('"');
            }
            '"' => quoted = !quoted,
            ';' if !quoted => cells.push(String::new()),
            other => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(other);
                }
            }
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grid_is_read_as_people_send_it() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let codes = HashMap::from([("FUN-01".to_owned(), one), ("SEC-01".to_owned(), two)]);
        let grid = "\u{feff}Code;Réponse;Commentaire\r\nfun-01;Couvert;\"Page 12; et \"\"aide\"\"\"\r\nSEC-01;;\r\n\r\n";
        let read = lines(grid, &codes).unwrap();
        assert_eq!(
            read,
            [Line { requirement: one, state: State::Covered, note: "Page 12; et \"aide\"".into() }]
        );
        let ours = "\"FUN-01\";\"technique\";\"exigence\";\"Un portail\";\"partiel\";\"En 2027\"";
        assert_eq!(lines(ours, &codes).unwrap()[0].state, State::Partial);
        assert!(lines("FUN-01;couvert\nXXX-99;non", &codes).unwrap_err().starts_with("Ligne 2"));
        assert!(lines("FUN-01;peut-être", &codes).unwrap_err().contains("peut-être"));
        assert!(lines("n’importe quoi", &codes).is_err());
    }
}

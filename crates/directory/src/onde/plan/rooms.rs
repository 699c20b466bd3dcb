//! The class that a label names, and the one that it nearly names.

use super::super::columns::Kind;
use super::{Planner, Room};
use identity::accounts::rules::plain_name;

/// A class's label for comparison: letters and figures only.
#[must_use]
pub fn plain_label(label: &str) -> String {
    let folded: String = label
        .chars()
        .map(|c| if c.is_ascii_digit() { c.to_string() } else { plain_name(&c.to_string()) })
        .collect();
    folded
}

impl Planner<'_> {
    /// The class that a label names. None: the head has to say.
    pub(super) fn room(&mut self, file: Kind, line: usize, label: &str) -> Option<Room> {
        let plain = plain_label(label);
        if plain.is_empty() {
            if file == Kind::Pupils {
                self.remark(
                    file,
                    line,
                    "Classe",
                    "Sans classe\u{a0}: rattaché à l’école, en attendant.",
                    false,
                );
            }
            return Some(Room::None);
        }
        let mut exact = self.school.classes.iter().filter(|c| plain_label(&c.name) == plain);
        if let (Some(class), None) = (exact.next(), exact.next()) {
            return Some(Room::Class(class.id));
        }
        match self.corrections.classes.get(&plain).map(String::as_str) {
            Some("creer") => return Some(Room::Made(label.chars().take(80).collect())),
            Some("aucune") => return Some(Room::None),
            Some(id) => {
                if let Some(class) = self.school.classes.iter().find(|c| c.id.to_string() == id) {
                    return Some(Room::Class(class.id));
                }
            }
            None => {}
        }
        self.unknown.entry(plain).or_insert_with(|| (label.to_owned(), 0)).1 += 1;
        let sentence = format!(
            "«\u{a0}{}\u{a0}» n’est pas une classe de l’école. Dites laquelle c’est.",
            label.chars().take(60).collect::<String>()
        );
        self.remark(file, line, "Classe", sentence, file == Kind::Pupils);
        None
    }
}

/// How many letters have to be put, taken or changed.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            row.push((before[j + 1] + 1).min(row[j] + 1).min(before[j] + usize::from(x != *y)));
        }
        before = row;
    }
    before[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_compared_without_blanks_and_accents() {
        assert_eq!(plain_label("CE1-CM1  M. AUBRY"), plain_label("ce1 cm1 m aubry"));
        assert_ne!(plain_label("CE1 A"), plain_label("CE2 A"));
        assert_eq!(distance("ce1mmeroy", "ce1mmeroi"), 1);
    }
}

//! What participants thought: counted, and not said under five. Pure.

use chrono::NaiveDate;
use kernel::typed::{Reading, Typed, Why};

pub(super) fn opinion(typed: &Typed, today: NaiveDate) -> Result<(i16, String), Why> {
    let mut read = Reading::new(typed, today);
    let satisfaction = read.one_of("satisfaction", &SATISFACTION.map(|(name, n, _)| (name, n)));
    let said = read.optional("texte", 2000);
    read.checked(satisfaction.map(|s| (s, said)))
}

pub(super) const SATISFACTION: [(&str, i16, &str); 4] = [
    ("4", 4, "Très satisfait·e"),
    ("3", 3, "Satisfait·e"),
    ("2", 2, "Peu satisfait·e"),
    ("1", 1, "Pas satisfait·e"),
];

/// Below this an opinion could be somebody’s.
pub(super) const LEAST: i64 = 5;

/// How many gave each answer, from the best to the worst; nothing under five.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Satisfaction(pub [i64; 4]);

impl Satisfaction {
    pub(super) fn all(self) -> i64 {
        self.0.iter().sum()
    }

    pub(super) fn is_shown(self) -> bool {
        self.all() >= LEAST
    }

    /// « 83 % »; a dash under five.
    pub(super) fn share(self) -> String {
        if self.is_shown() { percent(self.0[0] + self.0[1], self.all()) } else { "–".to_owned() }
    }

    /// « 83 % satisfaits (10 avis sur 12) ».
    pub(super) fn french(self) -> String {
        match self.all() {
            0 => "aucun avis".to_owned(),
            1..LEAST => "moins de 5 avis".to_owned(),
            all => {
                let good = self.0[0] + self.0[1];
                format!("{}\u{a0}% satisfaits ({good} avis sur {all})", good * 100 / all)
            }
        }
    }
}

/// « 25 % »; a dash of nothing.
pub(super) fn percent(part: i64, whole: i64) -> String {
    match whole {
        0 => "–".to_owned(),
        whole => format!("{}\u{a0}%", part * 100 / whole),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn under_five_opinions_are_not_said() {
        let few = Satisfaction([3, 1, 0, 0]);
        assert_eq!((few.french().as_str(), few.share().as_str()), ("moins de 5 avis", "–"));
        let enough = Satisfaction([6, 4, 1, 1]);
        assert_eq!(enough.french(), "83\u{a0}% satisfaits (10 avis sur 12)");
        assert_eq!((enough.share().as_str(), percent(3, 12).as_str()), ("83\u{a0}%", "25\u{a0}%"));
        assert_eq!((Satisfaction::default().french().as_str(), percent(0, 0).as_str()), ("aucun avis", "–"));
    }
}

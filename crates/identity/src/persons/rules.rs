//! Which list one looks at, and how things are said. Pure.

use super::queries::{Held, Person};
use crate::people;
use chrono::{NaiveDate, TimeDelta};
use kernel::RoleKind;

/// One of the three lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Pupils,
    Families,
    Adults,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Pupils, Self::Families, Self::Adults];

    /// As in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pupils => "eleves",
            Self::Families => "familles",
            Self::Adults => "adultes",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Pupils => "Élèves",
            Self::Families => "Familles",
            Self::Adults => "Adultes",
        }
    }

    /// What is not a word of ours is the first list.
    pub fn named(word: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|kind| Some(kind.word()) == word).unwrap_or(Self::Pupils)
    }
}

/// Roles of the database, in words, each once.
pub(super) fn roles_words(kinds: &[String]) -> String {
    let words: Vec<_> = kinds.iter().filter_map(|k| RoleKind::named(k)).map(RoleKind::french).collect();
    words.join(", ")
}

/// Who said so.
pub(super) fn source_words(source: &str) -> &'static str {
    match source {
        "feed" => "selon l’annuaire",
        "head" => "dit par la direction",
        "self" => "choisi par elle ou lui",
        _ => "donné pour un temps",
    }
}

/// Whether the head may end it: it was given by hand, for good. A mandate ends on its own page, an access for a
/// time on its own; of a pupil whom the directory names, the directory says when he leaves.
pub(super) fn ends_by_hand(held: &Held, person: &Person, today: NaiveDate) -> bool {
    let by_hand = match RoleKind::named(&held.kind) {
        Some(RoleKind::Pupil) => !person.fed,
        Some(RoleKind::Teacher | RoleKind::Staff | RoleKind::Atsem | RoleKind::Aesh) => {
            matches!(held.source.as_str(), "head" | "self")
        }
        _ => false,
    };
    by_hand && held.until_day.is_none_or(|day| day >= today)
}

/// The last day that somebody was of the school: lately, today, or within a year.
pub(super) fn last_day(typed: &str, today: NaiveDate) -> Result<NaiveDate, String> {
    let day = NaiveDate::parse_from_str(typed.trim(), "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(typed.trim(), "%d/%m/%Y"))
        .map_err(|_| "Écrivez la date comme 04/03/2027.".to_owned())?;
    let near = today - TimeDelta::days(92)..=today + TimeDelta::days(366);
    if near.contains(&day) {
        Ok(day)
    } else {
        Err("Un jour des trois derniers mois, ou de l’année qui vient.".to_owned())
    }
}

/// Whom no directory names, and who is of this school alone.
pub(super) fn correctable(person: &Person) -> bool {
    !person.fed && !person.far && !person.elsewhere
}

/// Nobody has opened her account: where it writes to may still be put right for her.
pub(super) fn is_unopened(person: &Person) -> bool {
    person.activated_at.is_none()
}

pub(super) fn kind_of(person: &Person) -> people::Kind {
    match (person.pupil, person.adult) {
        (true, _) => people::Kind::Pupil,
        (_, true) => people::Kind::Adult,
        _ => people::Kind::Guardian,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_day_is_near() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();
        assert_eq!(last_day(" 27/11/2026 ", today), Ok(today + TimeDelta::days(1)));
        assert_eq!(last_day("2026-11-26", today), Ok(today));
        for wrong in ["", "hier", "2026-02-30", "2019-11-26", "2036-11-26"] {
            assert!(last_day(wrong, today).is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_unknown_list_is_the_first() {
        assert_eq!(Kind::named(Some("familles")), Kind::Families);
        assert_eq!(Kind::named(Some("Familles")), Kind::Pupils);
        assert_eq!(Kind::named(None), Kind::Pupils);
        assert_eq!(roles_words(&["head".into(), "teacher".into()]), "direction, enseignant·e");
    }
}

//! What may be said of a mandate. Pure.

use crate::delegation;
use chrono::{Days, NaiveDate};
use kernel::{FieldErrors, PersonId};
use serde::Deserialize;

/// As the form sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub qui: String,
    pub du: String,
    pub au: String,
}

/// An interim head: who, and the first and the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    pub person: PersonId,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

/// What the form says, when `by` may do it.
pub(super) fn asked(typed: &Typed, by: PersonId, today: NaiveDate) -> Result<Asked, FieldErrors> {
    let mut errors = FieldErrors::default();
    let person = typed.qui.parse::<PersonId>().ok();
    match person {
        None => errors.add("qui", "Cherchez la personne par son nom, puis choisissez-la."),
        Some(person) if person == by => errors.add("qui", "Vous ne pouvez pas vous nommer vous-même."),
        Some(_) => {}
    }
    let (from, until) = delegation::days(&typed.du, &typed.au, today, &mut errors);
    errors.checked()?;
    match (person, from, until) {
        (Some(person), Some(from), Some(until)) => Ok(Asked { person, from, until }),
        _ => Err(FieldErrors::one("qui", "Choisissez une personne.")),
    }
}

/// The last day of a mandate that is over from now on. What begins today was never there when it was given by hand;
/// a feed’s is there until tonight, so that there is something for the next feed to be held against.
pub(super) fn at_once(from: NaiveDate, by_hand: bool, today: NaiveDate) -> Option<NaiveDate> {
    match (from < today, by_hand) {
        (true, _) => today.checked_sub_days(Days::new(1)),
        (false, true) => None,
        (false, false) => Some(today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_interim_has_days_and_is_somebody_else() {
        let (by, she, today) = (PersonId::fresh(), PersonId::fresh(), day("2026-09-15"));
        let form =
            |qui: PersonId, du: &str, au: &str| Typed { qui: qui.to_string(), du: du.into(), au: au.into() };
        let (from, until) = (today, day("2026-10-16"));
        let good = asked(&form(she, "2026-09-15", "2026-10-16"), by, today);
        assert_eq!(good, Ok(Asked { person: she, from, until }));
        for (typed, field) in [
            (form(by, "2026-09-15", "2026-10-16"), "qui"),
            (form(she, "2026-09-14", "2026-10-16"), "du"),
            (form(she, "2026-09-15", "2026-09-14"), "au"),
            (form(she, "2026-09-15", "2027-09-16"), "au"),
            (Typed::default(), "qui"),
        ] {
            assert!(asked(&typed, by, today).unwrap_err().of(field).is_some(), "{typed:?}");
        }
    }

    #[test]
    fn at_once_is_yesterday() {
        let (yesterday, today) = (day("2026-09-14"), day("2026-09-15"));
        assert_eq!(at_once(day("2026-09-01"), true, today), Some(yesterday));
        assert_eq!(at_once(day("2026-09-01"), false, today), Some(yesterday));
        assert_eq!(at_once(today, true, today), None, "it never was");
        assert_eq!(at_once(today, false, today), Some(today));
    }
}

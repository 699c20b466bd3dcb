//! What may be said of a picture, and how it is said. Pure.

use chrono::{Days, NaiveDate};
use kernel::FieldErrors;

/// No paper that answers this question is older.
const OLDEST: Days = Days::new(365);

/// A guardian's answer, as it was on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Answer {
    pub granted: bool,
    pub said_on: NaiveDate,
}

/// « oui » or « non ».
pub(super) fn yes_or_no(typed: &str) -> Option<bool> {
    match typed {
        "oui" => Some(true),
        "non" => Some(false),
        _ => None,
    }
}

/// What the teacher copies from a paper: an answer, and the day that is on it.
pub(super) fn answer(typed: &str, day: &str, today: NaiveDate) -> Result<Answer, FieldErrors> {
    let Some(granted) = yes_or_no(typed) else {
        return Err(FieldErrors::one("reponse", "Dites si la réponse est oui ou non."));
    };
    let oldest = today.checked_sub_days(OLDEST).unwrap_or(today);
    match day.parse::<NaiveDate>() {
        Ok(said_on) if said_on > today => {
            Err(FieldErrors::one("jour", "Cette date n’est pas encore arrivée."))
        }
        Ok(said_on) if said_on < oldest => Err(FieldErrors::one(
            "jour",
            "Cet accord a plus d’un an\u{a0}: demandez-en un nouveau à la famille.",
        )),
        Ok(said_on) => Ok(Answer { granted, said_on }),
        Err(_) => Err(FieldErrors::one("jour", "Donnez la date écrite sur le papier.")),
    }
}

/// Where a child stands, and its colour.
pub(super) fn state(photo: bool, allowed: bool, refused: bool) -> (&'static str, &'static str) {
    match (refused, allowed, photo) {
        (true, ..) => ("refus d’un responsable", "brick"),
        (_, true, true) => ("photo en place", "meadow"),
        (_, true, false) => ("accord donné", "sky"),
        _ => ("pas de réponse", "sun"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_paper_has_an_answer_and_a_day_that_can_be() {
        let today = day("2026-09-15");
        let said = |typed, on| answer(typed, on, today);
        assert_eq!(said("oui", "2026-09-14"), Ok(Answer { granted: true, said_on: day("2026-09-14") }));
        assert_eq!(said("non", "2026-09-15"), Ok(Answer { granted: false, said_on: today }));
        for (typed, on, field) in [
            ("", "2026-09-14", "reponse"),
            ("peut-être", "2026-09-14", "reponse"),
            ("oui", "", "jour"),
            ("oui", "2026-09-16", "jour"),
            ("oui", "2025-09-14", "jour"),
        ] {
            assert!(said(typed, on).unwrap_err().of(field).is_some(), "{typed} {on}");
        }
    }

    #[test]
    fn a_refusal_is_said_whatever_else_there_is() {
        assert_eq!(state(true, true, true).1, "brick");
        assert_eq!(state(true, true, false).1, "meadow");
        assert_eq!(state(false, true, false).1, "sky");
        assert_eq!(state(true, false, false).1, "sun", "kept for the night, not shown");
    }
}

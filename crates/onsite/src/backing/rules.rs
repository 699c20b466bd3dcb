//! Who supports, and what is noted. Pure.

use chrono::NaiveDate;
use kernel::typed::{LONG, Reading, Typed, Why};
use uuid::Uuid;

pub(super) fn backing(
    typed: &Typed,
    known: &[Uuid],
    today: NaiveDate,
) -> Result<(Uuid, NaiveDate, Option<NaiveDate>), Why> {
    let mut read = Reading::new(typed, today);
    let function = read.among("fonction", known, "Choisissez un ou une IEN numérique du registre.");
    let from = read.day("debut");
    let until = if typed.of("fin").is_empty() { None } else { read.day("fin") };
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        read.errors.add("fin", "La fin vient après le début.");
    }
    read.checked(function.zip(from).map(|(function, from)| (function, from, until)))
}

/// Something that was done, by who supports the circonscription.
pub(super) fn act(typed: &Typed, supports: bool, today: NaiveDate) -> Result<(NaiveDate, String), Why> {
    if !supports {
        return Err(Why::not("Ce journal est tenu par l’IEN numérique qui appuie la circonscription."));
    }
    let mut read = Reading::new(typed, today);
    let day = read.past("jour");
    let what = read.text("quoi", LONG, "Dites ce qui a été fait.");
    read.checked(day.map(|day| (day, what)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_who_supports_notes_what_is_over() {
        let today = "2026-09-15".parse().unwrap();
        let of = |day: &str| {
            Typed::from(vec![
                ("jour".to_owned(), day.to_owned()),
                ("quoi".to_owned(), "Une visite".to_owned()),
            ])
        };
        assert!(act(&of("2026-09-15"), true, today).is_ok());
        assert!(
            act(&of("2026-09-16"), true, today).is_err() && act(&of("2026-09-15"), false, today).is_err()
        );
    }
}

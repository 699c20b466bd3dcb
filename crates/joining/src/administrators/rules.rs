//! Whom a head may name, and for how long. Pure.

use super::queries::{School, Seat};
use chrono::{Months, NaiveDate};
use kernel::typed::{LONG, Reading, Typed, Why};
use kernel::{FieldErrors, PersonId};

/// Longer is said again each year.
const LONGEST: Months = Months::new(12);

/// Somebody, from one day to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named {
    pub person: PersonId,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// First and last day as they are typed: the first may be empty (today), the last too (no end).
pub(crate) fn named(
    person: Option<PersonId>,
    (from, until): (&str, &str),
    seats: &[Seat],
    today: NaiveDate,
) -> Result<Named, FieldErrors> {
    let mut errors = FieldErrors::default();
    let from = match from {
        "" => Some(today),
        from => from.parse::<NaiveDate>().ok(),
    };
    match from {
        None => errors.add("du", "Donnez le premier jour."),
        Some(day) if day < today => {
            errors.add("du", "Ce jour est passé\u{a0}: commencez aujourd’hui ou plus tard.")
        }
        Some(day) if today + LONGEST < day => errors.add("du", "Ce jour est trop loin."),
        Some(_) => {}
    }
    let first = from.unwrap_or(today);
    let last = until.parse::<NaiveDate>().ok();
    match last {
        None if !until.is_empty() => errors.add("au", "Donnez le dernier jour."),
        Some(day) if day < first => errors.add("au", "Le dernier jour vient avant le premier."),
        Some(day) if first + LONGEST < day => {
            errors.add("au", "Un an au plus\u{a0}: vous pourrez prolonger.")
        }
        _ => {}
    }
    let Some(person) = person else {
        errors.add("qui", "Choisissez une personne de l’école dans la liste.");
        return Err(errors);
    };
    let overlaps = |s: &Seat| {
        s.id.is_some()
            && s.person == person
            && s.until.is_none_or(|end| end >= first)
            && last.is_none_or(|day| s.from <= day)
    };
    if seats.iter().any(overlaps) {
        errors.add("qui", "Cette personne administre déjà l’école pendant ces jours.");
    }
    errors.checked().map(|()| Named { person, from: first, until: last })
}

/// What the head says on the page; she need not name herself.
pub(super) fn added(school: &School, typed: &Typed, today: NaiveDate) -> Result<Named, Why> {
    heads(school)?;
    let typed_person = typed.of("qui").parse::<PersonId>().ok();
    let person = typed_person.filter(|p| school.adults.iter().any(|a| a.id == *p));
    if person.is_some_and(|p| school.adults.iter().any(|a| a.id == p && a.head)) {
        let sentence = "La direction administre déjà l’école, sans être nommée.";
        return Err(Why::Fields(FieldErrors::one("qui", sentence)));
    }
    named(person, (typed.of("du"), typed.of("au")), &school.seats, today).map_err(Why::Fields)
}

pub(super) fn heads(school: &School) -> Result<(), Why> {
    if school.head {
        return Ok(());
    }
    Err(Why::not("C’est à la direction de l’école de dire qui l’administre."))
}

/// Why somebody need not be trained; said by whoever steers.
pub(super) fn exempted(school: &School, typed: &Typed, today: NaiveDate) -> Result<String, Why> {
    if !school.exempts {
        return Err(Why::not("C’est à l’inspection ou à l’équipe projet de dispenser de formation."));
    }
    let mut read = Reading::new(typed, today);
    let reason = read.text("texte", LONG, "Dites pourquoi la formation n’est pas nécessaire.");
    read.checked(Some(reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn somebody_is_named_once_for_a_time_of_a_year_at_most() {
        let (she, today) = (PersonId::fresh(), day("2026-09-15"));
        let good = named(Some(she), ("", ""), &[], today).unwrap();
        assert_eq!((good.from, good.until), (today, None));
        for (from, until, field) in [
            ("2026-09-14", "", "du"),
            ("demain", "", "du"),
            ("2026-10-01", "2026-09-30", "au"),
            ("", "2027-09-16", "au"),
            ("", "bientôt", "au"),
        ] {
            assert!(
                named(Some(she), (from, until), &[], today).unwrap_err().of(field).is_some(),
                "{from} {until}"
            );
        }
        assert!(named(None, ("", ""), &[], today).unwrap_err().of("qui").is_some());
        let seat = Seat {
            id: Some(Uuid::now_v7()),
            person: she,
            name: String::new(),
            from: day("2026-10-01"),
            until: Some(day("2026-10-31")),
            ready: None,
            reason: None,
        };
        let seats = [seat];
        assert!(named(Some(she), ("", ""), &seats, today).unwrap_err().of("qui").is_some());
        assert!(named(Some(she), ("", "2026-09-30"), &seats, today).is_ok());
        assert!(named(Some(she), ("2026-11-01", ""), &seats, today).is_ok());
    }
}

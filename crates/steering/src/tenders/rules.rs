//! What may be said of two tenders, and where they part. Pure.

use chrono::{Days, Months, NaiveDate};
use identity::steering::full_day;
use kernel::typed::{Reading, Typed, Why};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Ours,
    Sister,
}

impl Side {
    pub(super) fn name(self) -> &'static str {
        if self == Self::Ours { "ours" } else { "sister" }
    }

    pub(super) fn named(name: &str) -> Self {
        if name == "ours" { Self::Ours } else { Self::Sister }
    }
}

/// In the order in which they come; in the database, on a page.
pub(super) const STEPS: [(&str, &str); 6] = [
    ("notice", "Avis publié"),
    ("offers", "Offres attendues"),
    ("award", "Attribution"),
    ("start", "Début du marché"),
    ("freeze", "Gel des écrits"),
    ("end", "Fin du marché"),
];

/// What is typed: name of the field, side, step.
pub(super) const FIELDS: [(&str, Side, &str); 8] = [
    ("n_notice", Side::Ours, "notice"),
    ("n_offers", Side::Ours, "offers"),
    ("n_award", Side::Ours, "award"),
    ("j_notice", Side::Sister, "notice"),
    ("j_offers", Side::Sister, "offers"),
    ("j_award", Side::Sister, "award"),
    ("j_start", Side::Sister, "start"),
    ("j_end", Side::Sister, "end"),
];

/// One date of one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The same for ever: a calendar knows it again.
    pub key: String,
    pub side: Side,
    /// One of [`STEPS`], or another step of a plan.
    pub step: String,
    pub what: String,
    pub day: NaiveDate,
}

/// An empty field takes its date away.
pub(super) type Said = Vec<(Side, &'static str, Option<NaiveDate>)>;

pub(super) fn said(typed: &Typed, today: NaiveDate) -> Result<Said, Why> {
    let mut read = Reading::new(typed, today);
    let mut all = Said::new();
    for (field, side, step) in FIELDS {
        let day = if typed.of(field).is_empty() { None } else { read.day(field) };
        all.push((side, step, day));
    }
    let of = |side, step| all.iter().find(|s| (s.0, s.1) == (side, step)).and_then(|s| s.2);
    for pair in FIELDS.windows(2) {
        let ((_, side, before), (field, same, after)) = (pair[0], pair[1]);
        let turned = of(side, before).zip(of(same, after)).is_some_and(|(before, after)| after < before);
        if side == same && turned {
            read.errors.add(field, "Cette date vient après celle d’avant.");
        }
    }
    read.checked(Some(all))
}

/// Consultations further apart than this do not go together.
const CONSULTED: Months = Months::new(6);
const ENDED: Months = Months::new(12);
/// Before and after the day on which the sister begins, or ends: who keeps its directory has no time for ours.
const SWITCH: Days = Days::new(30);

/// Where they part, in sentences.
pub(super) fn warnings(marks: &[Mark]) -> Vec<String> {
    let of = |side, step| {
        let days = marks.iter().filter(move |m| m.side == side && m.step == step).map(|m| m.day);
        days.collect::<Vec<_>>()
    };
    let mut said = Vec::new();
    let mut apart = |step, most, what: &str| {
        // Of several markets, the one that is nearest to the sister’s.
        let sister = of(Side::Sister, step).first().copied();
        let ours = sister.and_then(|day| of(Side::Ours, step).into_iter().min_by_key(|o| (*o - day).abs()));
        if let Some((ours, sister)) = ours.zip(sister)
            && (ours > sister + most || sister > ours + most)
        {
            let (ours, sister) = (full_day(ours), full_day(sister));
            said.push(format!("{what}\u{a0}: le {ours} chez nous, le {sister} chez le jumeau."));
        }
    };
    apart("offers", CONSULTED, "Les deux consultations ne vont pas ensemble, offres attendues");
    apart("start", ENDED, "Les deux marchés ne commencent pas ensemble");
    apart("end", ENDED, "Les deux marchés finissent à plus d’un an l’un de l’autre");
    for freeze in of(Side::Ours, "freeze") {
        let met = ["start", "end"]
            .into_iter()
            .flat_map(|step| of(Side::Sister, step))
            .find(|day| (*day - SWITCH..=*day + SWITCH).contains(&freeze));
        if let Some(day) = met {
            let (freeze, day) = (full_day(freeze), full_day(day));
            said.push(format!(
                "Notre gel du {freeze} tombe pendant la bascule du jumeau, le {day}\u{a0}: les mêmes équipes tiennent les annuaires."
            ));
        }
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(side: Side, step: &str, day: &str) -> Mark {
        let (key, what) = (String::new(), String::new());
        Mark { key, side, step: step.into(), what, day: day.parse().unwrap() }
    }

    #[test]
    fn they_part_when_one_waits_for_the_other() {
        use Side::{Ours, Sister};
        for (marks, begins) in [
            (vec![], None),
            (vec![mark(Ours, "end", "2028-08-31")], None),
            (vec![mark(Ours, "end", "2028-08-31"), mark(Sister, "end", "2029-08-31")], None),
            (
                vec![mark(Ours, "end", "2028-08-31"), mark(Sister, "end", "2029-09-01")],
                Some("Les deux marchés finissent"),
            ),
            (
                vec![
                    mark(Ours, "end", "2026-01-01"),
                    mark(Ours, "end", "2029-06-30"),
                    mark(Sister, "end", "2029-09-01"),
                ],
                None,
            ),
            (
                vec![mark(Ours, "offers", "2027-01-15"), mark(Sister, "offers", "2027-07-16")],
                Some("Les deux consultations"),
            ),
            (
                vec![mark(Ours, "freeze", "2028-08-17"), mark(Sister, "start", "2028-09-01")],
                Some("Notre gel du 17\u{a0}août 2028"),
            ),
            (vec![mark(Ours, "freeze", "2028-08-01"), mark(Sister, "start", "2028-09-01")], None),
        ] {
            let said = warnings(&marks);
            assert_eq!(said.len(), usize::from(begins.is_some()), "{said:?}");
            assert!(begins.is_none_or(|begins| said[0].starts_with(begins)), "{said:?}");
        }
    }

    #[test]
    fn dates_come_in_their_order_and_an_empty_one_is_taken_away() {
        let today = "2026-09-15".parse().unwrap();
        let typed = |pairs: &[(&str, &str)]| {
            Typed::from(pairs.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>())
        };
        let all = said(&typed(&[("j_notice", "2027-01-04")]), today).unwrap();
        assert_eq!(all.len(), 8);
        assert_eq!(all.iter().filter(|s| s.2.is_some()).count(), 1);
        let turned = said(&typed(&[("j_notice", "2027-01-04"), ("j_offers", "2027-01-03")]), today);
        assert!(matches!(turned, Err(Why::Fields(errors)) if errors.of("j_offers").is_some()));
        assert!(said(&typed(&[("n_award", "bientôt")]), today).is_err());
        // The last of ours and the first of theirs have no order.
        assert!(said(&typed(&[("n_award", "2027-06-01"), ("j_notice", "2027-01-04")]), today).is_ok());
    }
}

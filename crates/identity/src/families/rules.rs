//! What a head may say of a family, and how. Pure.

use crate::people::RELATIONS;
use chrono::{Months, NaiveDate};
use kernel::FieldErrors;
use kernel::role::FEED_READ;
use serde::Deserialize;

/// Kinds of authority: in the database, in few words, and what it means here.
pub(super) const AUTHORITIES: [(&str, &str, &str); 4] = [
    (
        "joint",
        "Autorité partagée",
        "La règle, mariés ou non\u{a0}: les deux parents reçoivent la même chose.",
    ),
    (
        "sole",
        "Autorité d’un seul parent",
        "Par décision de justice. L’autre garde d’ordinaire un droit de surveillance.",
    ),
    (
        "oversight",
        "Droit de surveillance",
        "N’exerce pas l’autorité, mais reste informé\u{a0}: lit, ne décide pas.",
    ),
    (
        "third",
        "Tierce personne",
        "Grand-parent, assistante maternelle, famille d’accueil, ASE\u{a0}: rien, sauf ce que vous ouvrez.",
    ),
];

const LONGEST_PROOF: usize = 120;
const LONGEST_REASON: usize = 500;
/// A protection is looked at again at least once a year.
const LONGEST: Months = Months::new(12);
/// How long before its end the head is told.
pub(super) const TOLD_BEFORE: i64 = 14;

/// As the form sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    pub autorite: String,
    pub rang: String,
    pub foyer: String,
    pub jusque: String,
    pub preuve: String,
    pub lire: Option<String>,
}

/// What is said of a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Said {
    pub authority: &'static str,
    pub rank: Option<i16>,
    pub household: Option<i16>,
    pub until: Option<NaiveDate>,
    pub proof: String,
    pub tools: Vec<String>,
}

pub(crate) fn said(typed: &Typed, today: NaiveDate) -> Result<Said, FieldErrors> {
    let mut errors = FieldErrors::default();
    let authority = AUTHORITIES.iter().find(|a| a.0 == typed.autorite).map_or("", |a| a.0);
    if authority.is_empty() {
        errors.add("autorite", "Choisissez une situation.");
    }
    let proof = typed.preuve.trim().to_owned();
    if proof.is_empty() && !matches!(authority, "joint" | "") {
        errors.add(
            "preuve",
            "Donnez la référence de la décision, ou de l’accord écrit des parents\u{a0}: sa date et son numéro, jamais son texte.",
        );
    }
    if proof.chars().count() > LONGEST_PROOF {
        errors.add(
            "preuve",
            format!("{LONGEST_PROOF}\u{a0}signes au plus\u{a0}: un numéro et une date suffisent."),
        );
    }
    let until = match typed.jusque.trim() {
        "" => None,
        text => text.parse::<NaiveDate>().ok().filter(|day| *day >= today).or_else(|| {
            errors.add("jusque", "Donnez un jour à venir, ou laissez vide.");
            None
        }),
    };
    let rank = small(&typed.rang, 1..=9);
    let household = small(&typed.foyer, 1..=3);
    let reads = authority == "third" && typed.lire.is_some();
    let tools = if reads { vec![FEED_READ.to_owned()] } else { Vec::new() };
    errors.checked()?;
    Ok(Said { authority, rank, household, until, proof, tools })
}

fn small(text: &str, among: std::ops::RangeInclusive<i16>) -> Option<i16> {
    text.trim().parse().ok().filter(|number| among.contains(number))
}

/// A protection's reason and last day.
pub(super) fn protection(
    reason: &str,
    until: &str,
    today: NaiveDate,
) -> Result<(String, NaiveDate), FieldErrors> {
    let mut errors = FieldErrors::default();
    let reason = reason.trim().to_owned();
    if reason.is_empty() {
        errors.add("motif", "Donnez le motif\u{a0}: vous seul·e le lirez.");
    } else if reason.chars().count() > LONGEST_REASON {
        errors.add("motif", format!("{LONGEST_REASON}\u{a0}signes au plus\u{a0}: une référence suffit."));
    }
    let until = end(until, today, &mut errors);
    errors.checked()?;
    until.map(|day| (reason, day)).ok_or_else(|| FieldErrors::one("fin", "Donnez le dernier jour."))
}

/// A protection's last day: today or later, within a year.
pub(super) fn end(until: &str, today: NaiveDate, errors: &mut FieldErrors) -> Option<NaiveDate> {
    let until = until.parse::<NaiveDate>().ok();
    match until {
        None => errors.add("fin", "Donnez le dernier jour."),
        Some(day) if day < today => errors.add("fin", "Ce jour est passé."),
        Some(day) if today.checked_add_months(LONGEST).is_some_and(|latest| day > latest) => {
            errors.add("fin", "Un an au plus\u{a0}: vous pourrez prolonger.");
        }
        Some(_) => {}
    }
    until
}

pub(super) fn authority_words(authority: &str) -> &'static str {
    AUTHORITIES.iter().find(|a| a.0 == authority).map_or("", |a| a.1)
}

pub(crate) fn relation_words(relation: &str) -> &str {
    match relation {
        "mother" => "mère",
        "father" => "père",
        "grandparent" => "grand-parent",
        "tutor" | "guardian" => "tutrice ou tuteur",
        "foster" | "foster_family" => "famille d’accueil",
        "childminder" => "assistante maternelle",
        "family" => "autre membre de la famille",
        "social_services" | "ase" => "ASE",
        _ => "responsable",
    }
}

/// Who somebody is to a child, from what was sent: in the words of who makes people by hand.
pub(super) fn relation(typed: &str) -> Option<&'static str> {
    RELATIONS.iter().map(|relation| relation.0).find(|relation| *relation == typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn what_takes_authority_away_wants_its_reference() {
        let today = day("2026-09-15");
        let typed = |authority: &str, proof: &str| Typed {
            autorite: authority.into(),
            preuve: proof.into(),
            lire: Some("1".into()),
            rang: "1".into(),
            foyer: "7".into(),
            ..Typed::default()
        };
        assert!(said(&typed("joint", ""), today).is_ok());
        for authority in ["sole", "oversight", "third"] {
            assert!(said(&typed(authority, " "), today).unwrap_err().of("preuve").is_some());
            assert!(said(&typed(authority, "JAF Amiens 26/01234, 12 mars 2026"), today).is_ok());
        }
        let third = said(&typed("third", "ASE 80-112"), today).unwrap();
        assert_eq!((third.rank, third.household), (Some(1), None), "three households at most");
        assert_eq!(third.tools, [FEED_READ]);
        assert!(said(&typed("sole", "n° 1"), today).unwrap().tools.is_empty(), "has all by her authority");
        let passed = Typed { jusque: "2026-09-14".into(), ..typed("joint", "") };
        assert!(said(&passed, today).unwrap_err().of("jusque").is_some());
        assert!(said(&typed("owner", "n° 1"), today).unwrap_err().of("autorite").is_some());
    }

    #[test]
    fn a_protection_has_a_reason_and_an_end() {
        let today = day("2026-09-15");
        assert_eq!(protection(" Ordonnance ", "2026-09-15", today).unwrap(), ("Ordonnance".into(), today));
        assert!(protection("", "2026-12-15", today).unwrap_err().of("motif").is_some());
        for end in ["", "2026-09-14", "2027-09-16", "hier"] {
            assert!(protection("Ordonnance", end, today).unwrap_err().of("fin").is_some(), "{end}");
        }
    }
}

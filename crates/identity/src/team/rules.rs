//! What may be said of the team. Pure.

use super::queries::Former;
use crate::accounts::rules::is_email;
use crate::delegation::last_day;
use chrono::{Days, NaiveDate};
use kernel::typed::{self, Reading, SHORT, Why};
use kernel::{FieldErrors, PersonId};
use serde::Deserialize;

/// The roles of the team, with their words.
pub(super) const KINDS: [(&str, &str, &str); 2] = [
    ("operator", "Annuaire (DSI)", "Importe l’annuaire, imprime les fiches, tient les comptes"),
    ("project_manager", "Équipe projet", "Pilote le projet avec les mêmes droits"),
];

/// Named by the team, and not of it: each reads what is said here, and nothing else.
pub(super) const AROUND: [(&str, &str, &str); 2] = [
    (
        "legal_adviser",
        "Conseil juridique",
        "Lit les conventions, les exigences, les rappels et la charte, et les valide\u{a0}; ne voit aucun élève",
    ),
    (
        "national",
        "Niveau national",
        "Lit les nombres du projet entier\u{a0}; ne voit ni école, ni commune, ni personne",
    ),
];

/// All whom this page names.
pub(super) fn kinds() -> impl Iterator<Item = &'static (&'static str, &'static str, &'static str)> {
    KINDS.iter().chain(&AROUND)
}

pub(super) fn is_of_the_team(kind: &str) -> bool {
    KINDS.iter().any(|k| k.0 == kind)
}

/// As the form sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub qui: String,
    pub role: String,
    pub du: String,
    /// Empty: without end.
    pub au: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked {
    pub person: PersonId,
    pub kind: &'static str,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

pub(super) fn asked(typed: &Typed, by: PersonId, today: NaiveDate) -> Result<Asked, FieldErrors> {
    let mut errors = FieldErrors::default();
    let person = typed.qui.parse::<PersonId>().ok();
    match person {
        None => errors.add("qui", "Cherchez la personne par son nom, puis choisissez-la."),
        Some(person) if person == by => errors.add("qui", "Vous ne pouvez pas vous nommer vous-même."),
        Some(_) => {}
    }
    let kind = kinds().find(|k| k.0 == typed.role).map(|k| k.0);
    if kind.is_none() {
        errors.add("role", "Choisissez un rôle.");
    }
    let from = typed.du.parse::<NaiveDate>().ok();
    match from {
        None => errors.add("du", "Donnez le premier jour."),
        Some(day) if day < today => {
            errors.add("du", "Ce jour est passé\u{a0}: commencez aujourd’hui ou plus tard.")
        }
        Some(_) => {}
    }
    let until = match typed.au.as_str() {
        "" => None,
        au => last_day(au, from.unwrap_or(today), &mut errors),
    };
    errors.checked()?;
    match (person, kind, from) {
        (Some(person), Some(kind), Some(from)) => Ok(Asked { person, kind, from, until }),
        _ => Err(FieldErrors::one("qui", "Choisissez une personne.")),
    }
}

/// Somebody whom no directory brings, with the address to which her way in goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Newcomer {
    pub first: String,
    pub last: String,
    pub email: String,
    pub kind: &'static str,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

/// Only for what is around the team: who is of the team is known to the territory first.
pub(super) fn newcomer(typed: &typed::Typed, today: NaiveDate) -> Result<Newcomer, Why> {
    let mut read = Reading::new(typed, today);
    let first = read.text("prenom", SHORT, "Donnez son prénom.");
    let last = read.text("famille", SHORT, "Donnez son nom.");
    let email = read.text("adresse", SHORT, "Donnez son adresse professionnelle\u{a0}: sa lettre y part.");
    if !email.is_empty() && !is_email(&email) {
        read.errors.add("adresse", "Cette adresse n’en est pas une. Vérifiez-la.");
    }
    let around = AROUND.map(|(kind, ..)| (kind, kind));
    let kind = read.one_of("role", &around);
    let from = read.day("du");
    if from.is_some_and(|day| day < today) {
        read.errors.add("du", "Ce jour est passé\u{a0}: commencez aujourd’hui ou plus tard.");
    }
    let until = match typed.of("au") {
        "" => None,
        au => last_day(au, from.unwrap_or(today), &mut read.errors),
    };
    let newcomer = kind.zip(from).map(|(kind, from)| Newcomer { first, last, email, kind, from, until });
    read.checked(newcomer)
}

/// Whether who was named from outside before may be named with her address again. A name that is not hers would give
/// somebody else her account.
pub(super) fn comes_back(former: &Former) -> Result<(), String> {
    if !former.same {
        return Err(format!(
            "Cette adresse est celle de {}, qui a déjà eu un rôle ici\u{a0}: écrivez son nom ainsi, ou donnez une autre adresse.",
            former.name
        ));
    }
    if former.state == "blocked" {
        return Err(
            "Son compte est bloqué\u{a0}: il faut le débloquer avant de lui rendre un rôle.".to_owned()
        );
    }
    Ok(())
}

/// The last day of somebody who goes at once: yesterday; none when she had not begun.
pub(super) fn at_once(from: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    (from < today).then(|| today.checked_sub_days(Days::new(1))).flatten()
}

pub(super) fn kind_words(kind: &str) -> &'static str {
    kinds().find(|k| k.0 == kind).map_or("", |k| k.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_somebody_else_with_a_role_and_a_first_day() {
        let (by, she) = (PersonId::fresh(), PersonId::fresh());
        let today: NaiveDate = "2026-09-15".parse().unwrap();
        let form = Typed {
            qui: she.to_string(),
            role: "operator".into(),
            du: "2026-09-15".into(),
            au: String::new(),
        };
        let good = asked(&form, by, today).unwrap();
        assert_eq!((good.kind, good.from, good.until), ("operator", today, None));
        for (typed, field) in [
            (Typed { qui: by.to_string(), ..form.clone() }, "qui"),
            (Typed { role: "head".into(), ..form.clone() }, "role"),
            (Typed { du: "2026-09-14".into(), ..form.clone() }, "du"),
            (Typed { au: "2026-09-14".into(), ..form.clone() }, "au"),
        ] {
            assert!(asked(&typed, by, today).unwrap_err().of(field).is_some(), "{field}");
        }
        assert_eq!(at_once(today, today), None);
        assert_eq!(at_once("2026-09-01".parse().unwrap(), today), "2026-09-14".parse().ok());
    }
}

//! The functions, their territories, how many schools for a helper. Pure.

use super::queries::Absence;
use chrono::NaiveDate;
use kernel::PersonId;
use kernel::typed::{Reading, SHORT, Typed, Why};
use uuid::Uuid;

/// What somebody does: kind, words, where it is usually held.
pub(super) const KINDS: [(&str, &str, Scope); 8] = [
    ("dan_deputy", "DAN adjoint·e premier degré", Scope::Academy),
    ("project_lead", "Chef·fe de projet", Scope::Academy),
    ("project_deputy", "Chef·fe de projet adjoint·e", Scope::Academy),
    ("dsi", "DSI, imports de l’annuaire et noms de domaine", Scope::Academy),
    ("ien_numerique", "IEN numérique", Scope::Department),
    ("cpd", "CPD numérique", Scope::Department),
    ("erun", "Référent·e numérique (ERUN)", Scope::Circonscription),
    ("cpc", "CPC", Scope::Circonscription),
];

pub(super) fn french(kind: &str) -> &'static str {
    KINDS.iter().find(|k| k.0 == kind).map_or("", |k| k.1)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Academy,
    Department,
    Circonscription,
}

impl Scope {
    pub(super) const ALL: [Self; 3] = [Self::Academy, Self::Department, Self::Circonscription];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Academy => "academy",
            Self::Department => "department",
            Self::Circonscription => "circonscription",
        }
    }

    pub(super) fn named(name: &str) -> Self {
        Self::ALL.into_iter().find(|s| s.name() == name).unwrap_or(Self::Academy)
    }

    pub(super) fn french(self) -> &'static str {
        match self {
            Self::Academy => "Académie",
            Self::Department => "Département",
            Self::Circonscription => "Circonscription",
        }
    }
}

/// A department’s code: « 80 », « 2A », « 974 ».
fn is_department(typed: &str) -> bool {
    let digits = |s: &str| s.chars().all(|c| c.is_ascii_digit());
    match typed.len() {
        2 => digits(typed) || matches!(typed, "2A" | "2B"),
        3 => digits(typed) && typed.starts_with("97"),
        _ => false,
    }
}

/// The department of a commune’s code.
pub(super) fn department_of(insee: &str) -> &str {
    let at = if insee.starts_with("97") { 3 } else { 2 };
    insee.get(..at).unwrap_or_default()
}

pub(super) struct New {
    pub kind: &'static str,
    pub login: String,
    pub name: String,
    pub email: String,
    pub phone: String,
    pub scope: Scope,
    pub department: String,
    pub circonscription: Option<Uuid>,
    pub percent: i16,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

pub(super) fn new(typed: &Typed, circonscriptions: &[Uuid], today: NaiveDate) -> Result<New, Why> {
    let mut read = Reading::new(typed, today);
    let kind = read.one_of("fonction", &KINDS.map(|k| (k.0, k.0)));
    let (login, name) = (read.optional("identifiant", SHORT), read.optional("nom", SHORT));
    if login.is_empty() && name.is_empty() {
        read.errors.add("nom", "Donnez le nom, ou l’identifiant de la personne si elle a un compte.");
    }
    let (email, phone) = (read.optional("adresse", SHORT), read.optional("telephone", SHORT));
    let scope = read.one_of("portee", &Scope::ALL.map(|s| (s.name(), s)));
    let department = match scope {
        Some(Scope::Department) => read.text("departement", 3, "Donnez le numéro du département."),
        _ => String::new(),
    };
    if !department.is_empty() && !is_department(&department) {
        read.errors.add("departement", "Par exemple 80, 2A ou 974.");
    }
    let circonscription = match scope {
        Some(Scope::Circonscription) => {
            read.among("circonscription", circonscriptions, "Choisissez la circonscription.")
        }
        _ => None,
    };
    let percent = typed.of("quotite").parse::<i16>().ok().filter(|p| (1..=100).contains(p));
    if percent.is_none() {
        read.errors.add("quotite", "Donnez la quotité, de 1 à 100.");
    }
    let from = read.day("debut");
    let until = if typed.of("fin").is_empty() { None } else { read.day("fin") };
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        read.errors.add("fin", "La fin vient après le début.");
    }
    let made = kind.zip(scope).zip(percent.zip(from)).map(|((kind, scope), (percent, from))| New {
        kind,
        login,
        name,
        email,
        phone,
        scope,
        department,
        circonscription,
        percent,
        from,
        until,
    });
    read.checked(made)
}

pub(super) fn absence(
    typed: &Typed,
    others: &[Uuid],
    today: NaiveDate,
) -> Result<(Uuid, NaiveDate, NaiveDate), Why> {
    let mut read = Reading::new(typed, today);
    let deputy = read.among("remplace", others, "Choisissez qui appeler à sa place.");
    let (from, until) = (read.day("debut"), read.day("fin"));
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        read.errors.add("fin", "La fin vient après le début.");
    }
    read.checked(deputy.zip(from.zip(until)).map(|(deputy, (from, until))| (deputy, from, until)))
}

/// A deputy’s functions: those that stand in with the same rights.
const DEPUTIES: [&str; 2] = ["dan_deputy", "project_deputy"];
pub(super) const HAS_THEM: &str =
    "Les droits sont déjà donnés, ou cette personne les a déjà pendant ces jours.";

/// Who may be given the rights of the one who is away; never by herself.
pub(super) fn stands_in(absence: &Absence, by: PersonId) -> Result<PersonId, Why> {
    let Some(deputy) = absence.deputy.map(PersonId).filter(|_| absence.opened) else {
        return Err(Why::not("Qui remplace n’a pas de compte ouvert\u{a0}: il n’y a rien à lui donner."));
    };
    if deputy == by {
        return Err(Why::not("Vous ne pouvez pas vous donner des droits à vous-même."));
    }
    if !DEPUTIES.contains(&absence.deputy_kind.as_str()) {
        return Err(Why::not("Seule une fonction d’adjoint·e remplace avec les mêmes droits."));
    }
    if absence.away == Some(deputy.0) {
        return Err(Why::not("C’est la même personne."));
    }
    if absence.roles == 0 {
        return Err(Why::not("Qui s’absente n’a pas de rôle dans le projet ni d’inspection à remplacer."));
    }
    Ok(deputy)
}

/// From how many schools for a helper to warn; nothing: no warning.
pub(super) fn thresholds(typed: &Typed, today: NaiveDate) -> Result<[Option<i32>; 3], Why> {
    let mut read = Reading::new(typed, today);
    let found = Scope::ALL.map(|scope| match typed.of(scope.name()) {
        "" => None,
        count => {
            let count = count.parse::<i32>().ok().filter(|n| (1..=5000).contains(n));
            if count.is_none() {
                read.errors.add(scope.name(), "Donnez un nombre d’écoles.");
            }
            count
        }
    });
    read.checked(Some(found))
}

/// Schools for one full-time helper, rounded up; nothing where nobody helps.
pub(super) fn ratio(schools: i64, percent: i64) -> Option<i64> {
    (percent > 0).then(|| (schools * 100 + percent - 1) / percent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_many_schools_for_a_helper() {
        assert_eq!(
            (ratio(42, 100), ratio(42, 50), ratio(5, 150), ratio(42, 0)),
            (Some(42), Some(84), Some(4), None)
        );
    }

    #[test]
    fn a_department_is_its_code() {
        for (typed, good) in [
            ("80", true),
            ("2A", true),
            ("974", true),
            ("98", true),
            ("8", false),
            ("800", false),
            ("AB", false),
        ] {
            assert_eq!(is_department(typed), good, "{typed}");
        }
        assert_eq!(
            (department_of("80998"), department_of("97411"), department_of("2A004"), department_of("")),
            ("80", "974", "2A", "")
        );
    }
}

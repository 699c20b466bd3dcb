//! What a form says, read. Pure.

use super::super::making::NewPerson;
use crate::accounts::rules::is_email;
use chrono::{Datelike, NaiveDate};
use kernel::FieldErrors;
use serde::Deserialize;

/// Who is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Pupil,
    Guardian,
    Adult,
}

impl Kind {
    pub fn named(word: &str) -> Option<Self> {
        match word {
            "eleve" => Some(Self::Pupil),
            "responsable" => Some(Self::Guardian),
            "adulte" => Some(Self::Adult),
            _ => None,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::Pupil => "eleve",
            Self::Guardian => "responsable",
            Self::Adult => "adulte",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Pupil => "Nouvel élève",
            Self::Guardian => "Nouveau responsable",
            Self::Adult => "Nouvel adulte de l’école",
        }
    }
}

const TITLES: [&str; 2] = ["Mme", "M."];
pub(crate) const LEVELS: [&str; 10] = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2", "ULIS"];
pub(crate) const RELATIONS: [(&str, &str); 8] = [
    ("mother", "mère"),
    ("father", "père"),
    ("guardian", "tutrice ou tuteur"),
    ("foster_family", "famille d’accueil"),
    ("grandparent", "grand-parent"),
    ("family", "autre membre de la famille"),
    ("childminder", "assistante maternelle"),
    ("other", "autre"),
];
pub(super) const AUTHORITIES: [(&str, &str); 4] = [
    ("joint", "Autorité parentale (conjointe)"),
    ("sole", "Autorité parentale exclusive (décision de justice vue par la direction)"),
    ("oversight", "Sans autorité, droit de surveillance"),
    ("third", "Tierce personne\u{a0}: rien, sauf ce que la direction ouvre"),
];
pub(super) const ROLES: [(&str, &str); 4] = [
    ("teacher", "enseignant·e"),
    ("atsem", "ATSEM"),
    ("aesh", "AESH"),
    ("staff", "autre personnel de l’école"),
];

/// What was typed, as it was typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Typed {
    pub prenom: String,
    pub nom: String,
    pub naissance: String,
    pub classe: String,
    pub niveau: String,
    pub ine: String,
    pub civilite: String,
    pub courriel: String,
    pub mobile: String,
    pub eleve: String,
    pub relation: String,
    pub autorite: String,
    /// Of a third person: what allows it, until when, whether she reads the class's feed.
    pub preuve: String,
    pub jusque: String,
    pub lire: Option<String>,
    pub role: String,
    /// What to do about the likely doubles: « meme », « autre », « creer ».
    pub choix: String,
    /// Who it is, when it is the same person.
    pub personne: String,
}

impl Typed {
    /// Whether this word of a list was chosen. Joint authority is the rule, so it is there to begin with.
    pub fn chose(&self, field: &str, word: &str) -> bool {
        match field {
            "niveau" => self.niveau == word,
            "civilite" => self.civilite == word,
            "relation" => self.relation == word,
            "role" => self.role == word,
            "autorite" => self.autorite == word || (self.autorite.is_empty() && word == "joint"),
            _ => false,
        }
    }
}

fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn some(text: &str) -> Option<String> {
    Some(tidy(text)).filter(|t| !t.is_empty())
}

/// The person that the form describes, or what is wrong with it. The place is checked where it is obtained.
pub(super) fn read(kind: Kind, typed: &Typed, today: NaiveDate) -> Result<NewPerson, FieldErrors> {
    let mut errors = FieldErrors::default();
    let person = person(kind, typed, today, &mut errors);
    let listed = |list: &[(&str, &str)], value: &str| list.iter().any(|(word, _)| *word == value);
    if kind == Kind::Guardian {
        if !listed(&RELATIONS, &typed.relation) {
            errors.add("relation", "Choisissez le lien.");
        }
        if !listed(&AUTHORITIES, &typed.autorite) {
            errors.add("autorite", "Choisissez l’autorité.");
        }
    }
    if kind == Kind::Adult && !listed(&ROLES, &typed.role) {
        errors.add("role", "Choisissez un rôle.");
    }
    errors.checked()?;
    Ok(person)
}

/// Who somebody is, whatever her place.
pub(crate) fn identity(kind: Kind, typed: &Typed, today: NaiveDate) -> Result<NewPerson, FieldErrors> {
    let mut errors = FieldErrors::default();
    let person = person(kind, typed, today, &mut errors);
    errors.checked()?;
    Ok(person)
}

fn person(kind: Kind, typed: &Typed, today: NaiveDate, errors: &mut FieldErrors) -> NewPerson {
    for (field, value) in [("prenom", &typed.prenom), ("nom", &typed.nom)] {
        match tidy(value) {
            name if name.is_empty() => errors.add(field, "À remplir."),
            name if name.chars().count() > 100 => errors.add(field, "C’est trop long pour un nom."),
            name if !name.chars().any(char::is_alphabetic) => errors.add(field, "Un nom a des lettres."),
            _ => {}
        }
    }
    let pupil = kind == Kind::Pupil;
    let mut birth_date = None;
    if pupil {
        match born(&typed.naissance, today) {
            Ok(date) => birth_date = Some(date),
            Err(why) => errors.add("naissance", why),
        }
        if !LEVELS.contains(&typed.niveau.as_str()) {
            errors.add("niveau", "Choisissez un niveau.");
        }
        if !tidy(&typed.ine).is_empty() && !is_ine(&tidy(&typed.ine)) {
            errors.add("ine", "Un INE a onze caractères\u{a0}: vérifiez, ou laissez vide.");
        }
    } else if !tidy(&typed.courriel).is_empty() && !is_email(&tidy(&typed.courriel)) {
        errors.add("courriel", "Cette adresse n’est pas complète\u{a0}: vérifiez, ou laissez vide.");
    }
    NewPerson {
        title: Some(&typed.civilite).filter(|c| TITLES.contains(&c.as_str())).cloned().unwrap_or_default(),
        first_name: tidy(&typed.prenom),
        last_name: tidy(&typed.nom),
        birth_date,
        email: some(&typed.courriel).filter(|_| !pupil),
        mobile: some(&typed.mobile).filter(|_| !pupil).map(|m| m.chars().take(30).collect()),
        level: Some(typed.niveau.clone()).filter(|_| pupil),
        ine: some(&typed.ine).filter(|_| pupil).map(|i| i.to_uppercase()),
        ..NewPerson::default()
    }
}

/// Ten figures and letters of an INE, and its key.
#[must_use]
pub(crate) fn is_ine(text: &str) -> bool {
    text.len() == 11 && text.chars().all(|c| c.is_ascii_alphanumeric())
}

/// A pupil's birth date, as the browser sends it or as people write it.
pub(crate) fn born(text: &str, today: NaiveDate) -> Result<NaiveDate, &'static str> {
    let text = text.trim();
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(text, "%d/%m/%Y"))
        .map_err(|_| "Écrivez la date comme 04/03/2019.")?;
    match today.year() - date.year() {
        1..=16 => Ok(date),
        _ => Err("Cette date n’est pas celle d’un élève de l’école\u{a0}: vérifiez l’année."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, 15).unwrap()
    }

    #[test]
    fn a_pupil_has_a_name_a_date_and_a_level() {
        let typed = Typed {
            prenom: " Léo ".into(),
            nom: "DUPONT".into(),
            naissance: "04/03/2019".into(),
            niveau: "CE1".into(),
            ..Typed::default()
        };
        let read_ = read(Kind::Pupil, &typed, day()).unwrap();
        assert_eq!(
            (read_.first_name.as_str(), read_.birth_date),
            ("Léo", NaiveDate::from_ymd_opt(2019, 3, 4))
        );
        let errors = read(Kind::Pupil, &Typed { ine: "12".into(), ..Typed::default() }, day()).unwrap_err();
        for field in ["prenom", "nom", "naissance", "niveau", "ine"] {
            assert!(errors.of(field).is_some(), "{field}");
        }
    }

    #[test]
    fn a_date_is_that_of_a_child() {
        for wrong in ["30/02/2019", "1890-01-01", "2099-01-01", "mars 2019", "", "12/12/0019"] {
            assert!(born(wrong, day()).is_err(), "{wrong}");
        }
        assert!(born("2019-03-04", day()).is_ok());
    }
}

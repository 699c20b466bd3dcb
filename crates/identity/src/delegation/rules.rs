//! What may be given, to whom and for how long. Pure.

use crate::accounts::rules::is_email;
use chrono::{Months, NaiveDate};
use kernel::role::{FEED_READ, FEED_WRITE, TEACH};
use kernel::{FieldErrors, PersonId, PlaceId};
use serde::Deserialize;

const SUBSTITUTE: &str = "substitute";

/// The kinds of role that are given for a time, with their words.
pub(super) const KINDS: [(&str, &str); 4] = [
    (SUBSTITUTE, "Remplaçant·e"),
    ("atsem", "ATSEM"),
    ("aesh", "AESH"),
    ("helper", "Intervenant·e, assistant·e de langue"),
];

/// What can be opened; the first goes with all others.
pub(super) const TOOLS: [(&str, &str); 3] = [
    (FEED_READ, "Lire le fil de la classe"),
    (FEED_WRITE, "Écrire aux familles et aux élèves de la classe"),
    (TEACH, "Tenir la classe\u{a0}: familles, fiches, entrées des élèves"),
];

/// Only who takes the teacher's place holds her class.
pub(super) fn goes_with(tool: &str, kind: &str) -> bool {
    tool != TEACH || kind == SUBSTITUTE
}

const LONGEST: Months = Months::new(12);
const LONGEST_PURPOSE: usize = 80;
const LONGEST_NAME: usize = 60;

/// As the form sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    /// Somebody whom the school knows; empty for somebody new.
    pub qui: String,
    pub prenom: String,
    pub nom: String,
    pub mel: String,
    pub role: String,
    pub objet: String,
    pub classe: String,
    pub du: String,
    pub au: String,
    pub outil: Vec<String>,
    /// The teacher's proposal that this answers.
    pub proposition: String,
}

impl Typed {
    pub fn has(&self, tool: &str) -> bool {
        self.outil.iter().any(|t| t == tool)
    }

    pub fn is(&self, kind: &str) -> bool {
        self.role == kind
    }

    /// Goes with all others: nothing to choose.
    pub fn always(tool: &str) -> bool {
        tool == FEED_READ
    }

    pub fn hint(tool: &str) -> &'static str {
        if tool == TEACH { "Pour un·e remplaçant·e seulement." } else { "" }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Whom {
    Known(PersonId),
    New { first: String, last: String, email: Option<String> },
}

/// What the form says, when it can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Asked {
    pub whom: Whom,
    pub kind: &'static str,
    pub purpose: String,
    pub class: PlaceId,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub tools: Vec<String>,
}

pub(super) fn asked(typed: &Typed, today: NaiveDate) -> Result<Asked, FieldErrors> {
    let mut errors = FieldErrors::default();
    let whom = whom(typed, &mut errors);
    let kind = KINDS.iter().find(|k| k.0 == typed.role).map(|k| k.0);
    if kind.is_none() {
        errors.add("role", "Choisissez un rôle.");
    }
    let class = typed.classe.parse().ok();
    if class.is_none() {
        errors.add("classe", "Choisissez une classe.");
    }
    let purpose = typed.objet.trim().to_owned();
    if purpose.chars().count() > LONGEST_PURPOSE {
        errors.add("objet", format!("{LONGEST_PURPOSE}\u{a0}signes au plus."));
    }
    let (from, until) = days(&typed.du, &typed.au, today, &mut errors);
    let given = |tool: &&str| *tool == FEED_READ || typed.has(tool) && goes_with(tool, &typed.role);
    let tools: Vec<String> = TOOLS.iter().map(|t| t.0).filter(given).map(str::to_owned).collect();
    errors.checked()?;
    match (whom, kind, class, from, until) {
        (Some(whom), Some(kind), Some(class), Some(from), Some(until)) => {
            Ok(Asked { whom, kind, purpose, class, from, until, tools })
        }
        _ => Err(FieldErrors::one("qui", "Dites qui vient.")),
    }
}

fn whom(typed: &Typed, errors: &mut FieldErrors) -> Option<Whom> {
    if !typed.qui.is_empty() {
        let known = typed.qui.parse().ok().map(Whom::Known);
        if known.is_none() {
            errors.add("qui", "Choisissez quelqu’un dans la liste.");
        }
        return known;
    }
    let (first, last, email) = (typed.prenom.trim(), typed.nom.trim(), typed.mel.trim());
    for (field, name, sentence) in [("prenom", first, "Donnez son prénom."), ("nom", last, "Donnez son nom.")]
    {
        if name.is_empty() {
            errors.add(field, sentence);
        } else if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            errors.add(field, format!("{LONGEST_NAME}\u{a0}signes au plus, sans passer à la ligne."));
        }
    }
    if !email.is_empty() && !is_email(email) {
        errors.add("mel", "Cette adresse n’est pas complète\u{a0}: nom@exemple.fr");
    }
    let email = (!email.is_empty()).then(|| email.to_lowercase());
    Some(Whom::New { first: first.to_owned(), last: last.to_owned(), email })
}

/// The first and the last day, which may be the same.
pub(crate) fn days(
    from: &str,
    until: &str,
    today: NaiveDate,
    errors: &mut FieldErrors,
) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let from = from.parse::<NaiveDate>().ok();
    match from {
        None => errors.add("du", "Donnez le premier jour."),
        Some(day) if day < today => {
            errors.add("du", "Ce jour est passé\u{a0}: commencez aujourd’hui ou plus tard.")
        }
        Some(_) => {}
    }
    (from, last_day(until, from.unwrap_or(today), errors))
}

/// A last day that is not before `from`, nor more than a year after it.
pub(crate) fn last_day(until: &str, from: NaiveDate, errors: &mut FieldErrors) -> Option<NaiveDate> {
    let until = until.parse::<NaiveDate>().ok();
    match until {
        None => errors.add("au", "Donnez le dernier jour."),
        Some(day) if day < from => errors.add("au", "Le dernier jour vient avant le premier."),
        Some(day) if from.checked_add_months(LONGEST).is_some_and(|latest| day > latest) => {
            errors.add("au", "Un an au plus\u{a0}: vous pourrez prolonger.");
        }
        Some(_) => {}
    }
    until
}

/// « Lire le fil de la classe » and so on, of the words in the database.
pub(super) fn spoken(tools: &[String]) -> String {
    if tools.is_empty() {
        return "Tout ce qui va avec ce rôle".to_owned();
    }
    let words: Vec<_> = TOOLS.iter().filter(|t| tools.iter().any(|h| h == t.0)).map(|t| t.1).collect();
    words.join(", ")
}

pub(super) fn kind_words(kind: &str) -> &'static str {
    KINDS.iter().find(|k| k.0 == kind).map_or("", |k| k.1)
}

/// Names are the same however they are typed.
pub(super) fn same_name(one: &str, other: &str) -> bool {
    use crate::accounts::rules::login_base;
    login_base("", one) == login_base("", other)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn form() -> Typed {
        Typed {
            prenom: " Aude ".into(),
            nom: "Renn".into(),
            mel: "Aude@Example.org".into(),
            role: "substitute".into(),
            classe: PlaceId::fresh().to_string(),
            du: "2026-09-15".into(),
            au: "2026-09-17".into(),
            outil: vec![FEED_WRITE.into(), "keys_of_the_safe".into()],
            ..Typed::default()
        }
    }

    #[test]
    fn three_days_of_a_substitute() {
        let asked = asked(&form(), day("2026-09-15")).unwrap();
        let email = Some("aude@example.org".to_owned());
        assert_eq!(asked.whom, Whom::New { first: "Aude".into(), last: "Renn".into(), email });
        assert_eq!(
            asked.tools,
            [FEED_READ, FEED_WRITE],
            "reading goes with writing; unknown words are dropped"
        );
    }

    #[test]
    fn only_a_substitute_holds_the_class() {
        let with = |role: &str| {
            let typed = Typed { role: role.into(), outil: vec![TEACH.into()], ..form() };
            asked(&typed, day("2026-09-15")).unwrap().tools
        };
        assert_eq!(with("substitute"), [FEED_READ, TEACH]);
        for role in ["atsem", "aesh", "helper"] {
            assert_eq!(with(role), [FEED_READ], "{role}");
        }
    }

    #[test]
    fn what_is_wrong_is_said_by_field() {
        let today = day("2026-09-15");
        for (change, field) in [
            (Typed { du: "2026-09-14".into(), ..form() }, "du"),
            (Typed { au: "2026-09-14".into(), ..form() }, "au"),
            (Typed { au: "2027-09-16".into(), ..form() }, "au"),
            (Typed { au: String::new(), ..form() }, "au"),
            (Typed { role: "head".into(), ..form() }, "role"),
            (Typed { nom: "  ".into(), ..form() }, "nom"),
            (Typed { mel: "aude@".into(), ..form() }, "mel"),
            (Typed { qui: "moi".into(), ..form() }, "qui"),
            (Typed { classe: "CM1".into(), ..form() }, "classe"),
        ] {
            assert!(asked(&change, today).unwrap_err().of(field).is_some(), "{field}");
        }
        assert!(same_name("LE GOFF", "Le Goff") && !same_name("Renn", "Rennes"));
    }
}

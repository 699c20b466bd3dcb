//! What a practice says, and what becomes of it. Pure.

use chrono::{NaiveDate, TimeDelta};
use kernel::FieldErrors;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};

pub(super) const LEVELS: [&str; 8] = ["PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];

/// Those of an ENT of schools (SDET, families of services), as people say them.
pub(super) const SERVICES: [(&str, &str); 9] = [
    ("feed", "Fil de la classe"),
    ("messages", "Messagerie"),
    ("liaison", "Cahier de liaison"),
    ("documents", "Documents"),
    ("blog", "Blog"),
    ("notebook", "Cahier multimédia"),
    ("recorder", "Enregistreur de voix"),
    ("calendar", "Agenda"),
    ("homework", "Cahier de textes"),
];

pub(super) fn service(name: &str) -> &'static str {
    SERVICES.iter().find(|s| s.0 == name).map_or("", |s| s.1)
}

pub(super) struct Said {
    pub title: String,
    pub context: String,
    pub services: Vec<String>,
    pub levels: Vec<String>,
    pub subject: String,
    pub worked: String,
    pub avoid: String,
}

pub(super) fn said(typed: &Typed, today: NaiveDate) -> Result<Said, Why> {
    let mut read = Reading::new(typed, today);
    let title = read.text("titre", SHORT, "Donnez un titre.");
    let context = read.text("contexte", LONG, "Dites dans quelle classe, avec quel matériel.");
    let subject = read.text("matiere", SHORT, "Dites dans quel domaine ou quelle matière.");
    let worked = read.text("marche", LONG, "Dites ce qui a marché.");
    let avoid = read.optional("eviter", LONG);
    let of = |field: &str, known: &[&str]| {
        typed.all(field).filter(|t| known.contains(t)).map(str::to_owned).collect::<Vec<_>>()
    };
    let services = of("services", &SERVICES.map(|s| s.0));
    let levels = of("niveaux", &LEVELS);
    if services.is_empty() {
        read.errors.add("services", "Choisissez au moins un service.");
    }
    if levels.is_empty() {
        read.errors.add("niveaux", "Choisissez au moins un niveau.");
    }
    read.checked(Some(Said { title, context, services, levels, subject, worked, avoid }))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Draft,
    Proposed,
    Published,
}

impl State {
    pub(super) fn french(self) -> (&'static str, &'static str) {
        match self {
            Self::Draft => ("brouillon", ""),
            Self::Proposed => ("proposée", "sun"),
            Self::Published => ("publiée", "meadow"),
        }
    }
}

/// What is done with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    Propose,
    Publish,
    /// With the reason.
    Return(String),
    Feature(NaiveDate),
    Withdraw,
}

impl Act {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Propose => "proposed",
            Self::Publish => "published",
            Self::Return(_) => "returned",
            Self::Feature(_) => "featured",
            Self::Withdraw => "withdrawn",
        }
    }
}

/// Who may do what when: the author proposes and withdraws, who publishes sends back, features and withdraws.
pub(super) fn act(
    typed: &Typed,
    state: State,
    (author, publishes): (bool, bool),
    today: NaiveDate,
) -> Result<Act, Why> {
    let not_hers = || Why::not("Ce geste n’est pas à vous.");
    match typed.of("geste") {
        "proposer" if author && state == State::Draft => Ok(Act::Propose),
        "publier" if publishes && state == State::Proposed => Ok(Act::Publish),
        "renvoyer" if publishes && state == State::Proposed => {
            let because = typed.of("raison");
            let missing = || Why::Fields(FieldErrors::one("raison", "Dites ce qui manque."));
            if because.is_empty() || because.chars().count() > LONG {
                Err(missing())
            } else {
                Ok(Act::Return(because.to_owned()))
            }
        }
        "avant" if publishes && state == State::Published => {
            let mut read = Reading::new(typed, today);
            let until = read.day("jusqu");
            if until.is_some_and(|d| d < today || d > today + TimeDelta::days(120)) {
                read.errors.add("jusqu", "Une mise en avant dure une période\u{a0}: quatre mois au plus.");
            }
            read.checked(until.map(Act::Feature))
        }
        "retirer" if author || publishes && state != State::Draft => Ok(Act::Withdraw),
        "proposer" | "publier" | "renvoyer" | "avant" | "retirer" => Err(not_hers()),
        _ => Err(Why::not("Choisissez quoi faire.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(geste: &str) -> Typed {
        serde_json::from_value(serde_json::json!([["geste", geste], ["jusqu", "2026-10-16"]])).unwrap()
    }

    #[test]
    fn each_does_what_is_hers_when_its_time_has_come() {
        use State::{Draft, Proposed, Published};
        let today = "2026-09-15".parse().unwrap();
        let (author, publisher, reader) = ((true, false), (false, true), (false, false));
        for (geste, state, who, good) in [
            ("proposer", Draft, author, true),
            ("proposer", Proposed, author, false),
            ("proposer", Draft, publisher, false),
            ("publier", Proposed, publisher, true),
            ("publier", Draft, publisher, false),
            ("publier", Proposed, author, false),
            ("avant", Published, publisher, true),
            ("avant", Published, author, false),
            ("retirer", Published, author, true),
            ("retirer", Published, reader, false),
            ("retirer", Draft, publisher, false),
            ("autre", Draft, author, false),
        ] {
            assert_eq!(act(&typed(geste), state, who, today).is_ok(), good, "{geste} {state:?} {who:?}");
        }
        assert!(act(&typed("renvoyer"), Proposed, publisher, today).is_err(), "with a reason");
    }
}

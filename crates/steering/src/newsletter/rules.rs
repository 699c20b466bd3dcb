//! What may be written, and who gets it. Pure.

use chrono::NaiveDate;
use kernel::FieldErrors;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use std::collections::HashSet;
use uuid::Uuid;

pub(super) struct New {
    pub title: String,
    pub text: String,
    pub kinds: Vec<String>,
    pub parties: Vec<Uuid>,
}

/// `kinds`, `known`: of the parties that there are.
pub(super) fn new(typed: &Typed, kinds: &[(String, String)], known: &[Uuid]) -> Result<New, Why> {
    let mut read = Reading::new(typed, NaiveDate::default());
    let title = read.text("titre", SHORT, "Donnez un titre\u{a0}: c’est l’objet du courriel.");
    let text = read.text("texte", LONG, "Écrivez la lettre.");
    let is_kind = |kind: &&str| kinds.iter().any(|(known, _)| known == kind);
    let kinds: Vec<String> = typed.all("genre").filter(is_kind).map(str::to_owned).collect();
    let parties: Vec<Uuid> =
        typed.all("partie").filter_map(|id| id.parse().ok()).filter(|id| known.contains(id)).collect();
    if kinds.is_empty() && parties.is_empty() {
        read.errors.add("genre", "Choisissez à qui, par genre ou une par une.");
    }
    read.checked(Some(New { title, text, kinds, parties }))
}

/// Names of pupils that stand in the letter.
pub(super) fn named(names: &[String]) -> Result<(), Why> {
    let Some(name) = names.first() else { return Ok(()) };
    let said = format!(
        "Retirez «\u{a0}{name}\u{a0}»\u{a0}: c’est le nom d’un élève, et cette lettre n’en dit rien."
    );
    Err(Why::Fields(FieldErrors::one("texte", said)))
}

/// What becomes of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    Gets,
    /// Said that she wants no more.
    Stopped,
    NoContact,
    NoAddress,
    /// A letter came back from the address.
    Failed,
    /// The same address gets it for another party.
    Twice,
}

impl Fate {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Gets => "la reçoit",
            Self::Stopped => "ne veut plus la recevoir",
            Self::NoContact => "pas de contact principal",
            Self::NoAddress => "pas d’adresse",
            Self::Failed => "adresse en échec",
            Self::Twice => "même adresse qu’une autre partie",
        }
    }

    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::Gets => "meadow",
            Self::Stopped | Self::Twice => "",
            Self::NoContact | Self::NoAddress => "sun",
            Self::Failed => "brick",
        }
    }
}

/// The main contact of a party, as far as there is one.
#[derive(Debug, Clone, Default)]
pub(super) struct Reader {
    pub party: Uuid,
    pub party_name: String,
    pub contact: Option<Uuid>,
    pub name: String,
    pub email: String,
    pub stopped: bool,
    pub failed: bool,
}

/// In the order in which they come: of one address the first gets it.
pub(super) fn fates(readers: &[Reader]) -> Vec<Fate> {
    let mut written = HashSet::new();
    let fate = |reader: &Reader| match reader {
        Reader { contact: None, .. } => Fate::NoContact,
        Reader { email, .. } if email.trim().is_empty() => Fate::NoAddress,
        Reader { stopped: true, .. } => Fate::Stopped,
        Reader { failed: true, .. } => Fate::Failed,
        Reader { email, .. } if !written.insert(email.trim().to_lowercase()) => Fate::Twice,
        _ => Fate::Gets,
    };
    readers.iter().map(fate).collect()
}

/// The mail, all but the link at its end.
pub(super) fn words(text: &str, party: &str, project: &str) -> String {
    format!(
        "Bonjour,\n\n{}\n\n{project}\n\n—\nVous recevez cette lettre parce que vous êtes le contact de «\u{a0}{party}\u{a0}» pour le projet.",
        text.trim()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_mail_for_each_address_and_none_to_who_left() {
        let reader = |email: &str, contact: bool| Reader {
            contact: contact.then(Uuid::now_v7),
            email: email.to_owned(),
            ..Reader::default()
        };
        let readers = [
            reader("Mairie@example.org", true),
            reader(" mairie@example.org ", true),
            reader("", true),
            reader("", false),
            Reader { stopped: true, ..reader("epci@example.org", true) },
            Reader { failed: true, ..reader("perdu@example.org", true) },
        ];
        use Fate::{Failed, Gets, NoAddress, NoContact, Stopped, Twice};
        assert_eq!(fates(&readers), [Gets, Twice, NoAddress, NoContact, Stopped, Failed]);
    }
}

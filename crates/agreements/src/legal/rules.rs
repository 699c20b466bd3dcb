//! Which texts there are, and what may be said of one. Pure.

use chrono::NaiveDate;
use kernel::Actor;
use kernel::typed::{LONG, Reading, Typed, Why};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A text that she is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Subject {
    /// Of this convention, at this place.
    Clause(Uuid, i16),
    Notice(Uuid),
    Charter,
}

impl Subject {
    /// In an address: « clause-3-… », « rappel-… », « charte ».
    pub(crate) fn slug(self) -> String {
        match self {
            Self::Clause(convention, position) => format!("clause-{position}-{convention}"),
            Self::Notice(notice) => format!("rappel-{notice}"),
            Self::Charter => "charte".to_owned(),
        }
    }

    pub(super) fn of_slug(slug: &str) -> Option<Self> {
        if slug == "charte" {
            return Some(Self::Charter);
        }
        if let Some(id) = slug.strip_prefix("rappel-") {
            return id.parse().ok().map(Self::Notice);
        }
        let (position, id) = slug.strip_prefix("clause-")?.split_once('-')?;
        Some(Self::Clause(id.parse().ok()?, position.parse().ok()?))
    }

    /// As in the database: kind, of what, at which place.
    pub(super) fn key(self) -> (&'static str, Option<Uuid>, Option<i16>) {
        match self {
            Self::Clause(convention, position) => ("clause", Some(convention), Some(position)),
            Self::Notice(notice) => ("notice", Some(notice), None),
            Self::Charter => ("charter", None, None),
        }
    }

    pub(super) fn of_key(kind: &str, of: Option<Uuid>, position: Option<i16>) -> Option<Self> {
        match (kind, of, position) {
            ("clause", Some(convention), Some(position)) => Some(Self::Clause(convention, position)),
            ("notice", Some(notice), None) => Some(Self::Notice(notice)),
            ("charter", None, None) => Some(Self::Charter),
            _ => None,
        }
    }
}

/// Where a text stands with her.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Waits,
    /// It is not the one any more of which she spoke.
    Changed,
    Validated,
    Rework,
}

impl Standing {
    pub(super) fn named(name: &str) -> Self {
        match name {
            "validated" => Self::Validated,
            "rework" => Self::Rework,
            "changed" => Self::Changed,
            _ => Self::Waits,
        }
    }

    /// Of the last opinion, if there is one, for the text as it is now.
    pub(super) fn of(last: Option<(bool, &str)>, text: &str) -> Self {
        match last {
            None => Self::Waits,
            Some((_, read)) if read != text => Self::Changed,
            Some((true, _)) => Self::Validated,
            Some((false, _)) => Self::Rework,
        }
    }

    pub(crate) fn french(self) -> &'static str {
        match self {
            Self::Waits => "pas encore relu par le conseil juridique",
            Self::Changed => "a changé depuis l’avis du conseil juridique",
            Self::Validated => "validé par le conseil juridique",
            Self::Rework => "à reprendre",
        }
    }

    pub(crate) fn colour(self) -> &'static str {
        match self {
            Self::Waits => "",
            Self::Changed => "sun",
            Self::Validated => "meadow",
            Self::Rework => "brick",
        }
    }

    /// She has not said anything of it as it is.
    pub(super) fn waits(self) -> bool {
        matches!(self, Self::Waits | Self::Changed)
    }
}

pub(super) fn speaks(actor: &Actor) -> Result<(), Why> {
    if actor.is_legal_adviser() {
        return Ok(());
    }
    Err(Why::not("C’est au conseil juridique de donner son avis."))
}

/// Of a text as it was shown: it comes back with the form.
pub(super) fn print(text: &str) -> String {
    hex::encode(&Sha256::digest(text.as_bytes())[..12])
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Opinion {
    pub validated: bool,
    pub note: String,
}

pub(super) fn opinion(typed: &Typed, text: &str, today: NaiveDate) -> Result<Opinion, Why> {
    if typed.of("lu") != print(text) {
        return Err(Why::not(
            "Ce texte a changé pendant que vous le lisiez\u{a0}: le voici tel qu’il est maintenant.",
        ));
    }
    let mut read = Reading::new(typed, today);
    let validated = read.one_of("choix", &[("valide", true), ("reprendre", false)]);
    let note = read.optional("note", LONG);
    if validated == Some(false) && note.is_empty() {
        read.errors.add("note", "Dites ce qui est à reprendre, et pourquoi.");
    }
    read.checked(validated.map(|validated| Opinion { validated, note }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_which_text() {
        let id = Uuid::now_v7();
        for subject in [Subject::Clause(id, 3), Subject::Notice(id), Subject::Charter] {
            assert_eq!(Subject::of_slug(&subject.slug()), Some(subject));
            let (kind, of, position) = subject.key();
            assert_eq!(Subject::of_key(kind, of, position), Some(subject));
        }
        for none in ["", "clause-", "clause-3", "clause-x-y", "rappel-3", "charte-2"] {
            assert_eq!(Subject::of_slug(none), None, "{none}");
        }
    }

    #[test]
    fn an_opinion_holds_for_the_text_that_was_read() {
        assert_eq!(Standing::of(None, "A"), Standing::Waits);
        assert_eq!(Standing::of(Some((true, "A")), "A"), Standing::Validated);
        assert_eq!(Standing::of(Some((false, "A")), "A"), Standing::Rework);
        assert_eq!(Standing::of(Some((true, "A")), "B"), Standing::Changed);
        let today = "2026-09-15".parse().unwrap();
        let typed = |fields: &[(&str, &str)]| {
            Typed::from(fields.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect::<Vec<_>>())
        };
        let seen = print("A");
        let said = opinion(&typed(&[("lu", &seen), ("choix", "valide")]), "A", today).unwrap();
        assert!(said.validated && said.note.is_empty());
        let without = opinion(&typed(&[("lu", &seen), ("choix", "reprendre")]), "A", today);
        assert!(matches!(without, Err(Why::Fields(errors)) if errors.of("note").is_some()));
        let other = opinion(&typed(&[("lu", &seen), ("choix", "valide")]), "B", today);
        assert!(matches!(other, Err(Why::Not(_))));
    }
}

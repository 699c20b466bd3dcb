//! Who acts. Everything starts from an [`Actor`]; only the session layer of `identity` makes one, and
//! only the extractor below hands it out. Public pages take [`Visitor`].

use crate::{Error, PersonId, PlaceId, Role, RoleKind, SessionId};
use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::Extensions;
use axum::http::request::Parts;
use chrono::NaiveDate;
use std::convert::Infallible;

/// Which of the four faces a person sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    Maternelle,
    Eleve,
    Adulte,
    Pilotage,
}

impl Face {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Maternelle => "maternelle",
            Self::Eleve => "eleve",
            Self::Adulte => "adulte",
            Self::Pilotage => "pilotage",
        }
    }

    /// The face that goes with roles and, for a pupil, the level.
    #[must_use]
    pub fn of(roles: &[Role], level: Option<&str>) -> Self {
        let has = |kind| roles.iter().any(|r| r.kind == kind);
        let school_or_family = roles.iter().any(|r| r.kind.is_school_adult() || r.kind == RoleKind::Guardian);
        match level {
            Some("TPS" | "PS" | "MS" | "GS") if has(RoleKind::Pupil) => Self::Maternelle,
            _ if has(RoleKind::Pupil) => Self::Eleve,
            _ if school_or_family || roles.is_empty() => Self::Adulte,
            _ => Self::Pilotage,
        }
    }
}

/// How a session was opened. What is not a `Login` is a pupil's, and short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SessionKind {
    /// Login and secret: an adult's password, a pupil's printed code.
    #[default]
    Login,
    /// A tile and three pictures on a tablet where the class is open.
    ClassSession,
    /// A printed card and three pictures.
    Card,
    /// Login and secret words.
    Phrase,
    /// Opened for a small child by a guardian who stays near.
    Lent,
}

impl SessionKind {
    const WORDS: [(Self, &'static str); 5] = [
        (Self::Login, "login"),
        (Self::ClassSession, "class_session"),
        (Self::Card, "card"),
        (Self::Phrase, "phrase"),
        (Self::Lent, "lent"),
    ];

    /// As in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::WORDS.iter().find(|w| w.0 == self).map_or("", |w| w.1)
    }

    #[must_use]
    pub fn named(name: &str) -> Self {
        Self::WORDS.iter().find(|w| w.1 == name).map_or(Self::Login, |w| w.0)
    }
}

/// A child as its guardian meets it.
#[derive(Debug, Clone)]
pub struct Child {
    pub person: PersonId,
    pub first_name: String,
    /// 'PS'…'CM2', or nothing.
    pub level: String,
}

/// Whether somebody has shown lately that she is still herself (`identity::confirm`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Confirmed {
    #[default]
    No,
    /// A while ago: what she had begun can still be sent.
    Before,
    Now,
}

#[derive(Debug, Clone)]
pub struct Actor {
    pub person: PersonId,
    pub session: SessionId,
    pub session_kind: SessionKind,
    pub name: String,
    pub first_name: String,
    pub face: Face,
    pub roles: Vec<Role>,
    /// Those of whom she is a guardian and who are pupils today, by first name. A third person has those whose
    /// class she was allowed to read; nobody has a child that is hidden from her.
    pub children: Vec<Child>,
    pub confirmed: Confirmed,
    /// What she reads when what she would write is stopped for now (`identity::containment`). Reading goes on.
    pub frozen: Option<String>,
}

impl Actor {
    #[must_use]
    pub fn is(&self, kind: RoleKind) -> bool {
        self.roles.iter().any(|r| r.kind == kind)
    }

    #[must_use]
    pub fn is_pupil(&self) -> bool {
        self.is(RoleKind::Pupil)
    }

    /// Of the project's team: its directory operators (DSI) and managers.
    #[must_use]
    pub fn is_project(&self) -> bool {
        self.is(RoleKind::Operator) || self.is(RoleKind::ProjectManager)
    }

    /// Reads and validates the project's texts.
    #[must_use]
    pub fn is_legal_adviser(&self) -> bool {
        self.is(RoleKind::LegalAdviser)
    }

    /// May write in the feed: works in a school (an outside helper only where it was given her) or inspects some.
    #[must_use]
    pub fn may_write(&self) -> bool {
        self.roles.iter().any(|r| r.writes() || r.kind == RoleKind::Inspector)
    }

    /// For whatever others would read: refuses, with the sentence, while it is frozen. An action that has a form
    /// shows the sentence in it instead, with what was typed.
    pub fn may_send_now(&self) -> Result<(), Error> {
        match &self.frozen {
            Some(message) => Err(Error::Refused(message.clone())),
            None => Ok(()),
        }
    }

    /// Holds `kind` somewhere in this school.
    #[must_use]
    pub fn is_in(&self, kind: RoleKind, school: PlaceId) -> bool {
        self.roles.iter().any(|r| r.kind == kind && r.school == Some(school))
    }

    /// The schools where this person is head.
    pub fn headed(&self) -> impl Iterator<Item = PlaceId> + '_ {
        self.roles.iter().filter(|r| r.kind == RoleKind::Head).filter_map(|r| r.school)
    }

    /// The communes for which this person acts.
    pub fn communes(&self) -> impl Iterator<Item = PlaceId> + '_ {
        self.roles.iter().filter(|r| r.kind == RoleKind::CommuneAgent).map(|r| r.place)
    }

    /// The circonscriptions that this person supports as an IEN numérique.
    pub fn backed(&self) -> impl Iterator<Item = PlaceId> + '_ {
        self.roles.iter().filter(|r| r.kind == RoleKind::DigitalInspector).map(|r| r.place)
    }

    /// The circonscriptions that this person inspects.
    pub fn inspected(&self) -> impl Iterator<Item = PlaceId> + '_ {
        self.roles.iter().filter(|r| r.kind == RoleKind::Inspector).map(|r| r.place)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Actor {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        parts.extensions.get::<Self>().cloned().ok_or(Error::SignIn)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Actor {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned())
    }
}

/// Somebody whose entitlement has ended: for three months she may come for her own data, and for nothing else.
/// No [`Actor`] comes with her, so that whatever takes one is out of her reach.
#[derive(Debug, Clone)]
pub struct Leaver {
    pub person: PersonId,
    pub session: SessionId,
    pub name: String,
    pub first_name: String,
    pub since: NaiveDate,
}

/// Whoever may ask for her own data: somebody signed in, or who is leaving.
#[derive(Debug, Clone)]
pub struct Oneself {
    pub person: PersonId,
    pub session: SessionId,
    pub name: String,
    /// Since when she is leaving.
    pub leaving: Option<NaiveDate>,
}

impl Oneself {
    #[must_use]
    pub fn of(extensions: &Extensions) -> Option<Self> {
        if let Some(actor) = extensions.get::<Actor>() {
            let name = actor.name.clone();
            return Some(Self { person: actor.person, session: actor.session, name, leaving: None });
        }
        let leaver = extensions.get::<Leaver>()?;
        Some(Self {
            person: leaver.person,
            session: leaver.session,
            name: leaver.name.clone(),
            leaving: Some(leaver.since),
        })
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Oneself {
    type Rejection = Error;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Error> {
        Self::of(&parts.extensions).ok_or(Error::SignIn)
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Oneself {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Infallible> {
        Ok(Self::of(&parts.extensions))
    }
}

/// Somebody on a public page: signed in or not, it must not matter for what is shown of others.
#[derive(Debug, Clone)]
pub struct Visitor {
    pub actor: Option<Actor>,
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self { actor: parts.extensions.get::<Actor>().cloned() })
    }
}

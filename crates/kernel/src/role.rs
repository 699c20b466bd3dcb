//! What somebody is somewhere, from one day to another.

use crate::PlaceId;

/// What somebody is somewhere. `Guardian` comes from guardian links, the others from the role table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoleKind {
    Pupil,
    Guardian,
    Teacher,
    Head,
    Staff,
    Substitute,
    Atsem,
    Aesh,
    Helper,
    Inspector,
    ProjectManager,
    Operator,
    /// Of a commune that bears schools of the project.
    CommuneAgent,
    /// Reads and validates the texts of the project; sees no pupil.
    LegalAdviser,
    /// Reads the project in aggregates.
    National,
    /// An IEN numérique, in a circonscription that she supports without inspecting it.
    DigitalInspector,
}

impl RoleKind {
    const WORDS: [(Self, &'static str, &'static str); 16] = [
        (Self::Pupil, "pupil", "élève"),
        (Self::Guardian, "guardian", "responsable"),
        (Self::Teacher, "teacher", "enseignant·e"),
        (Self::Head, "head", "direction"),
        (Self::Staff, "staff", "personnel de l’école"),
        (Self::Substitute, "substitute", "remplaçant·e"),
        (Self::Atsem, "atsem", "ATSEM"),
        (Self::Aesh, "aesh", "AESH"),
        (Self::Helper, "helper", "intervenant·e"),
        (Self::Inspector, "inspector", "inspection"),
        (Self::ProjectManager, "project_manager", "équipe projet"),
        (Self::Operator, "operator", "annuaire (DSI)"),
        (Self::CommuneAgent, "commune_agent", "agent de la commune"),
        (Self::LegalAdviser, "legal_adviser", "conseil juridique"),
        (Self::National, "national", "niveau national"),
        (Self::DigitalInspector, "digital_inspector", "IEN numérique"),
    ];

    pub fn all() -> impl Iterator<Item = Self> {
        Self::WORDS.iter().map(|w| w.0)
    }

    /// As in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::WORDS.iter().find(|w| w.0 == self).map_or("", |w| w.1)
    }

    /// As said on a page.
    #[must_use]
    pub fn french(self) -> &'static str {
        Self::WORDS.iter().find(|w| w.0 == self).map_or("", |w| w.2)
    }

    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::WORDS.iter().find(|w| w.1 == name).map(|w| w.0)
    }

    /// Works in a school, with its pupils.
    #[must_use]
    pub fn is_school_adult(self) -> bool {
        matches!(
            self,
            Self::Teacher
                | Self::Head
                | Self::Staff
                | Self::Substitute
                | Self::Atsem
                | Self::Aesh
                | Self::Helper
        )
    }
}

/// A role today. For a guardian: one per child's class, with that class as the place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    pub kind: RoleKind,
    pub place: PlaceId,
    pub school: Option<PlaceId>,
    /// Named by hand: what she may use there, in words (`role.tools`). `None`: all that goes with her kind of role.
    pub tools: Option<Vec<String>>,
}

impl Role {
    /// Holds a class: its teacher, and a substitute unless it was not given her (`leads` in the database).
    #[must_use]
    pub fn leads(&self) -> bool {
        let given = || self.tools.as_ref().is_none_or(|tools| tools.iter().any(|tool| tool == TEACH));
        self.kind == RoleKind::Teacher || self.kind == RoleKind::Substitute && given()
    }

    /// May write in the feed: an outside helper only where it was given her, others unless it was not.
    #[must_use]
    pub fn writes(&self) -> bool {
        match &self.tools {
            Some(tools) => tools.iter().any(|tool| tool == FEED_WRITE),
            None => self.kind.is_school_adult() && self.kind != RoleKind::Helper,
        }
    }
}

/// The words of `role.tools`.
pub const FEED_READ: &str = "feed_read";

pub const FEED_WRITE: &str = "feed_write";

/// Holds the class in its teacher's place: its families, its sheets, its pupils' ways in. Goes by itself with
/// `teacher`; a substitute named by hand has it where it was given her (`leads` in the database).
pub const TEACH: &str = "teach";

//! For whom something is said: an article, a known problem. Pure.

use kernel::{Access, Actor, RoleKind};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Concerned {
    /// Also who is not signed in.
    Everyone,
    Families,
    Teachers,
    /// Heads, and whoever helps schools.
    Heads,
}

impl Concerned {
    pub(crate) const ALL: [Self; 4] = [Self::Everyone, Self::Families, Self::Teachers, Self::Heads];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::Families => "families",
            Self::Teachers => "teachers",
            Self::Heads => "heads",
        }
    }

    pub(crate) fn french(self) -> &'static str {
        match self {
            Self::Everyone => "Pour tous, même sans être connecté",
            Self::Families => "Familles, et qui travaille avec elles",
            Self::Teachers => "Adultes des écoles",
            Self::Heads => "Directions, inspection, équipe projet",
        }
    }

    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|c| c.name() == name)
    }

    pub(crate) fn options() -> Vec<(String, String)> {
        Self::ALL.map(|c| (c.name().to_owned(), c.french().to_owned())).into()
    }

    /// Whoever works with families reads what is said to them, and so on upwards.
    fn admits(self, actor: Option<&Actor>) -> bool {
        match (self, actor) {
            (Self::Everyone, _) => true,
            (_, None) => false,
            (Self::Families, Some(actor)) => !actor.is_pupil(),
            (Self::Teachers, actor) => Access::SchoolAdults.admits(actor) || Access::Territory.admits(actor),
            (Self::Heads, Some(actor)) => {
                actor.is(RoleKind::Head) || actor.is(RoleKind::Inspector) || actor.is_project()
            }
        }
    }

    /// What this reader is told, by name.
    pub(crate) fn of(actor: Option<&Actor>) -> Vec<String> {
        Self::ALL.into_iter().filter(|c| c.admits(actor)).map(|c| c.name().to_owned()).collect()
    }
}

/// Who helps on the first level, or leads the project: writes articles.
pub(crate) fn helps(actor: &Actor) -> bool {
    Concerned::Heads.admits(Some(actor))
}

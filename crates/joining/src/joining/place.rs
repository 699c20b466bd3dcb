//! Where a school stands on its way in, as the territory’s list says it. Pure.

use super::steps::Step;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    NotBegun,
    /// In use before the project opened its schools by steps.
    Open,
    Ended,
    At(Step),
    Live,
    Suspended,
}

impl Place {
    pub(super) fn slug(self) -> &'static str {
        match self {
            Self::NotBegun => "pas-commence",
            Self::Open => "ouverte",
            Self::Ended => "arrete",
            Self::At(step) => step.slug(),
            Self::Live => "en-service",
            Self::Suspended => "suspendue",
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::NotBegun => "Pas commencé",
            Self::Open => "Ouverte, sans étapes",
            Self::Ended => "Arrêté",
            Self::At(step) => step.title(),
            Self::Live => "En service",
            Self::Suspended => "Suspendue",
        }
    }

    pub(super) fn colour(self) -> &'static str {
        match self {
            Self::NotBegun => "",
            Self::Ended | Self::Suspended => "brick",
            Self::At(_) => "sun",
            Self::Live | Self::Open => "meadow",
        }
    }
}

//! Who holds a step of a school’s way in. Pure.

/// Who may do a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holder {
    /// Whoever teaches in the school, or heads it.
    Team,
    Head,
    /// Who keeps the school's accounts: the head, and whom she named.
    Administrator,
    Inspector,
    Commune,
    Manager,
    Operator,
    /// Nobody types it: it comes from the directory.
    Feed,
}

impl Holder {
    pub(super) fn french(self) -> &'static str {
        match self {
            Self::Team => "l’équipe enseignante",
            Self::Head => "la direction de l’école",
            Self::Administrator => "l’administrateur de l’école",
            Self::Inspector => "l’inspection de la circonscription",
            Self::Commune => "la commune",
            Self::Manager => "l’équipe projet",
            Self::Operator | Self::Feed => "l’annuaire (DSI)",
        }
    }

    /// In the address of the board.
    pub(super) fn slug(self) -> &'static str {
        match self {
            Self::Team => "equipe",
            Self::Head => "direction",
            Self::Administrator => "administrateur",
            Self::Inspector => "inspection",
            Self::Commune => "commune",
            Self::Manager => "projet",
            Self::Operator | Self::Feed => "dsi",
        }
    }
}

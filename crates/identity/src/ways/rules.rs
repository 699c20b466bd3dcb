//! Which way in goes with which level. Pure.

/// How a pupil comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// A tile and three pictures, on a tablet where the class is open.
    ClassSession,
    /// A printed card and three pictures.
    Card,
    /// Login and secret words.
    Phrase,
}

const LEVELS: [&str; 9] = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];

impl Way {
    pub const ALL: [Self; 3] = [Self::ClassSession, Self::Card, Self::Phrase];

    /// What goes with a level: not reading yet, beginning to, reading and typing. A class without levels, or one
    /// of newcomers and pupils who need more time, gets cards.
    #[must_use]
    pub fn of_level(level: &str) -> Self {
        match level {
            "TPS" | "PS" | "MS" | "GS" => Self::ClassSession,
            "CE2" | "CM1" | "CM2" => Self::Phrase,
            _ => Self::Card,
        }
    }

    /// As in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ClassSession => "class_session",
            Self::Card => "card",
            Self::Phrase => "phrase",
        }
    }

    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }

    /// The levels, in the order of school life; what is none of them last.
    #[must_use]
    pub fn rank_of_level(level: &str) -> usize {
        LEVELS.iter().position(|l| *l == level).unwrap_or(LEVELS.len())
    }

    #[must_use]
    pub fn french(self) -> &'static str {
        match self {
            Self::ClassSession => "Tablette de la classe",
            Self::Card => "Carte et images",
            Self::Phrase => "Mots secrets",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Way;

    #[test]
    fn each_age_has_its_way() {
        for (level, way) in [
            ("PS", Way::ClassSession),
            ("GS", Way::ClassSession),
            ("CP", Way::Card),
            ("CE1", Way::Card),
            ("CE2", Way::Phrase),
            ("CM2", Way::Phrase),
            ("", Way::Card),
        ] {
            assert_eq!(Way::of_level(level), way, "{level}");
        }
        assert!(Way::ALL.into_iter().all(|way| Way::named(way.name()) == Some(way)));
    }
}

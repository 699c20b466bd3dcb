//! The options that there are, and which need a check. Pure.

/// Whether it may be chosen as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framework {
    Inside,
    ToCheck,
}

impl Framework {
    #[must_use]
    pub fn french(self) -> &'static str {
        match self {
            Self::Inside => "dans le cadre de confiance",
            Self::ToCheck => "à faire vérifier",
        }
    }
}

/// What can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LocalOption {
    /// A child's photograph on his tile.
    TilePhotos,
    /// Rules of communication that open more than « Ouvert entre adultes ».
    OpenRules,
    /// A space of a CM2 class with a class of collège.
    JointSpaces,
    /// The project's server of virtual classes.
    VirtualClass,
    /// Schools that open by steps.
    OpeningSteps,
    /// Pupils answer where their teacher opens it.
    PupilsWrite,
    /// How pupils come in, by class and level.
    WaysIn,
    /// The mailbox of the help.
    HelpMailbox,
}

use Framework::{Inside, ToCheck};
use LocalOption::{
    HelpMailbox, JointSpaces, OpenRules, OpeningSteps, PupilsWrite, TilePhotos, VirtualClass, WaysIn,
};

/// Key, name, what it does, where it is changed, its address (when there is one for the whole project).
type Words = (&'static str, &'static str, &'static str, &'static str, Option<&'static str>);

impl LocalOption {
    pub const ALL: [Self; 8] =
        [TilePhotos, OpenRules, JointSpaces, VirtualClass, OpeningSteps, PupilsWrite, WaysIn, HelpMailbox];

    fn words(self) -> Words {
        match self {
            TilePhotos => (
                "tile_photos",
                "Photos des enfants sur les tuiles",
                "Sur la tablette de la classe, la photo d’un enfant prend la place de son animal, avec l’accord de sa famille.",
                "Par la direction, dans «\u{a0}Photos sur la tablette\u{a0}» de son école",
                None,
            ),
            OpenRules => (
                "open_rules",
                "Règles de communication «\u{a0}Ouvert\u{a0}»",
                "Les autres adultes écrivent aux élèves et à toutes les classes, les familles d’une classe s’écrivent entre elles.",
                "Par la direction, dans «\u{a0}Qui peut écrire à qui\u{a0}»\u{a0}: ce modèle, ou une case qui ouvre autant",
                None,
            ),
            JointSpaces => (
                "joint_spaces",
                "Espaces communs CM2 et 6e",
                "Des élèves, leurs familles et des adultes d’une école et d’un collège lisent et écrivent au même endroit, après le départ de l’école.",
                "Par qui mène une classe de CM2, dans «\u{a0}Espace avec la 6e\u{a0}»",
                None,
            ),
            VirtualClass => (
                "virtual_class",
                "Serveur de classes virtuelles",
                "Un serveur qui n’est pas Préau reçoit le nom de qui entre dans une session, sa voix et son image.",
                "Par l’équipe projet, dans «\u{a0}Classe virtuelle\u{a0}»",
                Some("/formations/serveur"),
            ),
            OpeningSteps => (
                "opening_steps",
                "Écoles qui ouvrent par étapes",
                "Les comptes des élèves et des familles d’une école s’ouvrent une fois l’école entrée dans le projet.",
                "Par l’équipe projet, dans la carte du projet",
                Some("/pilotage/projet"),
            ),
            PupilsWrite => (
                "pupils_write",
                "Réponses des élèves",
                "Les élèves répondent à un message là où leur enseignant l’ouvre, si les règles de l’école le permettent à leur âge.",
                "Par l’enseignant, message par message\u{a0}; par la direction, dans «\u{a0}Qui peut écrire à qui\u{a0}»",
                None,
            ),
            WaysIn => (
                "ways_in",
                "Entrées des élèves",
                "Tablette de la classe, carte et images, ou mots secrets, par classe et par niveau.",
                "Par qui mène la classe, dans «\u{a0}Entrées\u{a0}»",
                None,
            ),
            HelpMailbox => (
                "help_mailbox",
                "Boîte aux lettres de l’aide",
                "Un courriel envoyé à cette adresse devient une demande d’aide.",
                "Par qui exploite le serveur, dans ses réglages",
                None,
            ),
        }
    }

    #[must_use]
    pub fn key(self) -> &'static str {
        self.words().0
    }

    #[must_use]
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|option| option.key() == key)
    }

    #[must_use]
    pub fn title(self) -> &'static str {
        self.words().1
    }

    #[must_use]
    pub fn does(self) -> &'static str {
        self.words().2
    }

    #[must_use]
    pub fn changed_where(self) -> &'static str {
        self.words().3
    }

    #[must_use]
    pub fn address(self) -> Option<&'static str> {
        self.words().4
    }

    #[must_use]
    pub fn framework(self) -> Framework {
        match self {
            TilePhotos | OpenRules | JointSpaces | VirtualClass => ToCheck,
            OpeningSteps | PupilsWrite | WaysIn | HelpMailbox => Inside,
        }
    }
}

pub(super) fn unchecked(option: LocalOption) -> String {
    format!(
        "{}\u{a0}: cette option est à faire vérifier avant d’être mise en service. L’avis du conseil juridique, ou le texte \
         du délégué à la protection des données, n’est pas encore enregistré\u{a0}: demandez-le à l’équipe projet.",
        option.title()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_option_has_a_key_of_its_own_and_what_waits_says_who_helps() {
        for option in LocalOption::ALL {
            assert_eq!(LocalOption::named(option.key()), Some(option));
            assert!(!option.does().is_empty() && !option.changed_where().is_empty());
            assert!(unchecked(option).starts_with(option.title()));
        }
        assert_eq!(LocalOption::named(""), None);
    }
}

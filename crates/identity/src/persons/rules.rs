//! Which list one looks at, and how things are said. Pure.

use kernel::RoleKind;

/// One of the three lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Pupils,
    Families,
    Adults,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Pupils, Self::Families, Self::Adults];

    /// As in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pupils => "eleves",
            Self::Families => "familles",
            Self::Adults => "adultes",
        }
    }

    pub fn title(self) -> &'static str {
        match self {
            Self::Pupils => "Élèves",
            Self::Families => "Familles",
            Self::Adults => "Adultes",
        }
    }

    /// What is not a word of ours is the first list.
    pub fn named(word: Option<&str>) -> Self {
        Self::ALL.into_iter().find(|kind| Some(kind.word()) == word).unwrap_or(Self::Pupils)
    }
}

/// Roles of the database, in words, each once.
pub(super) fn roles_words(kinds: &[String]) -> String {
    let words: Vec<_> = kinds.iter().filter_map(|k| RoleKind::named(k)).map(RoleKind::french).collect();
    words.join(", ")
}

/// Who said so.
pub(super) fn source_words(source: &str) -> &'static str {
    match source {
        "feed" => "selon l’annuaire",
        "head" => "dit par la direction",
        "self" => "choisi par elle ou lui",
        _ => "donné pour un temps",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_list_is_the_first() {
        assert_eq!(Kind::named(Some("familles")), Kind::Families);
        assert_eq!(Kind::named(Some("Familles")), Kind::Pupils);
        assert_eq!(Kind::named(None), Kind::Pupils);
        assert_eq!(roles_words(&["head".into(), "teacher".into()]), "direction, enseignant·e");
    }
}

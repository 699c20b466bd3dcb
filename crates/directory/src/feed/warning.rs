//! What was odd in a feed without refusing it. Counted by kind; only the first [`KEPT`] of each kind keep
//! their detail, so that a feed where everything is odd costs no more memory than a good one.

use std::collections::BTreeMap;

use super::Category;

/// How many warnings of one kind keep their key and detail.
pub const KEPT: usize = 200;
const NAMES_KEPT: usize = 200;
const DETAIL_CHARS: usize = 120;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    pub kind: WarningKind,
    pub category: Category,
    pub key: String,
    pub detail: String,
}

macro_rules! kinds {
    ($($kind:ident: $sentence:literal,)*) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum WarningKind { $($kind,)* }

        impl WarningKind {
            pub const ALL: &[WarningKind] = &[$(WarningKind::$kind,)*];

            /// What happened and what was done about it, for the report.
            pub fn sentence(self) -> &'static str {
                match self { $(WarningKind::$kind => $sentence,)* }
            }
        }
    };
}

kinds! {
    MissingKey: "Fiche sans identifiant\u{a0}: ignorée.",
    KeyMismatch: "Deux identifiants différents dans la même fiche\u{a0}: celui de l’en-tête est retenu.",
    DuplicateKey: "Identifiant présent plusieurs fois dans un flux complet\u{a0}: la première fiche est retenue.",
    OtherCategory: "Fiche rangée dans le fichier d’une autre catégorie\u{a0}: lue selon sa propre catégorie.",
    UnknownCategory: "Fiche d’une catégorie inconnue\u{a0}: ignorée.",
    MissingName: "Personne sans nom ou sans prénom.",
    MalformedDate: "Date illisible\u{a0}: valeur ignorée.",
    MalformedMail: "Adresse électronique mal formée\u{a0}: valeur ignorée.",
    MalformedPhone: "Numéro de téléphone mal formé\u{a0}: valeur ignorée.",
    MalformedIne: "INE mal formé\u{a0}: valeur ignorée.",
    MalformedUai: "Code UAI dont la lettre de contrôle est fausse\u{a0}: gardé tel quel.",
    MalformedFlag: "Réponse oui ou non illisible\u{a0}: valeur ignorée.",
    MalformedLink: "Lien vers un responsable illisible\u{a0}: ignoré.",
    RepeatedLink: "Même responsable cité plusieurs fois pour un élève\u{a0}: liens réunis, droits les plus forts gardés.",
    UnknownRelation: "Lien de parenté inconnu\u{a0}: noté «\u{a0}autre\u{a0}».",
    MalformedGroup: "Classe ou groupe illisible\u{a0}: ignoré.",
    RepeatedGroup: "Même classe ou groupe cité deux fois\u{a0}: le premier est retenu.",
    MalformedFunction: "Fonction illisible\u{a0}: ignorée.",
    UnknownFunction: "Code de fonction inconnu\u{a0}: gardé tel quel.",
    UnknownLevel: "Niveau inconnu\u{a0}: gardé tel quel.",
    UnknownTitle: "Civilité inconnue\u{a0}: ignorée.",
    UnknownContract: "Secteur (public ou privé) inconnu\u{a0}: ignoré.",
    ControlCharacter: "Caractères de contrôle retirés d’une valeur.",
    UnknownEntity: "Caractère nommé inconnu\u{a0}: gardé tel quel.",
    UndeclaredEncoding: "Encodage non annoncé et différent d’UTF-8\u{a0}: lu comme ISO-8859-15.",
    FalseLatin: "Encodage latin annoncé, mais fichier en UTF-8\u{a0}: lu comme UTF-8.",
    UnknownElement: "Élément XML inconnu\u{a0}: ignoré.",
}

/// The warnings of one reading.
#[derive(Debug, Default)]
pub struct Warnings {
    counts: BTreeMap<WarningKind, usize>,
    kept: Vec<Warning>,
    unknown_attributes: BTreeMap<String, usize>,
}

impl Warnings {
    pub fn add(&mut self, kind: WarningKind, category: Category, key: &str, detail: &str) {
        let count = self.counts.entry(kind).or_default();
        *count += 1;
        if *count <= KEPT {
            let short = |text: &str| text.chars().take(DETAIL_CHARS).collect();
            self.kept.push(Warning { kind, category, key: short(key), detail: short(detail) });
        }
    }

    pub fn unknown_attribute(&mut self, name: &str) {
        if let Some(count) = self.unknown_attributes.get_mut(name) {
            *count += 1;
        } else if self.unknown_attributes.len() < NAMES_KEPT {
            self.unknown_attributes.insert(name.to_owned(), 1);
        }
    }

    pub fn count(&self, kind: WarningKind) -> usize {
        self.counts.get(&kind).copied().unwrap_or(0)
    }

    /// Each kind that occurred, with how many times.
    pub fn counts(&self) -> impl Iterator<Item = (WarningKind, usize)> + '_ {
        self.counts.iter().map(|(kind, count)| (*kind, *count))
    }

    /// The first ones of each kind, in the order of the feed.
    pub fn kept(&self) -> &[Warning] {
        &self.kept
    }

    /// Attributes that we do not know, and in how many records: a new version of the format, usually.
    pub fn unknown_attributes(&self) -> &BTreeMap<String, usize> {
        &self.unknown_attributes
    }

    pub fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.unknown_attributes.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_warning_ten_thousand_times_keeps_two_hundred_details() {
        let mut warnings = Warnings::default();
        for i in 0..10_000 {
            warnings.add(
                WarningKind::MalformedMail,
                Category::Relative,
                &i.to_string(),
                "x".repeat(9_999).as_str(),
            );
            warnings.unknown_attribute(&format!("ENTNouveau{i}"));
        }
        assert_eq!(warnings.count(WarningKind::MalformedMail), 10_000);
        assert_eq!(warnings.kept().len(), KEPT);
        assert_eq!(warnings.kept()[0].detail.len(), DETAIL_CHARS);
        assert_eq!(warnings.unknown_attributes().len(), NAMES_KEPT);
    }
}

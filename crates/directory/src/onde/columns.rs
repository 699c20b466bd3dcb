//! Which column says what. ONDE's exports have the columns that the head ticked, in any order, with capitals,
//! plurals and blanks that vary; what is not recognised is shown, and mapped by hand. Pure.

use serde::{Deserialize, Serialize};

/// The three files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    Pupils,
    Relatives,
    Teachers,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Pupils, Self::Relatives, Self::Teachers];

    /// As in forms and columns of the table.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pupils => "eleves",
            Self::Relatives => "responsables",
            Self::Teachers => "enseignants",
        }
    }

    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.word() == word)
    }

    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Pupils => "Élèves",
            Self::Relatives => "Responsables",
            Self::Teachers => "Enseignants",
        }
    }

    /// What a file must say of each person.
    #[must_use]
    pub fn required(self) -> &'static [Field] {
        match self {
            Self::Pupils => &[Field::Last, Field::First, Field::Birth],
            Self::Relatives => &[Field::Last, Field::First, Field::ChildLast, Field::ChildFirst],
            Self::Teachers => &[Field::Last, Field::First],
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Field {
    Title,
    Last,
    Usual,
    First,
    Birth,
    Ine,
    Level,
    Class,
    Street,
    Postcode,
    Town,
    Email,
    Home,
    Work,
    Mobile,
    Head,
    ChildLast,
    ChildUsual,
    ChildFirst,
    ChildClass,
    /// Known, and of no use here.
    Ignored,
}

impl Field {
    /// What a column may be said to be, by hand: the word of the form and the label.
    pub const CHOICES: [(Self, &'static str, &'static str); 19] = [
        (Self::Last, "nom", "Nom"),
        (Self::Usual, "usage", "Nom d’usage"),
        (Self::First, "prenom", "Prénom"),
        (Self::Birth, "naissance", "Date de naissance"),
        (Self::Ine, "ine", "INE"),
        (Self::Level, "niveau", "Niveau"),
        (Self::Class, "classe", "Classe"),
        (Self::Title, "civilite", "Civilité"),
        (Self::Street, "adresse", "Adresse"),
        (Self::Postcode, "cp", "Code postal"),
        (Self::Town, "commune", "Commune"),
        (Self::Email, "courriel", "Courriel"),
        (Self::Home, "domicile", "Téléphone domicile"),
        (Self::Work, "travail", "Téléphone travail"),
        (Self::Mobile, "portable", "Téléphone portable"),
        (Self::ChildLast, "nom-enfant", "Nom de l’enfant"),
        (Self::ChildUsual, "usage-enfant", "Nom d’usage de l’enfant"),
        (Self::ChildFirst, "prenom-enfant", "Prénom de l’enfant"),
        (Self::ChildClass, "classe-enfant", "Classe de l’enfant"),
    ];

    #[must_use]
    pub fn named(word: &str) -> Option<Self> {
        Self::CHOICES.iter().find(|c| c.1 == word).map(|c| c.0)
    }

    #[must_use]
    pub fn label(self) -> &'static str {
        Self::CHOICES.iter().find(|c| c.0 == self).map_or("", |c| c.2)
    }
}

/// Lower case, without accents, blanks, apostrophes and stars.
#[must_use]
pub fn normalised(header: &str) -> String {
    let plain = |c: char| match c {
        'à' | 'â' | 'ä' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'î' | 'ï' => 'i',
        'ô' | 'ö' => 'o',
        'ù' | 'û' | 'ü' => 'u',
        'ç' => 'c',
        c => c,
    };
    let dropped = |c: &char| !c.is_whitespace() && !matches!(c, '*' | '\'' | '’' | '\u{feff}');
    header.to_lowercase().chars().map(plain).filter(dropped).collect()
}

/// What a header says in this file; None when nobody knows.
#[must_use]
pub fn field(kind: Kind, header: &str) -> Option<Field> {
    let name = normalised(header);
    if let Some(of_kind) = own(kind, &name) {
        return Some(of_kind);
    }
    Some(match name.as_str() {
        "nom" | "nomdefamille" | "nomeleve" | "nomresponsable" | "lastname" => Field::Last,
        "nomdusageeleve"
        | "nomusageeleve"
        | "nomusageresponsable"
        | "nomdusageresponsable"
        | "nomusage"
        | "nomdusage" => Field::Usual,
        "prenom" | "prenomeleve" | "prenomresponsable" | "firstname" => Field::First,
        "classe" | "classes" | "libelleclasse" | "classeouregroupement" | "class" => Field::Class,
        "datedenaissance" | "datenaissance" | "date_naiss" | "neele" | "ne(e)le" | "birthdate" => {
            Field::Birth
        }
        "civilite" | "civiliteresponsable" | "titre" => Field::Title,
        "telephone" | "telephonedomicile" | "phone" => Field::Home,
        "telephonetravail" => Field::Work,
        "telephoneportable" | "mobile" => Field::Mobile,
        "adresse" | "adresse1" | "adresseresponsable" | "address" => Field::Street,
        "cp" | "cp1" | "codepostal" | "cpresponsable" => Field::Postcode,
        "ville" | "commune" | "commune1" | "communeresponsable" => Field::Town,
        "email" | "courriel" | "mail" | "adressemail" => Field::Email,
        _ => return ignored(&name).then_some(Field::Ignored),
    })
}

/// What means something else in this file than in the others.
fn own(kind: Kind, name: &str) -> Option<Field> {
    Some(match (kind, name) {
        (Kind::Pupils, "ine" | "numeroine") => Field::Ine,
        (Kind::Pupils, "niveau") => Field::Level,
        (Kind::Teachers, "directeur") => Field::Head,
        (
            Kind::Relatives,
            "nomenfant" | "nomfamilleenfant" | "nomdefamilleenfant" | "nomdefamilleeleve" | "nomdeleleve"
            | "nomeleve",
        ) => Field::ChildLast,
        (Kind::Relatives, "nomusageenfant" | "nomdusageenfant" | "nomdusageeleve") => Field::ChildUsual,
        (Kind::Relatives, "prenomenfant" | "prenomeleve" | "prenomdeleleve") => Field::ChildFirst,
        (
            Kind::Relatives,
            "classeenfant" | "classesenfants" | "classeseleves" | "classesdeleleve" | "classeeleve",
        ) => Field::ChildClass,
        _ => return None,
    })
}

fn ignored(name: &str) -> bool {
    const KNOWN: [&str; 39] = [
        "",
        "identifiantclasse",
        "dateinscription",
        "deuxiemeprenom",
        "troisiemeprenom",
        "communenaissance",
        "deptnaissance",
        "paysnaissance",
        "etat",
        "intervenant",
        "sexe",
        "cycle",
        "adresse2",
        "cp2",
        "commune2",
        "pays",
        "pays1",
        "pays2",
        "attestationfournie",
        "autorisationassociations",
        "autorisationsassociations",
        "autorisationphoto",
        "autorisationphotos",
        "autorisationsphoto",
        "autorisationsphotos",
        "decisiondepassage",
        "dispositif",
        "dispositifs",
        "dispositif(s)",
        "regroupement",
        "regroupements",
        "regroupement(s)",
        "pcs",
        "datedenaissanceeleve",
        "communicationadresses",
        "numerodeposte",
        "statut",
        "fonction",
        "ignore",
    ];
    KNOWN.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_known_however_it_is_written() {
        for (header, expected) in [
            ("Nom Elève", Some(Field::Last)),
            ("Nom élève ", Some(Field::Last)),
            ("Nom d’usage élève", Some(Field::Usual)),
            ("Nom d'usage Elève", Some(Field::Usual)),
            (" Cycle", Some(Field::Ignored)),
            ("Né(e) le", Some(Field::Birth)),
            ("Libellé classe", Some(Field::Class)),
            ("", Some(Field::Ignored)),
            ("Couleur préférée", None),
        ] {
            assert_eq!(field(Kind::Pupils, header), expected, "{header}");
        }
        assert_eq!(field(Kind::Relatives, "Prénom élève"), Some(Field::ChildFirst));
        assert_eq!(field(Kind::Relatives, "Nom de famille enfant"), Some(Field::ChildLast));
        assert_eq!(field(Kind::Teachers, "Directeur"), Some(Field::Head));
    }
}

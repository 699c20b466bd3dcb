//! What equipment is, and what a school must have of it before it opens. The register of it is `funding`’s; its way in,
//! `joining`’s.

mod queries;
mod wanted;

pub use queries::{Class, classes, wanted};
pub use wanted::{Counted, Register, Rule, Wanted, lacking};

use chrono::{Months, NaiveDate};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Board,
    Tablet,
    MobileClass,
    Computer,
    Wifi,
    Other,
}

struct Words {
    kind: Kind,
    name: &'static str,
    french: &'static str,
    /// One, and several.
    one: &'static str,
    many: &'static str,
    /// Years that it usually serves: a proposal, which who writes it down corrects.
    serves: u32,
}

const fn words(
    kind: Kind,
    name: &'static str,
    french: &'static str,
    (one, many): (&'static str, &'static str),
    serves: u32,
) -> Words {
    Words { kind, name, french, one, many, serves }
}

const WORDS: [Words; 6] = [
    words(
        Kind::Board,
        "board",
        "Tableau interactif (TNI, VPI, ENI)",
        ("un tableau interactif", "tableaux interactifs"),
        8,
    ),
    words(Kind::Tablet, "tablet", "Tablettes", ("une tablette", "tablettes"), 5),
    words(
        Kind::MobileClass,
        "mobile_class",
        "Classe mobile (ses ordinateurs)",
        ("un ordinateur de classe mobile", "ordinateurs de classe mobile"),
        6,
    ),
    words(Kind::Computer, "computer", "Ordinateurs", ("un ordinateur", "ordinateurs"), 6),
    words(Kind::Wifi, "wifi", "Bornes wifi", ("une borne wifi", "bornes wifi"), 8),
    words(Kind::Other, "other", "Autre", ("un autre appareil", "autres appareils"), 6),
];

impl Kind {
    fn words(self) -> &'static Words {
        WORDS.iter().find(|w| w.kind == self).unwrap_or(&WORDS[5])
    }

    pub fn name(self) -> &'static str {
        self.words().name
    }

    pub fn french(self) -> &'static str {
        self.words().french
    }

    /// In a title.
    pub fn short(self) -> &'static str {
        match self {
            Self::Board => "Tableau interactif",
            Self::MobileClass => "Classe mobile",
            other => other.french(),
        }
    }

    pub fn named(name: &str) -> Self {
        WORDS.iter().find(|w| w.name == name).map_or(Self::Other, |w| w.kind)
    }

    pub fn options() -> Vec<(String, String)> {
        WORDS.iter().map(|w| (w.name.to_owned(), w.french.to_owned())).collect()
    }

    pub fn choices() -> Vec<(&'static str, Self)> {
        WORDS.iter().map(|w| (w.name, w.kind)).collect()
    }

    /// « un tableau interactif », « 15 tablettes ».
    pub fn said(self, count: i32) -> String {
        if count == 1 { self.words().one.to_owned() } else { format!("{count} {}", self.words().many) }
    }
}

/// When what was bought then is to be replaced, unless somebody says otherwise.
pub fn ends_after(kind: Kind, bought_on: NaiveDate) -> NaiveDate {
    bought_on + Months::new(12 * kind.words().serves)
}

//! The invented territory: Ormes-le-Vieux (some 33,000 inhabitants), Villers-sur-Exemple (10,000), and the
//! three villages of the Syndicat scolaire des Trois Vallées. Invariant: nothing of it exists; keys never
//! change, so that a feed made another day speaks of the same places.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Ps,
    Ms,
    Gs,
    Cp,
    Ce1,
    Ce2,
    Cm1,
    Cm2,
}

impl Level {
    /// (MEFSTAT4, label of the feed, cycle, age on 31 December of the year's first half).
    pub fn told(self) -> (&'static str, &'static str, &'static str, i32) {
        match self {
            Self::Ps => ("1111", "PETITE SECTION", "CYCLE I", 3),
            Self::Ms => ("1112", "MOYENNE SECTION", "CYCLE I", 4),
            Self::Gs => ("1113", "GRANDE SECTION", "CYCLE I", 5),
            Self::Cp => ("1121", "COURS PREPARATOIRE", "CYCLE II", 6),
            Self::Ce1 => ("1122", "COURS ELEMENTAIRE 1ERE ANNEE", "CYCLE II", 7),
            Self::Ce2 => ("1123", "COURS ELEMENTAIRE 2EME ANNEE", "CYCLE II", 8),
            Self::Cm1 => ("1124", "COURS MOYEN 1ERE ANNEE", "CYCLE III", 9),
            Self::Cm2 => ("1125", "COURS MOYEN 2EME ANNEE", "CYCLE III", 10),
        }
    }
}

/// A commune; the syndicate's villages are communes too.
#[derive(Debug)]
pub struct Commune {
    pub name: &'static str,
    pub insee: &'static str,
    pub postcode: &'static str,
    /// Of the rural syndicate.
    pub rural: bool,
    pub population: i32,
    /// As it is drawn: neighbours share their borders.
    pub outline: &'static str,
    /// What the outline fills: least x, least y, greatest x, greatest y.
    pub bounds: [i32; 4],
}

#[derive(Debug)]
pub struct Circonscription {
    pub key: &'static str,
    pub name: &'static str,
    pub uai: u32,
}

#[derive(Debug)]
pub struct Class {
    pub key: &'static str,
    pub label: &'static str,
    /// How many pupils of each level.
    pub levels: &'static [(Level, usize)],
    /// Key of the teacher who picks it.
    pub teacher: &'static str,
}

#[derive(Debug)]
pub struct School {
    pub key: &'static str,
    /// The seven digits; [`uai`] adds the letter.
    pub uai: u32,
    /// `TYPE$NAME$TOWN` is built from these.
    pub kind: &'static str,
    pub name: &'static str,
    pub commune: &'static Commune,
    pub circonscription: &'static str,
    pub street: &'static str,
    pub phone: &'static str,
    pub rpi: &'static str,
    pub classes: &'static [Class],
}

/// The eight characters, letter included.
pub fn uai(digits: u32) -> String {
    let letter = char::from(b"ABCDEFGHJKLMNPRSTUVWXYZ"[(digits % 23) as usize]);
    format!("{digits:07}{letter}")
}

pub const ACADEMY: &str = "EXEMPLE";
pub const SYNDICATE: &str = "Syndicat scolaire des Trois Vallées";
const RPI: &str = "RPI des Trois Vallées";

pub static ORMES: Commune = Commune {
    name: "Ormes-le-Vieux",
    insee: "80998",
    postcode: "80998",
    rural: false,
    population: 33_000,
    outline: "M40 42L58 36 78 44 84 62 72 80 50 78 36 62z",
    bounds: [36, 36, 84, 80],
};
pub static VILLERS: Commune = Commune {
    name: "Villers-sur-Exemple",
    insee: "80999",
    postcode: "80999",
    rural: false,
    population: 10_200,
    outline: "M78 44L96 38 116 48 120 70 104 84 84 62z",
    bounds: [78, 38, 120, 84],
};
static AULNES: Commune = Commune {
    name: "Les Aulnes",
    insee: "80997",
    postcode: "80997",
    rural: true,
    population: 1_140,
    outline: "M40 42L36 62 18 66 6 50 14 30 34 22z",
    bounds: [6, 22, 40, 66],
};
static BRUYERES: Commune = Commune {
    name: "Les Bruyères",
    insee: "80996",
    postcode: "80997",
    rural: true,
    population: 860,
    outline: "M40 42L34 22 52 10 74 14 84 28 78 44 58 36z",
    bounds: [34, 10, 84, 44],
};
static LAVOIR: Commune = Commune {
    name: "Le Lavoir",
    insee: "80995",
    postcode: "80997",
    rural: true,
    population: 410,
    outline: "M36 62L50 78 72 80 66 98 44 104 24 92 18 66z",
    bounds: [18, 62, 72, 104],
};

pub static COMMUNES: [&Commune; 5] = [&ORMES, &VILLERS, &AULNES, &BRUYERES, &LAVOIR];

pub const VAL_D_ORMES: &str = "9001";
pub const RIVES_DE_SEILLE: &str = "9002";
pub static CIRCONSCRIPTIONS: [Circonscription; 2] = [
    Circonscription { key: VAL_D_ORMES, name: "Val d’Ormes", uai: 809_801 },
    Circonscription { key: RIVES_DE_SEILLE, name: "Rives-de-Seille", uai: 809_802 },
];

const fn class(
    key: &'static str,
    label: &'static str,
    levels: &'static [(Level, usize)],
    teacher: &'static str,
) -> Class {
    Class { key, label, levels, teacher }
}

use Level::{Ce1, Ce2, Cm1, Cm2, Cp, Gs, Ms, Ps};

pub const MOULIN: &str = "9101";
pub const TILLEULS: &str = "9102";
pub const LES_AULNES: &str = "9103";
pub const LES_BRUYERES: &str = "9104";
pub const LE_LAVOIR: &str = "9105";
pub const LES_RIVES: &str = "9106";

/// The classes that the story needs by name.
pub const MS_JOURDAN: &str = "9202";
pub const CM_CARREL: &str = "9217";
pub const ULIS: (&str, &str) = ("9290", "ULIS école");

pub static SCHOOLS: [School; 6] = [
    School {
        key: MOULIN,
        uai: 809_901,
        kind: "ECOLE MATERNELLE",
        name: "Le Moulin Bleu",
        commune: &ORMES,
        circonscription: VAL_D_ORMES,
        street: "2 rue du Moulin",
        phone: "+33 1 99 00 10 01",
        rpi: "",
        classes: &[
            class("9201", "PS Mme Aubert", &[(Ps, 23)], "5011"),
            class(MS_JOURDAN, "MS M. Jourdan", &[(Ms, 24)], "5012"),
            class("9203", "MS-GS Mme Lacroix", &[(Ms, 9), (Gs, 13)], "5013"),
            class("9204", "GS Mme Baptiste", &[(Gs, 23)], "5014"),
        ],
    },
    School {
        key: TILLEULS,
        uai: 809_902,
        kind: "ECOLE ELEMENTAIRE",
        name: "Les Tilleuls",
        commune: &ORMES,
        circonscription: VAL_D_ORMES,
        street: "14 place des Tilleuls",
        phone: "+33 1 99 00 10 02",
        rpi: "",
        classes: &[
            class("9211", "CP Mme Roy", &[(Cp, 21)], "5022"),
            class("9212", "CP M. Lemoine", &[(Cp, 20)], "5023"),
            class("9213", "CE1 Mme Amrani", &[(Ce1, 22)], "5024"),
            class("9214", "CE1 M. Castel", &[(Ce1, 21)], "5025"),
            class("9215", "CE1-CE2 Mme Perrin", &[(Ce1, 9), (Ce2, 12)], "5026"),
            class("9216", "CE2 M. Nguyen", &[(Ce2, 22)], "5027"),
            class(CM_CARREL, "CE2-CM1 Mme Carrel", &[(Ce2, 9), (Cm1, 13)], "5021"),
            class("9218", "CM1 Mme Dorval", &[(Cm1, 23)], "5028"),
            class("9219", "CM1 Mme Garnier", &[(Cm1, 22)], "5029"),
            class("9220", "CM2 Mme Petit", &[(Cm2, 22)], "5020"),
            class("9221", "CM2 M. Vasseur", &[(Cm2, 23)], "5030"),
        ],
    },
    School {
        key: LES_AULNES,
        uai: 809_903,
        kind: "ECOLE PRIMAIRE",
        name: "Les Aulnes",
        commune: &AULNES,
        circonscription: VAL_D_ORMES,
        street: "1 place de l’Église",
        phone: "+33 1 99 00 10 03",
        rpi: RPI,
        classes: &[class("9231", "PS-MS-GS Mme Faure", &[(Ps, 6), (Ms, 7), (Gs, 6)], "5041")],
    },
    School {
        key: LES_BRUYERES,
        uai: 809_904,
        kind: "ECOLE PRIMAIRE",
        name: "Les Bruyères",
        commune: &BRUYERES,
        circonscription: VAL_D_ORMES,
        street: "5 chemin des Bruyères",
        phone: "+33 1 99 00 10 04",
        rpi: RPI,
        classes: &[class("9232", "CP-CE1 M. Blanc", &[(Cp, 9), (Ce1, 8)], "5042")],
    },
    School {
        key: LE_LAVOIR,
        uai: 809_905,
        kind: "ECOLE PRIMAIRE",
        name: "Le Lavoir",
        commune: &LAVOIR,
        circonscription: VAL_D_ORMES,
        street: "3 rue du Lavoir",
        phone: "+33 1 99 00 10 05",
        rpi: RPI,
        classes: &[class("9233", "CE2-CM1-CM2 Mme Lenoir", &[(Ce2, 7), (Cm1, 6), (Cm2, 6)], "5043")],
    },
    School {
        key: LES_RIVES,
        uai: 809_906,
        kind: "ECOLE PRIMAIRE",
        name: "Les Rives",
        commune: &VILLERS,
        circonscription: RIVES_DE_SEILLE,
        street: "8 quai des Rives",
        phone: "+33 1 99 00 10 06",
        rpi: "",
        classes: &[
            class("9241", "GS-CP M. Maillard", &[(Gs, 10), (Cp, 11)], "5052"),
            class("9242", "CM1-CM2 Mme Vidal", &[(Cm1, 10), (Cm2, 12)], "5051"),
        ],
    },
];

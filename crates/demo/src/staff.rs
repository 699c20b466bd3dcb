//! Who works in the invented schools. Invariant: all invented; a key is for life.

use super::territory::{
    LE_LAVOIR, LES_AULNES, LES_BRUYERES, LES_RIVES, MOULIN, RIVES_DE_SEILLE, TILLEULS, VAL_D_ORMES,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    Teacher,
    /// Teaches, and directs the first of her schools.
    Head,
    Inspector,
    Aesh,
}

#[derive(Debug)]
pub struct Staff {
    pub key: &'static str,
    pub title: &'static str,
    pub first: &'static str,
    pub last: &'static str,
    pub job: Job,
    pub places: &'static [&'static str],
}

const fn one(
    key: &'static str,
    title: &'static str,
    first: &'static str,
    last: &'static str,
    job: Job,
    places: &'static [&'static str],
) -> Staff {
    Staff { key, title, first, last, job, places }
}

use Job::{Aesh, Head, Inspector, Teacher};

pub const SEGUR: &str = "5001";
pub const AUBIN: &str = "5002";
pub const AUBERT: &str = "5011";
pub const JOURDAN: &str = "5012";
pub const LACROIX: &str = "5013";
pub const BAPTISTE: &str = "5014";
pub const PETIT: &str = "5020";
pub const CARREL: &str = "5021";
pub const ROY: &str = "5022";
pub const DORVAL: &str = "5028";
pub const KELLER: &str = "5031";
pub const SIMONIN: &str = "5032";
pub const DUVAL: &str = "5033";
pub const FAURE: &str = "5041";
pub const BLANC: &str = "5042";
pub const LENOIR: &str = "5043";
pub const VIDAL: &str = "5051";
pub const MAILLARD: &str = "5052";

pub static STAFF: [Staff; 25] = [
    one(SEGUR, "Mme", "Odile", "Ségur", Inspector, &[VAL_D_ORMES]),
    one(AUBIN, "M.", "Étienne", "Aubin", Inspector, &[RIVES_DE_SEILLE]),
    one(AUBERT, "Mme", "Claudine", "Aubert", Teacher, &[MOULIN]),
    one(JOURDAN, "M.", "Paul", "Jourdan", Head, &[MOULIN]),
    one(LACROIX, "Mme", "Estelle", "Lacroix", Teacher, &[MOULIN]),
    one(BAPTISTE, "Mme", "Joëlle", "Baptiste", Teacher, &[MOULIN]),
    one(PETIT, "Mme", "Hélène", "Petit", Head, &[TILLEULS]),
    one(CARREL, "Mme", "Marion", "Carrel", Teacher, &[TILLEULS]),
    one(ROY, "Mme", "Alix", "Roy", Teacher, &[TILLEULS]),
    one("5023", "M.", "Bastien", "Lemoine", Teacher, &[TILLEULS]),
    one("5024", "Mme", "Farida", "Amrani", Teacher, &[TILLEULS]),
    one("5025", "M.", "Julien", "Castel", Teacher, &[TILLEULS]),
    one("5026", "Mme", "Maud", "Perrin", Teacher, &[TILLEULS]),
    one("5027", "M.", "Thomas", "Nguyen", Teacher, &[TILLEULS]),
    one(DORVAL, "Mme", "Camille", "Dorval", Teacher, &[TILLEULS]),
    one("5029", "Mme", "Élodie", "Garnier", Teacher, &[TILLEULS]),
    one("5030", "M.", "Damien", "Vasseur", Teacher, &[TILLEULS]),
    one(KELLER, "Mme", "Sonia", "Keller", Teacher, &[TILLEULS, MOULIN]),
    one(SIMONIN, "Mme", "Laure", "Simonin", Teacher, &[TILLEULS]),
    one(DUVAL, "M.", "Romain", "Duval", Aesh, &[TILLEULS]),
    one(FAURE, "Mme", "Denise", "Faure", Head, &[LES_AULNES]),
    one(BLANC, "M.", "Hugo", "Blanc", Head, &[LES_BRUYERES]),
    one(LENOIR, "Mme", "Sylvie", "Lenoir", Head, &[LE_LAVOIR]),
    one(VIDAL, "Mme", "Anna", "Vidal", Head, &[LES_RIVES]),
    one(MAILLARD, "M.", "Grégoire", "Maillard", Teacher, &[LES_RIVES]),
];

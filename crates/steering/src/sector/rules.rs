//! What may be said of a collège and of its sector. Pure.

use chrono::{Datelike, NaiveDate};
use cockpit::offered::Offered;
use identity::steering::few;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use uuid::Uuid;

/// What its classes work with.
const ENTS: [(&str, &str); 4] = [
    ("unsaid", "Pas encore dit"),
    ("none", "Aucun ENT"),
    ("sister", "L’ENT jumeau du second degré"),
    ("here", "Porté par ce projet"),
];

/// What may be chosen: the last one where the project carries the collège.
pub(super) fn ents(reaches: bool) -> &'static [(&'static str, &'static str)] {
    if reaches { &ENTS } else { &ENTS[..3] }
}

pub(super) fn ent(name: &str) -> &'static str {
    ENTS.iter().find(|e| e.0 == name).map_or("", |e| e.1)
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    pub uai: String,
    pub name: String,
    pub town: String,
    pub street: String,
    pub postcode: String,
    pub phone: String,
    pub email: String,
    pub contact: String,
    pub ent: &'static str,
}

/// Seven digits and the letter that goes with them.
pub(crate) fn uai(text: &str) -> Option<String> {
    let text = text.trim().to_ascii_uppercase();
    let letter = text.chars().nth(7)?;
    let digits = text.get(..7).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    let right = b"ABCDEFGHJKLMNPRSTUVWXYZ"[digits.parse::<usize>().ok()? % 23];
    (text.len() == 8 && char::from(right) == letter).then_some(text)
}

/// `reaches`: the project carries the collège.
pub(super) fn said(typed: &Typed, reaches: bool, today: NaiveDate) -> Result<Said, Why> {
    let mut read = Reading::new(typed, today);
    let uai = uai(typed.of("uai"));
    if uai.is_none() {
        read.errors.add(
            "uai",
            "Sept chiffres et une lettre qui va avec, par exemple 0809911N\u{a0}: vérifiez l’UAI.",
        );
    }
    let name = read.text("nom", 60, "Donnez le nom du collège.");
    let town = read.text("commune", 80, "Donnez la commune.");
    let street = read.optional("rue", SHORT);
    let postcode = read.optional("code_postal", 10);
    let phone = read.optional("telephone", 30);
    let email = read.optional("adresse", SHORT);
    let whole = email.contains('@') && !email.contains(char::is_whitespace);
    if !email.is_empty() && !whole {
        read.errors.add("adresse", "Cette adresse n’est pas complète.");
    }
    let contact = read.optional("contact", 120);
    let ents: Vec<_> = ents(reaches).iter().map(|e| (e.0, e.0)).collect();
    let ent = read.one_of("ent", &ents);
    let made = uai.zip(ent);
    let made = made.map(|(uai, ent)| Said { uai, name, town, street, postcode, phone, email, contact, ent });
    read.checked(made)
}

/// A school that feeds it, from a day on.
pub(super) fn attached(typed: &Typed, schools: &Offered, today: NaiveDate) -> Result<(Uuid, NaiveDate), Why> {
    let mut read = Reading::new(typed, today);
    let school = schools.read(&mut read, "ecole", "Choisissez l’école.");
    let from = read.day("du");
    read.checked(school.zip(from))
}

/// Its last day.
pub(super) fn ended(typed: &Typed, from: NaiveDate, today: NaiveDate) -> Result<NaiveDate, Why> {
    let mut read = Reading::new(typed, today);
    let until = read.day("au");
    if until.is_some_and(|day| day < from) {
        read.errors.add("au", "La fin vient après le début.");
    }
    read.checked(until)
}

pub(super) struct Proposed {
    pub school: Uuid,
    pub college: Uuid,
    pub attach: bool,
    pub note: String,
}

pub(super) fn proposed(
    typed: &Typed,
    (schools, colleges): (&Offered, &Offered),
    today: NaiveDate,
) -> Result<Proposed, Why> {
    let mut read = Reading::new(typed, today);
    let school = schools.read(&mut read, "ecole", "Choisissez l’école.");
    let college = colleges.read(&mut read, "college", "Choisissez le collège.");
    let attach = read.one_of("sens", &[("rattacher", true), ("detacher", false)]);
    let note = read.optional("pourquoi", LONG);
    let made = school.zip(college).zip(attach);
    read.checked(made.map(|((school, college), attach)| Proposed { school, college, attach, note }))
}

/// The last day of the school year.
pub(super) fn year_end(today: NaiveDate) -> NaiveDate {
    let year = if today.month() >= 9 { today.year() + 1 } else { today.year() };
    NaiveDate::from_ymd_opt(year, 8, 31).unwrap_or(today)
}

/// « 24 élèves de CM2 ».
pub(super) fn cm2(pupils: i64) -> String {
    match pupils {
        0 => "aucun élève de CM2".to_owned(),
        _ => format!("{} élèves de CM2", few(pupils)),
    }
}

/// Of several schools, without saying how many are where they are few: who knows the others would find it.
pub(super) fn cm2_of_all(pupils: i64, few: i64) -> String {
    match (pupils, few) {
        (_, 0) => cm2(pupils),
        (0, 1) => cm2(1),
        (0, _) => "quelques élèves de CM2".to_owned(),
        (..) => format!("{pupils} élèves de CM2, et quelques-uns"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pairs: &[(&str, &str)]) -> Typed {
        Typed::from(pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>())
    }

    #[test]
    fn a_uai_has_its_letter() {
        assert_eq!(uai(" 0809911n ").as_deref(), Some("0809911N"));
        for wrong in ["0809911A", "080001N", "08099110N", "", "0809911", "é800001N", "08000é1N", "0809911é"]
        {
            assert_eq!(uai(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_is_missing_is_said_beside_its_field() {
        let today = "2026-09-15".parse().unwrap();
        let good =
            [("uai", "0809911N"), ("nom", "Collège des Lilas"), ("commune", "Ormes"), ("ent", "sister")];
        assert_eq!(said(&typed(&good), false, today).unwrap().ent, "sister");
        let Err(Why::Fields(errors)) = said(&typed(&[("adresse", "ici"), ("ent", "here")]), false, today)
        else {
            panic!()
        };
        for field in ["uai", "nom", "commune", "adresse", "ent"] {
            assert!(errors.of(field).is_some(), "{field}");
        }
        let here = [good[0], good[1], good[2], ("ent", "here")];
        assert_eq!(said(&typed(&here), true, today).unwrap().ent, "here", "the project carries the collège");
        let from = "2026-09-01".parse().unwrap();
        assert!(ended(&typed(&[("au", "2026-08-31")]), from, today).is_err());
        let all = [(0, 0), (0, 1), (0, 2), (45, 0), (45, 1)].map(|(pupils, few)| cm2_of_all(pupils, few));
        let said =
            ["aucun élève de CM2", "moins de 5 élèves de CM2", "quelques élèves de CM2", "45 élèves de CM2"];
        assert_eq!(
            (&all[..4], &*all[4]),
            (&said.map(str::to_owned)[..], "45 élèves de CM2, et quelques-uns")
        );
        assert_eq!(year_end(today).to_string(), "2027-08-31");
        assert_eq!(year_end("2027-08-31".parse().unwrap()).to_string(), "2027-08-31");
        assert_eq!(
            (cm2(0), cm2(3), cm2(24)),
            ("aucun élève de CM2".into(), "moins de 5 élèves de CM2".into(), "24 élèves de CM2".into())
        );
    }
}

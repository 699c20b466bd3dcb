//! From cells to people, with a remark, its line and its column, for whatever is odd. Pure.

mod lines;
mod values;

use super::columns::{self, Field, Kind};
use chrono::NaiveDate;
use identity::people::making::NewPerson;
use kernel::csv::Table;
use lines::{Cells, One};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the head has put right, by the words of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Corrections {
    /// « eleves:3 » → what the fourth column says.
    pub columns: BTreeMap<String, String>,
    /// A class's label → the id of a class, « creer » or « aucune ».
    pub classes: BTreeMap<String, String>,
    /// « eleves:12 » → a birth date.
    pub dates: BTreeMap<String, String>,
    /// « eleves:12 » → the id of a person, « nouveau » or « laisser ».
    pub people: BTreeMap<String, String>,
}

/// Something that the head reads. A line that is out is not applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    pub file: Kind,
    pub line: usize,
    pub column: String,
    pub sentence: String,
    pub out: bool,
}

#[derive(Debug, Clone)]
pub struct Pupil {
    pub line: usize,
    pub new: NewPerson,
    pub class: String,
}

#[derive(Debug, Clone)]
pub struct ChildRef {
    pub last: String,
    pub usual: String,
    pub first: String,
    pub class: String,
}

#[derive(Debug, Clone)]
pub struct Relative {
    pub line: usize,
    pub new: NewPerson,
    pub children: Vec<ChildRef>,
}

#[derive(Debug, Clone)]
pub struct Teacher {
    pub line: usize,
    pub new: NewPerson,
    pub classes: Vec<String>,
}

/// A birth date that cannot be read, to be typed anew.
#[derive(Debug, Clone)]
pub struct AskDate {
    pub line: usize,
    pub name: String,
    pub value: String,
    pub why: &'static str,
}

/// What one file says.
#[derive(Debug, Default)]
pub struct Records {
    /// Each column, and what it says.
    pub columns: Vec<(String, Option<Field>)>,
    /// What no column says: nothing can be read without it.
    pub missing: Vec<Field>,
    pub pupils: Vec<Pupil>,
    pub relatives: Vec<Relative>,
    pub teachers: Vec<Teacher>,
    pub dates: Vec<AskDate>,
    pub remarks: Vec<Remark>,
    /// Lines with something on them, but for the header.
    pub lines: usize,
}

pub fn read(kind: Kind, table: &Table, corrections: &Corrections, today: NaiveDate) -> Records {
    let columns: Vec<_> =
        table.header.iter().enumerate().map(|(at, h)| (h.clone(), said(kind, at, h, corrections))).collect();
    let missing: Vec<_> =
        kind.required().iter().copied().filter(|f| !columns.iter().any(|c| c.1 == Some(*f))).collect();
    let lines = table.rows.len() + table.broken.len();
    let mut records = Records { columns, missing, lines, ..Records::default() };
    for (line, why) in &table.broken {
        records.out(kind, *line, "", *why);
    }
    if !records.missing.is_empty() {
        return records;
    }
    for row in &table.rows {
        if kind == Kind::Relatives && is_organisations(&row.cells) {
            let after = table.rows.iter().filter(|r| r.line >= row.line).count();
            let sentence = format!(
                "À partir d’ici le fichier parle d’organismes\u{a0}: {after} lignes laissées de côté."
            );
            records.note(kind, row.line, "", &sentence);
            records.lines -= after;
            break;
        }
        let cells = Cells { columns: &records.columns, cells: &row.cells };
        let one = One { kind, line: row.line, fields: cells.by_field(), corrections, today };
        records.add(&one, &row.cells);
    }
    records
}

fn said(kind: Kind, at: usize, header: &str, corrections: &Corrections) -> Option<Field> {
    match corrections.columns.get(&format!("{}:{at}", kind.word())).map(String::as_str) {
        Some("ignorer") => Some(Field::Ignored),
        Some(word) if Field::named(word).is_some() => Field::named(word),
        _ => columns::field(kind, header),
    }
}

/// The second table of the relatives' file, with its own header.
fn is_organisations(cells: &[String]) -> bool {
    let named = |at: usize| cells.get(at).is_some_and(|c| columns::normalised(c) == "intitule");
    named(0) || named(1)
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, 15).unwrap()
    }

    fn records(kind: Kind, text: &str) -> Records {
        read(kind, &table::read(text.as_bytes()).unwrap(), &Corrections::default(), day())
    }

    #[test]
    fn a_usual_name_is_shown_and_the_birth_name_is_kept() {
        let read = records(
            Kind::Pupils,
            "Nom élève;Nom d'usage élève;Prénom élève;Date naissance;Niveau\nLE GOFF;KERVELLA;Maël;30/12/2019;ce1\n",
        );
        let pupil = &read.pupils[0].new;
        assert_eq!((pupil.last_name.as_str(), pupil.birth_name.as_deref()), ("KERVELLA", Some("LE GOFF")));
        assert_eq!(pupil.level.as_deref(), Some("CE1"));
    }

    #[test]
    fn what_is_odd_is_said_with_its_line_and_column() {
        let read = records(
            Kind::Pupils,
            "Nom;Prénom;Né(e) le\n=cmd|' /C calc'!A0;Zélie;2019-03-04\nDUPONT;Léo;30/02/2019\nDUPONT;Lou;2019-03-04\n",
        );
        assert_eq!(read.pupils.len(), 1);
        let told: Vec<_> = read.remarks.iter().map(|r| (r.line, r.column.as_str(), r.out)).collect();
        assert_eq!(told, [(2, "Nom", true), (3, "Date de naissance", true)]);
        assert_eq!(read.dates[0].line, 3, "it can be typed anew");
    }

    #[test]
    fn a_column_that_is_missing_is_asked_for_and_one_may_be_said_by_hand() {
        let text = "Nom;Prénom;Jour\nDUPONT;Léo;2019-03-04\n";
        assert_eq!(records(Kind::Pupils, text).missing, [Field::Birth]);
        let mut by_hand = Corrections::default();
        by_hand.columns.insert("eleves:2".to_owned(), "naissance".to_owned());
        let read = read(Kind::Pupils, &table::read(text.as_bytes()).unwrap(), &by_hand, day());
        assert_eq!(read.pupils.len(), 1);
    }

    #[test]
    fn children_come_in_groups_and_organisations_are_left() {
        let text = "Civilité Responsable;Nom responsable;Prénom responsable;Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants;Nom d'usage enfant;Nom de famille enfant;Prénom enfant;Classes enfants\n\
                    MME;NOEL;Claire;;MARCHAND;Léa;GS;;MARCHAND;Noé;CE1\n\
                    M.;SEUL;Yann\n\
                    ;Intitulé;Adresse Organisme\n\
                    ;Centre social;4 rue Neuve\n";
        let read = records(Kind::Relatives, text);
        assert_eq!(read.relatives[0].children.len(), 2);
        assert_eq!(read.remarks.iter().map(|r| (r.line, r.out)).collect::<Vec<_>>(), [(3, true), (4, false)]);
        assert_eq!(read.lines, 2);
    }
}

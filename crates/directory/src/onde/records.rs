//! From cells to people, with a remark, its line and its column, for whatever is odd. Pure.

use super::columns::{self, Field, Kind};
use super::table::Table;
use chrono::{Datelike, NaiveDate};
use identity::accounts::rules::is_email;
use identity::people::making::NewPerson;
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

struct Cells<'a> {
    columns: &'a [(String, Option<Field>)],
    cells: &'a [String],
}

impl Cells<'_> {
    fn by_field(&self) -> Vec<(Field, String)> {
        let of =
            |(at, column): (usize, &(String, Option<Field>))| Some((column.1?, self.cells.get(at)?.clone()));
        self.columns.iter().enumerate().filter_map(of).collect()
    }
}

/// A line, field by field.
struct One<'a> {
    kind: Kind,
    line: usize,
    fields: Vec<(Field, String)>,
    corrections: &'a Corrections,
    today: NaiveDate,
}

impl One<'_> {
    fn get(&self, field: Field) -> &str {
        self.fields.iter().find(|f| f.0 == field && !f.1.is_empty()).map_or("", |f| &f.1)
    }

    fn some(&self, field: Field) -> Option<String> {
        Some(self.get(field)).filter(|v| !v.is_empty()).map(|v| v.chars().take(200).collect())
    }

    fn all(&self, field: Field) -> Vec<String> {
        self.fields.iter().filter(|f| f.0 == field).map(|f| f.1.clone()).collect()
    }
}

impl Records {
    fn out(&mut self, file: Kind, line: usize, column: &str, sentence: impl Into<String>) {
        self.remarks.push(Remark {
            file,
            line,
            column: column.to_owned(),
            sentence: sentence.into(),
            out: true,
        });
    }

    fn note(&mut self, file: Kind, line: usize, column: &str, sentence: &str) {
        let (column, sentence) = (column.to_owned(), sentence.to_owned());
        self.remarks.push(Remark { file, line, column, sentence, out: false });
    }

    fn add(&mut self, one: &One<'_>, cells: &[String]) {
        let Some(mut new) = self.named(one) else { return };
        match one.kind {
            Kind::Pupils => self.add_pupil(one, new),
            Kind::Relatives => {
                self.reach(one, &mut new);
                self.add_relative(one, new);
            }
            Kind::Teachers => {
                self.reach(one, &mut new);
                // A teacher of several classes has their labels in cells beyond the header.
                let beyond = cells.iter().skip(self.columns.len()).cloned();
                let classes =
                    one.all(Field::Class).into_iter().chain(beyond).filter(|c| !c.is_empty()).collect();
                if columns::normalised(one.get(Field::Head)) == "oui" {
                    let why = "La direction est donnée par l’annuaire ou par l’équipe du projet, jamais par ce fichier.";
                    self.note(one.kind, one.line, "Directeur", why);
                }
                self.teachers.push(Teacher { line: one.line, new, classes });
            }
        }
    }

    /// The names, when they are names.
    fn named(&mut self, one: &One<'_>) -> Option<NewPerson> {
        let (last, usual, first) = (one.get(Field::Last), one.get(Field::Usual), one.get(Field::First));
        let shown = if usual.is_empty() { last } else { usual };
        for (column, value) in [("Nom", shown), ("Prénom", first)] {
            if let Some(why) = not_a_name(value) {
                self.out(one.kind, one.line, column, why);
                return None;
            }
        }
        let title = match columns::normalised(one.get(Field::Title)).trim_end_matches('.') {
            "mme" | "madame" | "melle" | "mlle" => "Mme",
            "m" | "monsieur" | "mr" => "M.",
            _ => "",
        };
        Some(NewPerson {
            title: title.to_owned(),
            last_name: shown.to_owned(),
            first_name: first.to_owned(),
            birth_name: Some(last.to_owned()).filter(|l| !usual.is_empty() && not_a_name(l).is_none()),
            ..NewPerson::default()
        })
    }

    fn add_pupil(&mut self, one: &One<'_>, mut new: NewPerson) {
        let typed =
            one.corrections.dates.get(&format!("{}:{}", one.kind.word(), one.line)).filter(|d| !d.is_empty());
        let value = typed.map_or_else(|| one.get(Field::Birth), String::as_str);
        match birth_date(value, one.today) {
            Ok(date) => new.birth_date = Some(date),
            Err(why) => {
                let name = format!("{} {}", new.first_name, new.last_name);
                self.dates.push(AskDate { line: one.line, name, value: value.to_owned(), why });
                self.out(one.kind, one.line, "Date de naissance", format!("« {} »\u{a0}: {why}", cut(value)));
                return;
            }
        }
        let ine = one.get(Field::Ine).to_uppercase();
        match is_ine(&ine) {
            true => new.ine = Some(ine),
            false if !ine.is_empty() => {
                self.note(one.kind, one.line, "INE", "Cet INE n’a pas onze caractères\u{a0}: laissé vide.")
            }
            false => {}
        }
        match level(one.get(Field::Level)) {
            Some(level) => new.level = Some(level.to_owned()),
            None if !one.get(Field::Level).is_empty() => {
                let sentence =
                    format!("Niveau « {} » inconnu\u{a0}: laissé vide.", cut(one.get(Field::Level)));
                self.note(one.kind, one.line, "Niveau", &sentence);
            }
            None => {}
        }
        self.pupils.push(Pupil { line: one.line, new, class: one.get(Field::Class).to_owned() });
    }

    fn add_relative(&mut self, one: &One<'_>, mut new: NewPerson) {
        new.street = one.some(Field::Street);
        new.postcode = one.some(Field::Postcode);
        new.town = one.some(Field::Town);
        let (lasts, usuals) = (one.all(Field::ChildLast), one.all(Field::ChildUsual));
        let (firsts, classes) = (one.all(Field::ChildFirst), one.all(Field::ChildClass));
        let at = |list: &[String], at: usize| list.get(at).cloned().unwrap_or_default();
        let child = |i: usize| ChildRef {
            last: at(&lasts, i),
            usual: at(&usuals, i),
            first: at(&firsts, i),
            class: at(&classes, i),
        };
        let children: Vec<_> = (0..firsts.len())
            .map(child)
            .filter(|c| !c.first.is_empty() && (!c.last.is_empty() || !c.usual.is_empty()))
            .collect();
        if children.is_empty() {
            self.out(one.kind, one.line, "Enfant", "Cette ligne ne nomme aucun enfant.");
            return;
        }
        self.relatives.push(Relative { line: one.line, new, children });
    }

    /// Mail and telephones of an adult.
    fn reach(&mut self, one: &One<'_>, new: &mut NewPerson) {
        let email = one.get(Field::Email);
        match is_email(email) {
            true => new.email = Some(email.to_owned()),
            false if !email.is_empty() => {
                self.note(
                    one.kind,
                    one.line,
                    "Courriel",
                    "Cette adresse n’est pas complète\u{a0}: laissée vide.",
                );
            }
            false => {}
        }
        new.mobile = one.some(Field::Mobile);
        new.home_phone = one.some(Field::Home);
        new.work_phone = one.some(Field::Work);
    }
}

fn cut(value: &str) -> String {
    value.chars().take(30).collect()
}

/// Why this is not somebody's name. A formula for a spreadsheet is none.
fn not_a_name(value: &str) -> Option<String> {
    let of_a_name =
        |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | '(' | ')' | '‑');
    if value.is_empty() {
        return Some("Cette case est vide.".to_owned());
    }
    if value.chars().count() > 100 {
        return Some("C’est trop long pour un nom.".to_owned());
    }
    let odd = value.chars().find(|c| !of_a_name(*c));
    if let Some(sign) = odd {
        return Some(format!(
            "« {} » n’est pas un nom (signe «\u{a0}{sign}\u{a0}»)\u{a0}: corrigez-le dans ONDE.",
            cut(value)
        ));
    }
    (!value.chars().any(char::is_alphabetic)).then(|| "Ce nom n’a pas de lettre.".to_owned())
}

/// Both forms that ONDE has had. A year in two figures, a day's number in a spreadsheet, a word: asked for.
fn birth_date(value: &str, today: NaiveDate) -> Result<NaiveDate, &'static str> {
    if value.is_empty() {
        return Err("la date manque.");
    }
    let date = NaiveDate::parse_from_str(value, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(value, "%d/%m/%Y"));
    let Ok(date) = date else { return Err("écrivez la date comme 04/03/2019.") };
    match today.year() - date.year() {
        1..=16 => Ok(date),
        _ => Err("ce n’est pas la date d’un élève de l’école."),
    }
}

fn is_ine(text: &str) -> bool {
    text.len() == 11 && text.chars().all(|c| c.is_ascii_alphanumeric())
}

fn level(text: &str) -> Option<&'static str> {
    const LEVELS: [&str; 11] = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2", "ULIS", "UPE2A"];
    let word: String = text.to_uppercase().chars().filter(char::is_ascii_alphanumeric).collect();
    let word = if word == "CLIS" { "ULIS".to_owned() } else { word };
    LEVELS.into_iter().find(|l| *l == word)
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

//! From the cells of a line to somebody.

use super::super::columns::{self, Field, Kind};
use super::values::{birth_date, cut, is_ine, level, not_a_name};
use super::{AskDate, ChildRef, Corrections, Pupil, Records, Relative, Remark, Teacher};
use chrono::NaiveDate;
use identity::accounts::rules::is_email;
use identity::people::making::NewPerson;

pub(super) struct Cells<'a> {
    pub columns: &'a [(String, Option<Field>)],
    pub cells: &'a [String],
}

impl Cells<'_> {
    pub fn by_field(&self) -> Vec<(Field, String)> {
        let of =
            |(at, column): (usize, &(String, Option<Field>))| Some((column.1?, self.cells.get(at)?.clone()));
        self.columns.iter().enumerate().filter_map(of).collect()
    }
}

/// A line, field by field.
pub(super) struct One<'a> {
    pub kind: Kind,
    pub line: usize,
    pub fields: Vec<(Field, String)>,
    pub corrections: &'a Corrections,
    pub today: NaiveDate,
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
    pub(super) fn out(&mut self, file: Kind, line: usize, column: &str, sentence: impl Into<String>) {
        self.remarks.push(Remark {
            file,
            line,
            column: column.to_owned(),
            sentence: sentence.into(),
            out: true,
        });
    }

    pub(super) fn note(&mut self, file: Kind, line: usize, column: &str, sentence: &str) {
        let (column, sentence) = (column.to_owned(), sentence.to_owned());
        self.remarks.push(Remark { file, line, column, sentence, out: false });
    }

    pub(super) fn add(&mut self, one: &One<'_>, cells: &[String]) {
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
                self.out(
                    one.kind,
                    one.line,
                    "Date de naissance",
                    format!("«\u{a0}{}\u{a0}»\u{a0}: {why}", cut(value)),
                );
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
                let sentence = format!(
                    "Niveau «\u{a0}{}\u{a0}» inconnu\u{a0}: laissé vide.",
                    cut(one.get(Field::Level))
                );
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

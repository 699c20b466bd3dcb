//! What a form sent, read field by field; and what is wrong with it, in words. Pure.

use crate::FieldErrors;
use chrono::{Months, NaiveDate, TimeDelta};
use serde::Deserialize;
use uuid::Uuid;

/// The longest text of a field, and the longest of a line.
pub const LONG: usize = 6000;
pub const SHORT: usize = 200;

/// Name and value, as they came; a name may come several times.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Typed(Vec<(String, String)>);

/// Of a form with a file.
impl From<Vec<(String, String)>> for Typed {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
}

impl Typed {
    /// Without what surrounds it; nothing when it did not come.
    #[must_use]
    pub fn of(&self, field: &str) -> &str {
        self.all(field).next().unwrap_or_default()
    }

    pub fn all(&self, field: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(name, _)| name == field).map(|(_, value)| value.trim())
    }
}

/// Why something is not done: the fields, or the act itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    Fields(FieldErrors),
    Not(String),
}

impl Why {
    pub fn not(sentence: impl Into<String>) -> Self {
        Self::Not(sentence.into())
    }
}

/// Reads the fields of a form, and keeps what is wrong with them.
pub struct Reading<'a> {
    typed: &'a Typed,
    pub today: NaiveDate,
    pub errors: FieldErrors,
}

impl<'a> Reading<'a> {
    #[must_use]
    pub fn new(typed: &'a Typed, today: NaiveDate) -> Self {
        Self { typed, today, errors: FieldErrors::default() }
    }

    pub fn text(&mut self, field: &'static str, most: usize, missing: &str) -> String {
        let text = self.optional(field, most);
        if text.is_empty() {
            self.errors.add(field, missing);
        }
        text
    }

    pub fn optional(&mut self, field: &'static str, most: usize) -> String {
        let text = self.typed.of(field);
        if text.chars().count() > most {
            self.errors.add(field, format!("C’est trop long\u{a0}: {most} caractères au plus."));
        }
        text.to_owned()
    }

    /// A day that is not a slip of the hand: from three years ago to ten years from now.
    pub fn day(&mut self, field: &'static str) -> Option<NaiveDate> {
        const YEAR: i64 = 366;
        match self.typed.of(field).parse::<NaiveDate>() {
            Ok(day) if day < self.today - TimeDelta::days(3 * YEAR) => {
                self.errors.add(field, "Cette date est trop ancienne.");
            }
            Ok(day) if day > self.today + TimeDelta::days(10 * YEAR) => {
                self.errors.add(field, "Cette date est trop lointaine.");
            }
            Ok(day) => return Some(day),
            Err(_) => self.errors.add(field, "Donnez la date."),
        }
        None
    }

    /// A day that may be further: so many years before today, and after. Nothing when nothing was typed.
    pub fn far_day(&mut self, field: &'static str, (before, after): (u32, u32)) -> Option<NaiveDate> {
        let text = self.typed.of(field);
        if text.is_empty() {
            return None;
        }
        let (first, last) = (self.today - Months::new(12 * before), self.today + Months::new(12 * after));
        let found = text.parse::<NaiveDate>().ok().filter(|day| (first..=last).contains(day));
        if found.is_none() {
            self.errors.add(field, "Vérifiez cette date.");
        }
        found
    }

    /// The day of something that has happened.
    pub fn past(&mut self, field: &'static str) -> Option<NaiveDate> {
        let day = self.day(field)?;
        if day > self.today {
            self.errors.add(field, "Cette date n’est pas encore venue.");
            return None;
        }
        Some(day)
    }

    pub fn one_of<T: Copy>(&mut self, field: &'static str, words: &[(&str, T)]) -> Option<T> {
        let typed = self.typed.of(field);
        let found = words.iter().find(|(word, _)| *word == typed).map(|(_, one)| *one);
        if found.is_none() {
            self.errors.add(field, "Choisissez une réponse de la liste.");
        }
        found
    }

    /// One of these things, by its id.
    pub fn among(&mut self, field: &'static str, known: &[Uuid], missing: &str) -> Option<Uuid> {
        let found = self.typed.of(field).parse::<Uuid>().ok().filter(|id| known.contains(id));
        if found.is_none() {
            self.errors.add(field, missing);
        }
        found
    }

    /// What was read, if nothing was wrong with it.
    pub fn checked<T>(self, read: Option<T>) -> Result<T, Why> {
        match (read, self.errors.is_empty()) {
            (Some(read), true) => Ok(read),
            _ => Err(Why::Fields(self.errors)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_in_french() {
        let typed = Typed(vec![
            ("texte".into(), "  ".into()),
            ("jour".into(), "2026-13-45".into()),
            ("demain".into(), "2026-09-16".into()),
            ("jadis".into(), "1789-07-14".into()),
            ("choix".into(), "; drop table".into()),
            ("long".into(), "é".repeat(201)),
        ]);
        let mut read = Reading::new(&typed, "2026-09-15".parse().unwrap());
        read.text("texte", SHORT, "Écrivez.");
        read.optional("long", SHORT);
        assert_eq!((read.day("jour"), read.past("demain"), read.day("jadis")), (None, None, None));
        assert_eq!(read.one_of("choix", &[("oui", true)]), None);
        for (field, said) in [
            ("texte", "Écrivez."),
            ("long", "C’est trop long\u{a0}: 200 caractères au plus."),
            ("jour", "Donnez la date."),
            ("demain", "Cette date n’est pas encore venue."),
            ("jadis", "Cette date est trop ancienne."),
            ("choix", "Choisissez une réponse de la liste."),
        ] {
            assert_eq!(read.errors.of(field), Some(said));
        }
        assert!(read.checked(Some(())).is_err());
    }
}

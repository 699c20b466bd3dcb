//! Reads the fields of a step's form one by one. Pure.

use super::rules::Around;
use chrono::{NaiveDate, TimeDelta};
use kernel::{FieldErrors, PersonId};

/// The longest text of a step.
pub(super) const LONG: usize = 6000;
pub(super) const SHORT: usize = 200;
/// Nothing was done before this.
const OLDEST: TimeDelta = TimeDelta::days(3 * 366);

/// Reads the fields one by one, and keeps what is wrong with them.
pub(super) struct Reading<'a> {
    pub around: &'a Around,
    pub errors: FieldErrors,
}

impl Reading<'_> {
    pub(super) fn text(&mut self, field: &'static str, typed: &str, most: usize, missing: &str) -> String {
        let text = self.optional(field, typed, most);
        if text.is_empty() {
            self.errors.add(field, missing);
        }
        text
    }

    pub(super) fn optional(&mut self, field: &'static str, typed: &str, most: usize) -> String {
        let text = typed.trim();
        if text.chars().count() > most {
            self.errors.add(field, format!("C’est trop long\u{a0}: {most} caractères au plus."));
        }
        text.to_owned()
    }

    /// The day of something that has happened.
    pub(super) fn day(&mut self, field: &'static str, typed: &str) -> Option<NaiveDate> {
        let today = self.around.today;
        match typed.parse::<NaiveDate>() {
            Ok(day) if day > today => self.errors.add(field, "Cette date n’est pas encore venue."),
            Ok(day) if day < today - OLDEST => self.errors.add(field, "Cette date est trop ancienne."),
            Ok(day) => return Some(day),
            Err(_) => self.errors.add(field, "Donnez la date."),
        }
        None
    }

    pub(super) fn count(&mut self, field: &'static str, typed: &str) -> Option<i32> {
        let count = typed.trim().parse::<i32>().ok().filter(|n| (0..=20_000).contains(n));
        if count.is_none() {
            self.errors.add(field, "Donnez un nombre.");
        }
        count
    }

    pub(super) fn one_of(
        &mut self,
        field: &'static str,
        typed: &str,
        words: &[&'static str],
    ) -> &'static str {
        let found = words.iter().find(|w| **w == typed);
        if found.is_none() {
            self.errors.add(field, "Choisissez une réponse.");
        }
        found.copied().unwrap_or("done")
    }

    pub(super) fn adult(&mut self, typed: &str) -> Option<PersonId> {
        let found = typed.parse::<PersonId>().ok().filter(|p| self.around.adults.contains(p));
        if found.is_none() {
            self.errors.add("qui", "Choisissez une personne de l’école dans la liste.");
        }
        found
    }
}

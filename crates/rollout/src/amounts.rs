//! Numbers, amounts and days of long ago, read from a form. Pure.

use crate::money::cents;
use crate::typed::{Reading, Typed};
use chrono::{Months, NaiveDate};

pub(crate) fn count(
    read: &mut Reading<'_>,
    typed: &Typed,
    field: &'static str,
    (least, most): (i32, i32),
) -> Option<i32> {
    let found = typed.of(field).parse::<i32>().ok().filter(|n| (least..=most).contains(n));
    if found.is_none() {
        read.errors.add(field, format!("Donnez un nombre, de {least} à {most}."));
    }
    found
}

/// More than nothing, in cents.
pub(crate) fn euros(read: &mut Reading<'_>, typed: &Typed, field: &'static str) -> Option<i64> {
    let found = cents(typed.of(field)).filter(|c| *c > 0);
    if found.is_none() {
        read.errors.add(field, "Donnez un montant en euros, par exemple 1 250,00.");
    }
    found
}

/// A day that may be far: equipment is bought long before it is written down. Nothing when nothing was typed.
pub(crate) fn far_day(
    read: &mut Reading<'_>,
    typed: &Typed,
    field: &'static str,
    years: (u32, u32),
) -> Option<NaiveDate> {
    let text = typed.of(field);
    if text.is_empty() {
        return None;
    }
    let (before, after) = years;
    let found = text.parse::<NaiveDate>().ok().filter(|day| {
        *day >= read.today - Months::new(12 * before) && *day <= read.today + Months::new(12 * after)
    });
    if found.is_none() {
        read.errors.add(field, "Vérifiez cette date.");
    }
    found
}

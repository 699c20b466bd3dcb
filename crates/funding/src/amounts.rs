//! Numbers and amounts, read from a form. Pure.

use crate::money::cents;
use kernel::typed::{Reading, Typed};

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

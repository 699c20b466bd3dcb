//! The school year, named by its first calendar year: 2026 is 2026-27.

use chrono::{Datelike, NaiveDate};

/// The year that a day belongs to: it turns on 1 August, when the feeds flip.
#[must_use]
pub fn school_year_of(day: NaiveDate) -> i16 {
    let first = if day.month() >= 8 { day.year() } else { day.year() - 1 };
    i16::try_from(first).unwrap_or(i16::MAX)
}

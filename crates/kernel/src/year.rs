//! The school year, named by its first calendar year: 2026 is 2026-27.

use chrono::{Datelike, NaiveDate};

/// The year that a day belongs to: it turns on 1 August, when the feeds flip.
#[must_use]
pub fn school_year_of(day: NaiveDate) -> i16 {
    let first = if day.month() >= 8 { day.year() } else { day.year() - 1 };
    i16::try_from(first).unwrap_or(i16::MAX)
}

/// First days of term for pupils, the same in all three zones of metropolitan France (« calendrier scolaire »,
/// education.gouv.fr). A year that is not published yet begins on 1 September.
const FIRST_DAYS: [(i16, u32); 8] =
    [(2021, 2), (2022, 1), (2023, 4), (2024, 2), (2025, 1), (2026, 1), (2027, 1), (2028, 1)];

/// The day in September on which the pupils of this year come to school.
#[must_use]
pub fn first_day_of(year: i16) -> NaiveDate {
    let day = FIRST_DAYS.iter().find(|f| f.0 == year).map_or(1, |f| f.1);
    NaiveDate::from_ymd_opt(i32::from(year), 9, day).unwrap_or_default()
}

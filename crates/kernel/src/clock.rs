//! Time is passed, never read: `Utc::now` is forbidden by lint so that tests travel in time.

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc, Weekday};
use chrono_tz::Tz;
use std::sync::{Arc, Mutex};

/// The time source, and the project's time zone (Europe/Paris unless overseas).
#[derive(Clone)]
pub struct Clock {
    fixed: Option<Arc<Mutex<DateTime<Utc>>>>,
    zone: Tz,
}

impl Clock {
    #[must_use]
    pub fn real(zone: Tz) -> Self {
        Self { fixed: None, zone }
    }

    /// A clock that stands still until a test moves it.
    #[must_use]
    pub fn fixed(at: DateTime<Utc>) -> Self {
        Self { fixed: Some(Arc::new(Mutex::new(at))), zone: chrono_tz::Europe::Paris }
    }

    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the one place where time is read")]
    pub fn now(&self) -> DateTime<Utc> {
        match &self.fixed {
            Some(at) => *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner),
            None => Utc::now(),
        }
    }

    /// Moves a fixed clock; a real one stays as it is.
    pub fn set(&self, to: DateTime<Utc>) {
        if let Some(at) = &self.fixed {
            *at.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = to;
        }
    }

    #[must_use]
    pub fn zone(&self) -> Tz {
        self.zone
    }

    /// Today in the project's time zone.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.day_of(self.now())
    }

    #[must_use]
    pub fn day_of(&self, at: DateTime<Utc>) -> NaiveDate {
        at.with_timezone(&self.zone).date_naive()
    }

    /// « aujourd’hui, 16 h 40 », « hier, 8 h 05 », « mardi, 9 h », « 3 décembre, 9 h », « 3 décembre 2025 ».
    #[must_use]
    pub fn spoken(&self, at: DateTime<Utc>) -> String {
        let local = at.with_timezone(&self.zone);
        let (day, today) = (local.date_naive(), self.today());
        let hour = match local.minute() {
            0 => format!("{}\u{a0}h", local.hour()),
            minute => format!("{}\u{a0}h\u{a0}{minute:02}", local.hour()),
        };
        let words = match (today - day).num_days() {
            0 => "aujourd’hui".to_owned(),
            1 => "hier".to_owned(),
            2..=6 => french_weekday(day.weekday()).to_owned(),
            _ if day.year() == today.year() => french_day(day),
            _ => return format!("{} {}", french_day(day), day.year()),
        };
        format!("{words}, {hour}")
    }
}

/// « septembre ».
#[must_use]
pub fn french_month(day: NaiveDate) -> &'static str {
    const MONTHS: [&str; 12] = [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ];
    MONTHS[day.month0() as usize % 12]
}

/// « 1er septembre », « 3 décembre ».
#[must_use]
pub fn french_day(day: NaiveDate) -> String {
    let number = if day.day() == 1 { "1er".to_owned() } else { day.day().to_string() };
    format!("{number}\u{a0}{}", french_month(day))
}

fn french_weekday(day: Weekday) -> &'static str {
    ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
        [day.num_days_from_monday() as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;

    #[test]
    fn days_are_spoken_as_people_say_them() {
        let clock = Clock::fixed(Utc.with_ymd_and_hms(2026, 11, 23, 10, 0, 0).unwrap());
        let at = |d, h, m| clock.spoken(Utc.with_ymd_and_hms(2026, 11, d, h, m, 0).unwrap());
        assert_eq!(at(23, 8, 5), "aujourd’hui, 9\u{a0}h\u{a0}05");
        assert_eq!(at(22, 15, 0), "hier, 16\u{a0}h");
        assert_eq!(at(17, 15, 0), "mardi, 16\u{a0}h");
        assert_eq!(at(1, 8, 0), "1er\u{a0}novembre, 9\u{a0}h");
    }
}

//! Hours: how long something takes, when it is. Pure.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use identity::steering::full_day;
use kernel::Clock;

/// « 3 h », « 1 h 30 ».
pub fn hours(minutes: i64) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m}\u{a0}min"),
        (h, 0) => format!("{h}\u{a0}h"),
        (h, m) => format!("{h}\u{a0}h\u{a0}{m:02}"),
    }
}

/// « 3 », « 1,5 »: hours, as minutes.
pub fn minutes_typed(typed: &str) -> Option<i32> {
    let hours = typed.replace(',', ".").parse::<f64>().ok().filter(|h| (0.0..=2000.0).contains(h))?;
    let minutes = (hours * 60.0).round();
    format!("{minutes}").parse().ok()
}

/// That hour on that day, where the project is.
pub fn at_hour(zone: Tz, day: NaiveDate, hour: NaiveTime) -> Option<DateTime<Utc>> {
    zone.from_local_datetime(&day.and_time(hour)).earliest().map(|t| t.with_timezone(&Utc))
}

/// « 16 septembre 2026, 9 h – 12 h ».
pub fn when(clock: &Clock, starts: DateTime<Utc>, ends: DateTime<Utc>) -> String {
    let hour = |at: DateTime<Utc>| {
        at.with_timezone(&clock.zone()).format("%-H\u{a0}h\u{a0}%M").to_string().replace("\u{a0}00", "")
    };
    let (from, until) = (clock.day_of(starts), clock.day_of(ends));
    if from == until {
        format!("{}, {} – {}", full_day(from), hour(starts), hour(ends))
    } else {
        format!("{}, {} – {}, {}", full_day(from), hour(starts), full_day(until), hour(ends))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_said_and_read() {
        assert_eq!(
            [45, 60, 90, 1080].map(hours),
            ["45\u{a0}min", "1\u{a0}h", "1\u{a0}h\u{a0}30", "18\u{a0}h"]
        );
        for (typed, minutes) in
            [("3", Some(180)), ("1,5", Some(90)), ("0.75", Some(45)), ("trois", None), ("-1", None)]
        {
            assert_eq!(minutes_typed(typed), minutes, "{typed}");
        }
    }
}

//! Until when. Pure.

use chrono::{DateTime, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// What the teacher may choose; the first is proposed.
const CHOICES: [(&str, &str); 3] = [
    ("demi-journee", "Jusqu’à la fin de la demi-journée"),
    ("heure", "Pendant une heure"),
    ("soir", "Jusqu’au soir, 18\u{a0}h"),
];
/// A child is in for so long at the most.
pub const CHILD_LASTS: TimeDelta = TimeDelta::minutes(15);
/// How long the code on the teacher's phone can be typed on a tablet.
pub const PAIRING_LASTS: TimeDelta = TimeDelta::minutes(5);

#[must_use]
pub fn choices() -> Vec<(&'static str, String)> {
    CHOICES.iter().map(|(name, words)| (*name, (*words).to_owned())).collect()
}

const fn at(hour: u32, minute: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, minute, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

const MORNING: NaiveTime = at(7, 0);
const NOON: NaiveTime = at(12, 0);
const AFTERNOON: NaiveTime = at(16, 30);
const EVENING: NaiveTime = at(18, 0);
/// A half-day that is nearly over is the next one.
const NEARLY_OVER: TimeDelta = TimeDelta::minutes(15);

/// When a class session opened now ends; nothing outside of the hours of school. `any_hour`: in a demonstration one
/// tries in the evening too, for an hour.
#[must_use]
pub fn ends(now: DateTime<Utc>, zone: Tz, choice: &str, any_hour: bool) -> Option<DateTime<Utc>> {
    let local = now.with_timezone(&zone).naive_local();
    let time = local.time();
    if !(MORNING..EVENING).contains(&time) {
        return any_hour.then(|| now + TimeDelta::hours(1));
    }
    let evening = local.date().and_time(EVENING);
    let until = match choice {
        "heure" => (local + TimeDelta::hours(1)).min(evening),
        "soir" => evening,
        _ => half_day(local),
    };
    zone.from_local_datetime(&until).latest().map(|at| at.to_utc())
}

fn half_day(local: NaiveDateTime) -> NaiveDateTime {
    let ends = [NOON, AFTERNOON, EVENING].map(|end| local.date().and_time(end));
    ends.into_iter().find(|end| *end - local > NEARLY_OVER).unwrap_or(ends[2])
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Paris;

    fn until(hour: u32, minute: u32, choice: &str) -> Option<String> {
        let now = Paris.with_ymd_and_hms(2026, 11, 26, hour, minute, 0).unwrap().to_utc();
        ends(now, Paris, choice, false).map(|end| end.with_timezone(&Paris).format("%H:%M").to_string())
    }

    #[test]
    fn a_class_session_ends_with_the_half_day_and_never_after_six() {
        for (hour, minute, choice, end) in [
            (8, 30, "", Some("12:00")),
            (11, 44, "demi-journee", Some("12:00")),
            (11, 50, "", Some("16:30")),
            (13, 30, "", Some("16:30")),
            (16, 20, "", Some("18:00")),
            (17, 55, "", Some("18:00")),
            (9, 10, "heure", Some("10:10")),
            (17, 30, "heure", Some("18:00")),
            (8, 30, "soir", Some("18:00")),
            (18, 0, "", None),
            (6, 59, "", None),
        ] {
            assert_eq!(until(hour, minute, choice).as_deref(), end, "{hour}:{minute} {choice}");
        }
        let night = Paris.with_ymd_and_hms(2026, 11, 26, 23, 0, 0).unwrap().to_utc();
        assert_eq!(ends(night, Paris, "", true), Some(night + TimeDelta::hours(1)), "a demonstration");
    }
}

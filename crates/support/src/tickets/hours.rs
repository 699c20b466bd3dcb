//! Clocks run on hours of service: Monday to Friday, 8 to 18 h in the project’s time zone, outside public and school holidays
//! of the zone (domain §5.3). The last week of August is already served: it is when schools prepare. Pure.

use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use kernel::holidays::{self, Zone};

const OPENS: NaiveTime = NaiveTime::from_hms_opt(8, 0, 0).unwrap();
const CLOSES: NaiveTime = NaiveTime::from_hms_opt(18, 0, 0).unwrap();
/// Minutes of a day of service.
const DAY: i64 = 600;
/// No clock looks further than this.
const HORIZON: u64 = 400;

/// Where and when service is given.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    pub tz: Tz,
    /// Not said yet: school holidays do not stop the clock.
    pub zone: Option<Zone>,
}

impl Service {
    #[must_use]
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        let prepares = day.month() == 8 && day.day() >= 25;
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
            && !is_public_holiday(day)
            && (prepares || !self.zone.is_some_and(|zone| holidays::is_off(zone, day)))
    }

    fn span(&self, day: NaiveDate) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        let at = |time| self.tz.from_local_datetime(&day.and_time(time)).earliest().map(|t| t.to_utc());
        if self.is_open_on(day) { Some((at(OPENS)?, at(CLOSES)?)) } else { None }
    }

    fn days(&self, from: DateTime<Utc>) -> impl Iterator<Item = NaiveDate> + use<> {
        let first = from.with_timezone(&self.tz).date_naive();
        (0..HORIZON).filter_map(move |n| first.checked_add_days(Days::new(n)))
    }

    #[must_use]
    pub fn is_open_at(&self, at: DateTime<Utc>) -> bool {
        self.span(at.with_timezone(&self.tz).date_naive()).is_some_and(|(from, to)| at >= from && at < to)
    }

    /// Minutes of service between two moments.
    #[must_use]
    pub fn minutes(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
        let last = to.with_timezone(&self.tz).date_naive();
        let spans = self.days(from).take_while(|day| *day <= last).filter_map(|day| self.span(day));
        spans.map(|(opens, closes)| (closes.min(to) - opens.max(from)).num_minutes().max(0)).sum()
    }

    /// How long it took from asking to resolving, without what was waited for.
    #[must_use]
    pub fn taken(&self, opened: DateTime<Utc>, resolved: DateTime<Utc>, waited: i32) -> i64 {
        (self.minutes(opened, resolved) - i64::from(waited)).max(0)
    }

    /// When so many minutes of service will have gone by.
    #[must_use]
    pub fn after(&self, from: DateTime<Utc>, minutes: i64) -> DateTime<Utc> {
        let mut left = Duration::minutes(minutes);
        for (opens, closes) in self.days(from).filter_map(|day| self.span(day)) {
            let begins = opens.max(from);
            let room = closes - begins;
            if room <= TimeDelta::zero() {
                continue;
            }
            if left <= room {
                return begins + left;
            }
            left -= room;
        }
        from + Duration::minutes(minutes)
    }

    /// By when it is to be answered. A danger does not wait for the morning: a quarter of an hour in service, an hour else.
    #[must_use]
    pub fn answer_by(&self, priority: i16, opened: DateTime<Utc>) -> DateTime<Utc> {
        match priority {
            1 if self.is_open_at(opened) => opened + Duration::minutes(15),
            1 => opened + Duration::hours(1),
            2 => self.after(opened, 120),
            3 => self.after(opened, 240),
            _ => self.after(opened, DAY),
        }
    }

    /// By when it is to be solved, after what was waited for; nothing for what is worked on until it ends.
    #[must_use]
    pub fn resolve_by(&self, priority: i16, opened: DateTime<Utc>, waited: i64) -> Option<DateTime<Utc>> {
        let days = match priority {
            1 => return None,
            2 => 1,
            3 => 3,
            _ => 10,
        };
        Some(self.after(opened, days * DAY + waited))
    }
}

/// The eleven of the Code du travail, art. L. 3133-1.
fn is_public_holiday(day: NaiveDate) -> bool {
    const FIXED: [(u32, u32); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
    let moving = easter(day.year()).is_some_and(|easter| {
        [1, 39, 50].iter().any(|after| easter.checked_add_days(Days::new(*after)) == Some(day))
    });
    FIXED.contains(&(day.month(), day.day())) || moving
}

/// Easter Sunday (Meeus, Jones, Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let at = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(year, u32::try_from(at / 31).ok()?, u32::try_from(at % 31 + 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PARIS: Service = Service { tz: chrono_tz::Europe::Paris, zone: Some(Zone::B) };

    fn at(text: &str) -> DateTime<Utc> {
        let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        PARIS.tz.from_local_datetime(&local).unwrap().to_utc()
    }

    #[test]
    fn easter_is_when_it_is() {
        for (year, day) in [(2026, "2026-04-05"), (2027, "2027-03-28"), (2028, "2028-04-16")] {
            assert_eq!(easter(year).unwrap().to_string(), day);
        }
        assert!(is_public_holiday("2026-05-14".parse().unwrap()), "Ascension");
        assert!(is_public_holiday("2026-05-25".parse().unwrap()), "lundi de Pentecôte");
    }

    #[test]
    fn nights_week_ends_and_holidays_do_not_count() {
        for (from, minutes, to) in [
            ("2026-09-15 10:30", 120, "2026-09-15 12:30"),
            ("2026-09-15 17:00", 120, "2026-09-16 09:00"),
            ("2026-09-18 17:00", 120, "2026-09-21 09:00"),
            ("2026-09-19 03:00", 15, "2026-09-21 08:15"),
            ("2026-10-16 17:30", 60, "2026-11-02 08:30"),
            ("2026-11-10 17:30", 60, "2026-11-12 08:30"),
            ("2026-08-03 10:00", 60, "2026-08-25 09:00"),
        ] {
            assert_eq!(PARIS.after(at(from), minutes), at(to), "{from}");
            assert_eq!(PARIS.minutes(at(from), at(to)), minutes, "{from}");
        }
        let nowhere = Service { zone: None, ..PARIS };
        assert_eq!(nowhere.after(at("2026-10-16 17:30"), 60), at("2026-10-19 08:30"));
    }

    #[test]
    fn each_priority_has_its_targets() {
        let opened = at("2026-09-15 10:30");
        let by = |p| (PARIS.answer_by(p, opened), PARIS.resolve_by(p, opened, 0));
        assert_eq!(by(1), (at("2026-09-15 10:45"), None));
        assert_eq!(by(2), (at("2026-09-15 12:30"), Some(at("2026-09-16 10:30"))));
        assert_eq!(by(3), (at("2026-09-15 14:30"), Some(at("2026-09-18 10:30"))));
        assert_eq!(by(4), (at("2026-09-16 10:30"), Some(at("2026-09-29 10:30"))));
        assert_eq!(PARIS.answer_by(1, at("2026-09-19 22:00")), at("2026-09-19 23:00"));
        // Two hours of service that were waited for are given back.
        assert_eq!(PARIS.resolve_by(2, opened, 120), Some(at("2026-09-16 12:30")));
    }

    #[test]
    fn summer_time_ends_within_holidays() {
        assert_eq!(PARIS.minutes(at("2026-10-16 17:00"), at("2026-11-02 09:00")), 120);
    }
}

//! When bodies are to meet: the technical committee before each holidays of the zone, the publisher three times a year.
//! Pure.

use chrono::{NaiveDate, TimeDelta};
use kernel::holidays::{self, Zone};
use kernel::year::school_year_of;

/// The Tuesday before the last week: what is validated is put in place during the holidays.
const BEFORE: TimeDelta = TimeDelta::days(11);
/// With the publisher three times a year: a third of it.
const RHYTHM: TimeDelta = TimeDelta::days(122);
/// How long before it is due one begins to look for a day.
const AHEAD: TimeDelta = TimeDelta::days(30);

/// One period of the year, and its committee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Period {
    /// « vacances de la Toussaint ».
    pub name: &'static str,
    /// The first day without school.
    pub holidays: NaiveDate,
    /// When the committee would meet.
    pub day: NaiveDate,
    /// Which of the meetings is this one’s.
    pub meeting: Option<usize>,
}

impl Period {
    /// To be convened now: the next holidays are near, and nobody has.
    pub(super) fn is_due(&self, today: NaiveDate) -> bool {
        self.meeting.is_none() && self.holidays > today && self.day - AHEAD <= today
    }

    pub(super) fn is_missed(&self, today: NaiveDate) -> bool {
        self.meeting.is_none() && self.holidays <= today
    }
}

/// The five periods of the school year. A meeting is that of the holidays that come next after it.
pub(super) fn periods(zone: Zone, today: NaiveDate, meetings: &[NaiveDate]) -> Vec<Period> {
    let year = school_year_of(today);
    let first = NaiveDate::from_ymd_opt(i32::from(year), 8, 1).unwrap_or(today);
    let mut since = first;
    let mut all = Vec::new();
    for h in holidays::after(zone, first).take_while(|h| school_year_of(h.first_day) == year) {
        let meeting = meetings.iter().position(|day| *day >= since && *day < h.first_day);
        all.push(Period { name: h.name, holidays: h.first_day, day: h.first_day - BEFORE, meeting });
        since = h.first_day;
    }
    all
}

/// Whether the publisher is met often enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rhythm {
    /// This school year.
    pub held: usize,
    /// The next is due by then.
    pub due: NaiveDate,
    pub planned: Option<NaiveDate>,
    /// It is late, or planned too late.
    pub slips: bool,
    /// A day is to be found now.
    pub to_convene: bool,
}

/// `since`: when one began to meet at all.
pub(super) fn rhythm(
    held: &[NaiveDate],
    planned: &[NaiveDate],
    since: NaiveDate,
    today: NaiveDate,
) -> Rhythm {
    let last = held.iter().copied().max().unwrap_or(since);
    let due = last + RHYTHM;
    let planned = planned.iter().copied().filter(|day| *day >= today).min();
    let slips = planned.map_or(today > due, |day| day > due);
    Rhythm {
        held: held.iter().filter(|day| school_year_of(**day) == school_year_of(today)).count(),
        due,
        planned,
        slips,
        to_convene: planned.is_none() && today + AHEAD >= due,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn five_committees_a_year_before_the_holidays_of_zone_b() {
        let meetings = [day("2026-10-06"), day("2027-02-01")];
        let all = periods(Zone::B, day("2026-11-26"), &meetings);
        let days: Vec<_> =
            all.iter().map(|p| (p.holidays.to_string(), p.day.to_string(), p.meeting)).collect();
        let of = |holidays: &str, day: &str, meeting| (holidays.to_owned(), day.to_owned(), meeting);
        assert_eq!(
            days,
            [
                of("2026-10-17", "2026-10-06", Some(0)),
                of("2026-12-19", "2026-12-08", None),
                of("2027-02-20", "2027-02-09", Some(1)),
                of("2027-04-17", "2027-04-06", None),
                of("2027-07-03", "2027-06-22", None),
            ]
        );
        let due: Vec<_> = all.iter().map(|p| p.is_due(day("2026-11-26"))).collect();
        assert_eq!(due, [false, true, false, false, false]);
        assert!(all[1].is_missed(day("2026-12-19")) && !all[1].is_missed(day("2026-12-18")));
    }

    #[test]
    fn six_publisher_meetings_in_two_years_keep_the_rhythm() {
        let held: Vec<_> =
            ["2025-10-01", "2026-01-20", "2026-05-12", "2026-09-08"].into_iter().map(day).collect();
        let fine = rhythm(&held, &[], held[0], day("2026-11-26"));
        assert_eq!((fine.held, fine.due, fine.slips, fine.to_convene), (1, day("2027-01-08"), false, false));
        assert!(rhythm(&held, &[], held[0], day("2026-12-10")).to_convene);
        assert!(rhythm(&held, &[], held[0], day("2027-01-09")).slips);
        assert!(!rhythm(&held, &[day("2027-01-05")], held[0], day("2026-12-10")).slips);
        assert!(rhythm(&held, &[day("2027-02-05")], held[0], day("2026-12-10")).slips);
        let new = rhythm(&[], &[], day("2026-09-01"), day("2026-09-15"));
        assert_eq!((new.held, new.slips, new.to_convene), (0, false, false));
    }
}

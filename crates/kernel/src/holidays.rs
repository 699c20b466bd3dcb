//! School holidays of metropolitan France by zone (« calendrier scolaire », education.gouv.fr, orders of 7 December
//! 2022 and of the years after): what meetings, follow-ups and quiet months are counted from.

use chrono::{Datelike, NaiveDate, TimeDelta};

/// One of the three zones of the school calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    A,
    B,
    C,
}

impl Zone {
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "A" => Some(Self::A),
            "B" => Some(Self::B),
            "C" => Some(Self::C),
            _ => None,
        }
    }
}

/// A period, and the first day without school.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holidays {
    pub name: &'static str,
    pub first_day: NaiveDate,
}

const AUTUMN: &str = "vacances de la Toussaint";
const CHRISTMAS: &str = "vacances de Noël";
const WINTER: &str = "vacances d’hiver";
const SPRING: &str = "vacances de printemps";
const SUMMER: &str = "vacances d’été";

type Day = (i32, u32, u32);

/// The first Saturdays: zone A, B, C. The five periods of each year.
const PERIODS: [(&str, [Day; 3]); 15] = [
    (AUTUMN, [(2025, 10, 18), (2025, 10, 18), (2025, 10, 18)]),
    (CHRISTMAS, [(2025, 12, 20), (2025, 12, 20), (2025, 12, 20)]),
    (WINTER, [(2026, 2, 7), (2026, 2, 14), (2026, 2, 21)]),
    (SPRING, [(2026, 4, 4), (2026, 4, 11), (2026, 4, 18)]),
    (SUMMER, [(2026, 7, 4), (2026, 7, 4), (2026, 7, 4)]),
    (AUTUMN, [(2026, 10, 17), (2026, 10, 17), (2026, 10, 17)]),
    (CHRISTMAS, [(2026, 12, 19), (2026, 12, 19), (2026, 12, 19)]),
    (WINTER, [(2027, 2, 13), (2027, 2, 20), (2027, 2, 6)]),
    (SPRING, [(2027, 4, 10), (2027, 4, 17), (2027, 4, 3)]),
    (SUMMER, [(2027, 7, 3), (2027, 7, 3), (2027, 7, 3)]),
    (AUTUMN, [(2027, 10, 23), (2027, 10, 23), (2027, 10, 23)]),
    (CHRISTMAS, [(2027, 12, 18), (2027, 12, 18), (2027, 12, 18)]),
    (WINTER, [(2028, 2, 19), (2028, 2, 5), (2028, 2, 12)]),
    (SPRING, [(2028, 4, 22), (2028, 4, 8), (2028, 4, 15)]),
    (SUMMER, [(2028, 7, 4), (2028, 7, 4), (2028, 7, 4)]),
];

/// The periods of a zone that begin after a day, the nearest first: as far as the calendar is published.
pub fn after(zone: Zone, day: NaiveDate) -> impl Iterator<Item = Holidays> {
    PERIODS.iter().filter_map(move |(name, days)| {
        let [a, b, c] = *days;
        let (year, month, date) = match zone {
            Zone::A => a,
            Zone::B => b,
            Zone::C => c,
        };
        let first_day = NaiveDate::from_ymd_opt(year, month, date)?;
        (first_day > day).then_some(Holidays { name, first_day })
    })
}

/// Whether school is closed for holidays on this day, as far as the calendar is published. Each period lasts sixteen days,
/// from a Saturday to the Sunday before school begins again; the summer lasts until the end of August.
#[must_use]
pub fn is_off(zone: Zone, day: NaiveDate) -> bool {
    let Some(since) = day.checked_sub_signed(TimeDelta::days(70)) else { return false };
    after(zone, since).take_while(|h| h.first_day <= day).any(|h| match h.name {
        SUMMER => day.month() < 9 && h.first_day.year() == day.year(),
        _ => day < h.first_day + TimeDelta::days(16),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_periods_a_year_each_after_the_other() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        for zone in [Zone::A, Zone::B, Zone::C] {
            let all: Vec<_> = after(zone, day("2025-09-01")).collect();
            assert!(all.len() == 15 && all.is_sorted_by_key(|h| h.first_day), "{zone:?}");
            let of_2026 =
                all.iter().filter(|h| h.first_day >= day("2026-09-01") && h.first_day < day("2027-08-01"));
            assert_eq!(of_2026.count(), 5);
        }
        let next = after(Zone::B, day("2027-02-07")).next().unwrap();
        assert_eq!((next.name, next.first_day), (WINTER, day("2027-02-20")));
    }

    #[test]
    fn school_begins_again_on_the_day_that_the_order_says() {
        let off = |zone, text: &str| is_off(zone, text.parse().unwrap());
        for (zone, last, back) in [
            (Zone::A, "2026-11-01", "2026-11-02"),
            (Zone::B, "2027-01-03", "2027-01-04"),
            (Zone::A, "2027-02-28", "2027-03-01"),
            (Zone::C, "2027-04-18", "2027-04-19"),
            (Zone::B, "2026-08-31", "2026-09-01"),
        ] {
            assert!(off(zone, last) && !off(zone, back), "{zone:?} {back}");
        }
        assert!(!off(Zone::B, "2026-10-16") && off(Zone::B, "2026-10-17"));
    }
}

//! What comes after going live: follow-ups and the yearly renewal. Pure.

use chrono::{NaiveDate, TimeDelta};
use kernel::holidays::{self, Zone};
use kernel::year::school_year_of;

/// « 2027-2028 ».
pub(super) fn year(first: i16) -> String {
    format!("{first}-{}", first + 1)
}

/// After one week, after one month, then before each holidays: what each is called, and until when it is to be done.
pub(super) fn follow_ups(live: NaiveDate, zone: Option<Zone>) -> Vec<(String, NaiveDate)> {
    let month = live + TimeDelta::days(30);
    let mut all = vec![
        ("après une semaine".to_owned(), live + TimeDelta::days(7)),
        ("après un mois".to_owned(), month),
    ];
    if let Some(zone) = zone {
        all.extend(holidays::after(zone, month).map(|h| {
            let year = school_year_of(h.first_day);
            (format!("avant les {} {}", h.name, self::year(year)), h.first_day)
        }));
    }
    all
}

/// The first that nobody has done; those of a year ago are not made good.
pub(super) fn next_follow_up(
    live: NaiveDate,
    zone: Option<Zone>,
    done: &[String],
    today: NaiveDate,
) -> Option<(String, NaiveDate)> {
    let recent = today - TimeDelta::days(365);
    follow_ups(live, zone).into_iter().find(|(which, due)| *due >= recent && !done.contains(which))
}

/// The year that the head is to renew: this one, when the school went live before it.
pub(super) fn next_renewal(live: NaiveDate, done: &[String], today: NaiveDate) -> Option<i16> {
    let now = school_year_of(today);
    (school_year_of(live) < now && !done.contains(&year(now))).then_some(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn follow_ups_come_after_a_week_a_month_and_before_the_holidays() {
        let live = day("2026-09-15");
        let next = |done: &[&str], today: &str| {
            let done: Vec<_> = done.iter().map(|d| (*d).to_owned()).collect();
            next_follow_up(live, Some(Zone::B), &done, day(today)).unwrap()
        };
        assert_eq!(next(&[], "2026-09-16"), ("après une semaine".to_owned(), day("2026-09-22")));
        let both = ["après une semaine", "après un mois"];
        assert_eq!(
            next(&both, "2026-10-20"),
            ("avant les vacances de la Toussaint 2026-2027".to_owned(), day("2026-10-17"))
        );
        assert_eq!(next_renewal(live, &[], day("2027-07-01")), None);
        assert_eq!(next_renewal(live, &[], day("2027-09-01")), Some(2027));
        assert_eq!(next_renewal(live, &["2027-2028".to_owned()], day("2027-10-01")), None);
    }
}

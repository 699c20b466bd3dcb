//! How counts and days are said. Pure.

use chrono::{Datelike, NaiveDate};
use kernel::clock::french_day;

/// Below this a count of people could point at one of them.
const HIDDEN_BELOW: i64 = 5;

/// A count of people as it is shown.
#[must_use]
pub fn few(count: i64) -> String {
    match count {
        1..HIDDEN_BELOW => "moins de 5".to_owned(),
        _ => count.to_string(),
    }
}

/// « 83 % »; nothing where the whole or the part, or what is missing of it, is not shown.
#[must_use]
pub fn share(part: i64, whole: i64) -> Option<String> {
    let hidden = |count: i64| (1..HIDDEN_BELOW).contains(&count);
    if whole == 0 || hidden(whole) || hidden(part) || hidden(whole - part) {
        return None;
    }
    Some(format!("{}\u{a0}%", part * 100 / whole))
}

/// « 1er septembre 2026 ».
#[must_use]
pub fn full_day(day: NaiveDate) -> String {
    format!("{} {}", french_day(day), day.year())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_point_at_somebody_is_not_said() {
        assert_eq!([0, 1, 4, 5, 212].map(few), ["0", "moins de 5", "moins de 5", "5", "212"]);
        assert_eq!(share(50, 60).as_deref(), Some("83\u{a0}%"));
        assert_eq!(share(60, 60).as_deref(), Some("100\u{a0}%"));
        for (part, whole) in [(0, 0), (2, 4), (3, 60), (58, 60)] {
            assert_eq!(share(part, whole), None, "{part} of {whole}");
        }
        assert_eq!(full_day("2026-09-01".parse().unwrap()), "1er\u{a0}septembre 2026");
    }
}

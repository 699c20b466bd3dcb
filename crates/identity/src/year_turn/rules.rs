//! Who goes where by default, and when a year may turn. Pure.

use chrono::{Days, NaiveDate};
use uuid::Uuid;

pub const LEVELS: [&str; 9] = ["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2"];

/// How long a turn can be undone.
pub const UNDONE_WITHIN: u64 = 30;

/// One level up; the last has none here. A level that is not of a year (ULIS, UPE2A) neither.
#[must_use]
pub fn next_level(level: &str) -> Option<&'static str> {
    let at = LEVELS.iter().position(|l| *l == level)?;
    LEVELS.get(at + 1).copied()
}

/// « 2027-28 ».
#[must_use]
pub fn year_name(year: i16) -> String {
    format!("{year}-{:02}", (year + 1) % 100)
}

/// In the order of school, each once.
#[must_use]
pub fn tidied_levels(chosen: &[String]) -> Vec<String> {
    LEVELS.iter().filter(|l| chosen.iter().any(|c| c == *l)).map(|l| (*l).to_owned()).collect()
}

/// A class of the year to come, while pupils are placed.
#[derive(Debug, Clone)]
pub struct Target {
    pub id: Uuid,
    pub levels: Vec<String>,
    pub pupils: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goes {
    To(Uuid),
    Leaves,
    /// The head has to say.
    Undecided,
}

/// One level up, into the least filled of the classes that have it. Who has reached the end of the school
/// leaves it.
pub fn propose(level: Option<&str>, targets: &mut [Target]) -> Goes {
    let Some(level) = level.filter(|l| LEVELS.contains(l)) else { return Goes::Undecided };
    let Some(next) = next_level(level) else { return Goes::Leaves };
    let holds = |target: &Target, level: &str| target.levels.iter().any(|l| l == level);
    let fits = targets.iter_mut().filter(|t| holds(t, next)).min_by_key(|t| t.pupils);
    if let Some(target) = fits {
        target.pupils += 1;
        return Goes::To(target.id);
    }
    let elementary = targets.iter().any(|t| LEVELS[4..].iter().any(|l| holds(t, l)));
    if level == "GS" && !elementary { Goes::Leaves } else { Goes::Undecided }
}

/// A year may turn from the middle of June before it to the end of its October.
pub fn may_turn(day: NaiveDate, year: i16) -> Result<(), String> {
    let of = |month, day| NaiveDate::from_ymd_opt(i32::from(year), month, day).unwrap_or_default();
    if (of(6, 15)..=of(10, 31)).contains(&day) {
        return Ok(());
    }
    Err(format!(
        "L’année {} peut commencer entre le 15\u{a0}juin et le 31\u{a0}octobre {year}\u{a0}: préparez-la tranquillement, \
         rien ne se perd.",
        year_name(year)
    ))
}

/// The last day on which a turn can be undone.
#[must_use]
pub fn last_undo(applied_on: NaiveDate) -> NaiveDate {
    applied_on.checked_add_days(Days::new(UNDONE_WITHIN)).unwrap_or(applied_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(levels: &[&str]) -> Target {
        Target { id: Uuid::now_v7(), levels: levels.iter().map(|l| (*l).to_owned()).collect(), pupils: 0 }
    }

    #[test]
    fn each_goes_one_level_up_into_the_emptiest_class() {
        let mut classes = [target(&["CE1"]), target(&["CE1", "CE2"]), target(&["CM1"])];
        let (a, b) = (Goes::To(classes[0].id), Goes::To(classes[1].id));
        let went: Vec<_> = (0..3).map(|_| propose(Some("CP"), &mut classes)).collect();
        assert_eq!(went, [a, b, a]);
        assert_eq!(propose(Some("CM2"), &mut classes), Goes::Leaves);
        assert_eq!(propose(Some("CM1"), &mut classes), Goes::Undecided, "no CM2 next year");
        assert_eq!(propose(Some("ULIS"), &mut classes), Goes::Undecided);
        assert_eq!(propose(None, &mut classes), Goes::Undecided);
    }

    #[test]
    fn a_nursery_ends_with_gs() {
        assert_eq!(propose(Some("GS"), &mut [target(&["PS", "MS"])]), Goes::Leaves);
        assert_eq!(propose(Some("GS"), &mut [target(&["CE1"])]), Goes::Undecided);
    }

    #[test]
    fn a_year_turns_in_summer() {
        let day = |m, d| NaiveDate::from_ymd_opt(2027, m, d).unwrap();
        assert!(may_turn(day(6, 14), 2027).is_err());
        assert!(may_turn(day(6, 15), 2027).is_ok());
        assert!(may_turn(day(10, 31), 2027).is_ok());
        assert!(may_turn(day(11, 1), 2027).is_err());
        assert_eq!(year_name(2027), "2027-28");
        assert_eq!(year_name(2099), "2099-00");
    }
}

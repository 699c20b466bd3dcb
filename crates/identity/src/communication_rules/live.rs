//! Which cells open or close something today, and which are said for later. Pure.

use super::rules::{Who, Whom};
use super::settled;

/// Whether the cell opens or closes something today: in the feed adults write, and pupils answer where a teacher
/// lets them. The others wait for messages from one to one.
#[must_use]
pub fn is_live(who: Who, whom: Whom) -> bool {
    match who {
        Who::Young | Who::Older => whom == Whom::Teachers,
        Who::Teachers | Who::Head => true,
        Who::OtherAdults => whom != Whom::Circonscription,
        Who::Families | Who::Circonscription => false,
    }
}

/// What a school may say of it is said for later. What is closed to everybody for good waits for nothing.
#[must_use]
pub fn waits(who: Who, whom: Whom) -> bool {
    !is_live(who, whom) && settled(who, whom).is_none_or(|(open, _)| open)
}

#[cfg(test)]
mod tests {
    use super::super::rules::{COLUMNS, PRESETS, ROWS, Rules, quiet};
    use super::*;
    use kernel::RoleKind;

    /// All that rules open: to whom each role writes, which pupils answer.
    fn opened(rules: &Rules) -> Vec<bool> {
        let audiences = [
            "class_pupils",
            "class_guardians",
            "school_guardians",
            "school_adults",
            "circonscription_teachers",
        ];
        let mut all = vec![quiet(rules, &[Who::Young]).is_none(), quiet(rules, &[Who::Older]).is_none()];
        for (kind, by_hand, works) in RoleKind::all().flat_map(|kind| {
            [(false, false), (false, true), (true, true)].map(move |(hand, works)| (kind, hand, works))
        }) {
            all.extend(audiences.map(|audience| rules.reach(kind, by_hand, works, audience)));
        }
        all
    }

    #[test]
    fn a_cell_said_to_be_live_changes_something_and_no_other_does() {
        for (who, row, _) in ROWS {
            for (whom, column, _) in COLUMNS.into_iter().filter(|c| settled(who, c.0).is_none()) {
                let changes = PRESETS.iter().any(|(preset, ..)| {
                    let rules = Rules::of(*preset);
                    let other = rules.with(who, whom, !rules.allow(who, whom)).unwrap();
                    opened(&rules) != opened(&other)
                });
                assert_eq!(is_live(who, whom), changes, "{row}>{column}");
            }
        }
    }
}

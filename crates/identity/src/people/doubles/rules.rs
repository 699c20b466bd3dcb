//! Why two records may be one, who may merge them, and who should stay. Pure.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::PersonId;

/// Why the two are shown.
#[must_use]
pub fn reason(reason: &str) -> &'static str {
    match reason {
        "name_and_birth" => "Même nom, même date de naissance",
        "email" => "Même adresse électronique",
        "ine" => "Même INE",
        "name_and_child" => "Même nom, responsable du même enfant",
        "name_and_school" => "Même nom dans la même école",
        "by_hand" => "Compte créé à la main malgré un nom déjà connu",
        _ => "À comparer",
    }
}

/// What is known of one of the two.
#[derive(Debug, Clone)]
pub struct Side {
    pub person: PersonId,
    pub name: String,
    pub birth_date: Option<NaiveDate>,
    pub email: Option<String>,
    pub ine: bool,
    /// From the academy's directory.
    pub fed: bool,
    pub login: Option<String>,
    pub state: Option<String>,
    /// « élève · CM1 B · Les Tilleuls ».
    pub places: Vec<String>,
    /// « Lina Haddad » and the like: children of a guardian, guardians of a pupil.
    pub links: Vec<String>,
    pub last_came: Option<DateTime<Utc>>,
    pub posts: i64,
    pub comments: i64,
    pub pupil: bool,
    pub adult: bool,
    /// All that this person is, is in the school that is asked for.
    pub within: bool,
    /// Head of a school, inspector, of the project.
    pub reaches_far: bool,
    /// The other is among the children or guardians.
    pub of_the_other: bool,
}

impl Side {
    #[must_use]
    pub fn active(&self) -> bool {
        self.state.as_deref() == Some("active")
    }
}

/// Why these two cannot be made one here, in a sentence.
#[must_use]
pub fn obstacle(a: &Side, b: &Side, in_school: bool) -> Option<&'static str> {
    if a.of_the_other || b.of_the_other {
        return Some("L’une de ces personnes est responsable de l’autre\u{a0}: ce sont bien deux personnes.");
    }
    if (a.pupil && b.adult) || (a.adult && b.pupil) {
        return Some("Un élève et un adulte ne peuvent pas être la même personne.");
    }
    if in_school && (a.reaches_far || b.reaches_far) {
        return Some(
            "L’une de ces personnes a d’autres responsabilités (direction, inspection, projet)\u{a0}: demandez \
             la fusion à l’équipe du projet.",
        );
    }
    if in_school && !(a.within && b.within) {
        return Some(
            "L’une de ces personnes est aussi connue d’une autre école\u{a0}: demandez la fusion à l’équipe du \
             projet.",
        );
    }
    None
}

/// Who should stay, when nobody says otherwise: an active account, then the directory's, then who came last.
#[must_use]
pub fn should_stay(a: &Side, b: &Side) -> PersonId {
    let weight = |s: &Side| (s.active(), s.fed, s.last_came);
    if weight(b) > weight(a) { b.person } else { a.person }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side() -> Side {
        Side {
            person: PersonId::fresh(),
            name: "Nadia Benali".to_owned(),
            birth_date: None,
            email: None,
            ine: false,
            fed: true,
            login: None,
            state: Some("active".to_owned()),
            places: Vec::new(),
            links: Vec::new(),
            last_came: None,
            posts: 0,
            comments: 0,
            pupil: false,
            adult: true,
            within: true,
            reaches_far: false,
            of_the_other: false,
        }
    }

    #[test]
    fn a_head_merges_within_her_school_and_nobody_who_reaches_further() {
        let (a, b) = (side(), side());
        assert_eq!(obstacle(&a, &b, true), None);
        let elsewhere = Side { within: false, ..side() };
        assert!(obstacle(&a, &elsewhere, true).is_some());
        assert_eq!(obstacle(&a, &elsewhere, false), None, "the project merges across schools");
        assert!(obstacle(&a, &Side { reaches_far: true, ..side() }, true).is_some());
    }

    #[test]
    fn a_child_and_his_mother_are_two() {
        let pupil = Side { pupil: true, adult: false, ..side() };
        assert!(obstacle(&side(), &pupil, false).is_some());
        assert!(obstacle(&side(), &Side { of_the_other: true, ..side() }, false).is_some());
    }

    #[test]
    fn the_account_that_is_used_stays() {
        let waiting = Side { state: Some("to_activate".to_owned()), ..side() };
        let active = Side { fed: false, ..side() };
        assert_eq!(should_stay(&waiting, &active), active.person);
        let by_hand = Side { fed: false, ..side() };
        let fed = side();
        assert_eq!(should_stay(&by_hand, &fed), fed.person);
    }
}

//! Profiles, and what a place is called. Pure.

use kernel::RoleKind;

/// As in the database's `profile_of`, in the order in which they are reopened: adults first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Profile {
    Heads,
    Adults,
    Guardians,
    Pupils,
}

impl Profile {
    pub const ALL: [Self; 4] = [Self::Heads, Self::Adults, Self::Guardians, Self::Pupils];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Heads => "heads",
            Self::Adults => "adults",
            Self::Guardians => "guardians",
            Self::Pupils => "pupils",
        }
    }

    #[must_use]
    pub fn french(self) -> &'static str {
        match self {
            Self::Heads => "Directions",
            Self::Adults => "Adultes des écoles",
            Self::Guardians => "Familles",
            Self::Pupils => "Élèves",
        }
    }

    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.name() == name)
    }
}

/// How far a role reaches: somebody who is frozen as one thing still writes as something that reaches further and
/// is not frozen (a teacher whose child's families are), never the other way round.
#[must_use]
pub fn rank(kind: RoleKind) -> u8 {
    match kind {
        RoleKind::Pupil => 0,
        RoleKind::Guardian => 1,
        RoleKind::Head => 3,
        RoleKind::Inspector | RoleKind::ProjectManager | RoleKind::Operator => 4,
        _ => 2,
    }
}

/// The message that somebody reads who holds these roles, each with the message of the freeze that holds it.
#[must_use]
pub fn frozen(roles: &[(RoleKind, Option<String>)]) -> Option<String> {
    let (_, message) = roles.iter().filter(|role| role.1.is_some()).max_by_key(|role| rank(role.0))?;
    let free = roles.iter().filter(|role| role.1.is_none()).map(|role| rank(role.0)).max();
    let highest = roles.iter().filter(|role| role.1.is_some()).map(|role| rank(role.0)).max();
    if free > highest { None } else { message.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use RoleKind::{Guardian, Head, Pupil, Teacher};

    #[test]
    fn the_furthest_role_decides() {
        let ice = || Some("En pause.".to_owned());
        assert_eq!(frozen(&[(Pupil, None)]), None);
        assert_eq!(frozen(&[(Pupil, ice())]), ice());
        assert_eq!(frozen(&[(Guardian, ice()), (Guardian, None)]), ice(), "of two children, in two schools");
        assert_eq!(frozen(&[(Guardian, ice()), (Teacher, None)]), None, "writes as a teacher");
        assert_eq!(frozen(&[(Guardian, None), (Teacher, ice())]), ice());
        assert_eq!(frozen(&[(Teacher, ice()), (Head, None)]), None, "a head answers in an emergency");
        assert_eq!(frozen(&[]), None);
    }
}

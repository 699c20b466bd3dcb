//! The services that an offer holds or not. Pure.

use chrono::NaiveDate;
use kernel::year::school_year_of;

/// Each has one gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// To write to families: [`crate::audiences::reachable`].
    Families,
    /// Photographs, sounds, films, documents in a post.
    Files,
    /// To answer a post.
    Answers,
    Groups,
    /// With a class of collège.
    JointSpace,
    /// Of shared machines.
    Booking,
}

/// In the database, on a page.
pub const SERVICES: [(Service, &str, &str); 6] = [
    (Service::Families, "families", "Messages aux familles"),
    (Service::Files, "files", "Photos, sons, vidéos et documents dans les messages"),
    (Service::Answers, "answers", "Réponses aux messages"),
    (Service::Groups, "groups", "Groupes d’élèves de plusieurs classes"),
    (Service::JointSpace, "joint_space", "Espace des CM2 avec une classe de 6e"),
    (Service::Booking, "booking", "Réservation du matériel partagé"),
];

impl Service {
    #[must_use]
    pub fn name(self) -> &'static str {
        SERVICES.iter().find(|s| s.0 == self).map_or("", |s| s.1)
    }

    #[must_use]
    pub fn french(self) -> &'static str {
        SERVICES.iter().find(|s| s.0 == self).map_or("", |s| s.2)
    }

    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        SERVICES.iter().find(|s| s.1 == name).map(|s| s.0)
    }
}

/// What every gate answers.
#[must_use]
pub fn not_offered(today: NaiveDate) -> String {
    let year = school_year_of(today);
    format!("Ce service n’est pas dans l’offre de l’école pour {year}-{}.", year + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_has_one_name_and_the_sentence_says_the_year() {
        for (service, name, words) in SERVICES {
            assert_eq!((Service::named(name), service.french()), (Some(service), words));
        }
        assert_eq!(Service::named("tout"), None);
        assert_eq!(
            not_offered("2027-07-31".parse().unwrap()),
            "Ce service n’est pas dans l’offre de l’école pour 2026-2027."
        );
    }
}

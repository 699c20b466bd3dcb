//! What somebody is in the words of the national vocabulary (SDET), for a service that knows no other. Pure.

use kernel::{Actor, RoleKind, SessionKind};

pub(crate) const PUPIL: &str = "National_ELV";
pub(crate) const GUARDIAN: &str = "National_TUT";

/// In the order in which they are said; as on a page.
pub(crate) const ALL: [(&str, &str); 7] = [
    ("National_DIR", "Directions d’école"),
    ("National_ENS", "Enseignants et remplaçants"),
    ("National_ETA", "Autres personnels des écoles (AESH…)"),
    ("National_ACA", "Inspections"),
    ("National_COL", "Agents des communes, ATSEM, équipe du projet"),
    (GUARDIAN, "Familles"),
    (PUPIL, "Élèves"),
];

/// Whom a service is for as long as nobody chose otherwise: no child, no family.
pub(crate) const ADULTS: [&str; 5] =
    ["National_DIR", "National_ENS", "National_ETA", "National_ACA", "National_COL"];

/// As on a page.
pub(crate) fn french(profile: &str) -> &'static str {
    ALL.iter().find(|p| p.0 == profile).map_or("", |p| p.1)
}

/// An outside helper, the legal adviser and the national level have nothing there.
pub(crate) fn of(kind: RoleKind) -> Option<&'static str> {
    Some(match kind {
        RoleKind::Head => "National_DIR",
        RoleKind::Teacher | RoleKind::Substitute => "National_ENS",
        RoleKind::Staff | RoleKind::Aesh => "National_ETA",
        RoleKind::Inspector | RoleKind::DigitalInspector => "National_ACA",
        RoleKind::Atsem | RoleKind::CommuneAgent | RoleKind::ProjectManager | RoleKind::Operator => {
            "National_COL"
        }
        RoleKind::Guardian => GUARDIAN,
        RoleKind::Pupil => PUPIL,
        RoleKind::Helper | RoleKind::LegalAdviser | RoleKind::National => return None,
    })
}

/// Those of these roles that a service is for, each once, in the order of [`ALL`].
pub(crate) fn admitted(kinds: impl Iterator<Item = RoleKind>, service: &[String]) -> Vec<&'static str> {
    let held: Vec<_> = kinds.filter_map(of).collect();
    let mut found: Vec<_> = ALL.iter().map(|p| p.0).collect();
    found.retain(|profile| held.contains(profile) && service.iter().any(|s| s == profile));
    found
}

/// A pupil goes elsewhere with a login and a secret of his own only: what is opened by a tile, by a card, or by a guardian
/// who is near ends by itself here within minutes, and would stay open there.
pub(crate) fn is_short(actor: &Actor) -> bool {
    matches!(actor.session_kind, SessionKind::ClassSession | SessionKind::Card | SessionKind::Lent)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_several_things_is_only_what_the_service_is_for() {
        let service = |profiles: &[&str]| profiles.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>();
        let held = || [RoleKind::Guardian, RoleKind::Teacher, RoleKind::Head, RoleKind::Teacher].into_iter();
        assert_eq!(admitted(held(), &service(&ADULTS)), ["National_DIR", "National_ENS"]);
        assert_eq!(admitted(held(), &service(&[GUARDIAN])), [GUARDIAN]);
        assert!(admitted(held(), &service(&["National_COL"])).is_empty());
        let none = [RoleKind::Helper, RoleKind::LegalAdviser, RoleKind::National].into_iter();
        assert!(admitted(none, &service(&ADULTS)).is_empty());
    }
}

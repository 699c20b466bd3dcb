//! Where each person can go: few places, by what she is. Pure.

use crate::look::NavLink;
use kernel::{Actor, Face, RoleKind};

/// The main navigation.
#[must_use]
pub fn main(actor: &Actor, path: &str) -> Vec<NavLink> {
    let mut links = match actor.face {
        Face::Maternelle | Face::Eleve => vec![NavLink::new("/fil", "Le fil de la classe", "home")],
        Face::Adulte => adult(actor),
        Face::Pilotage => pilotage(actor),
    };
    // One place only, and we are in it: there is nothing to choose.
    if links.len() == 1 && path == links[0].href {
        links.clear();
    }
    // The longest address that the path begins with is where we are.
    let here = links
        .iter()
        .enumerate()
        .filter(|(_, link)| path == link.href || path.starts_with(&format!("{}/", link.href)))
        .max_by_key(|(_, link)| link.href.len())
        .map(|(at, _)| at);
    if let Some(at) = here {
        links[at].current = true;
    }
    links
}

fn adult(actor: &Actor) -> Vec<NavLink> {
    let mut links = vec![NavLink::new("/fil", "Fil", "home")];
    if actor.may_write() {
        links.push(NavLink::new("/fil/ecrire", "Écrire", "edit"));
    }
    let mut schools: Vec<_> =
        actor.roles.iter().filter(|r| r.kind.is_school_adult()).filter_map(|r| r.school).collect();
    schools.sort();
    schools.dedup();
    for (at, school) in schools.iter().enumerate().take(3) {
        let label = if at == 0 { "École".to_owned() } else { format!("École {}", at + 1) };
        links.push(NavLink::new(format!("/ecole/{school}"), label, "school"));
    }
    if actor.is_project() {
        links.extend(pilotage(actor));
    }
    links
}

fn pilotage(actor: &Actor) -> Vec<NavLink> {
    let mut links = Vec::new();
    if actor.is_project() {
        links.push(NavLink::new("/pilotage", "Tableau de bord", "home"));
        links.push(NavLink::new("/pilotage/securite", "Sécurité", "shield-lock"));
        links.push(NavLink::new("/pilotage/imports", "Imports d’annuaire", "upload"));
        links.push(NavLink::new("/pilotage/fiches-direction", "Fiches des directions", "printer"));
        links.push(NavLink::new("/pilotage/fiches", "Fiches des écoles", "printer"));
        links.push(NavLink::new("/pilotage/doublons", "Doublons", "users"));
        links.push(NavLink::new("/pilotage/conservation", "Conservation", "clock"));
    }
    if actor.is(RoleKind::Inspector) {
        links.push(NavLink::new("/fil", "Fil", "message"));
        links.push(NavLink::new("/fil/ecrire", "Écrire", "edit"));
    }
    links
}

/// The person's own menu.
#[must_use]
pub fn account(_: &Actor) -> Vec<NavLink> {
    vec![
        NavLink::new("/moi", "Mon compte", "user"),
        NavLink::new("/moi#sessions", "Mes appareils", "devices"),
        NavLink::new("/moi/mes-donnees", "Mes données", "file"),
    ]
}

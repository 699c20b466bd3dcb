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
        links.extend(project());
    }
    links.extend(inspected(actor));
    let steers = actor.is(RoleKind::Inspector) || actor.is(RoleKind::CommuneAgent);
    if actor.is(RoleKind::CommuneAgent) && !actor.is_project() {
        links.extend([deployment(), governance(), conventions(), money()]);
    }
    if !actor.is_project() && (steers || actor.is(RoleKind::Head)) {
        links.push(figures());
    }
    links
}

/// The schools of the territory on their way in.
fn deployment() -> NavLink {
    NavLink::new("/deploiement", "Déploiement", "chart-bar")
}

/// What is counted of her places.
fn figures() -> NavLink {
    NavLink::new("/indicateurs", "Indicateurs", "chart-bar")
}

/// Who steers the project, and what was signed.
fn governance() -> NavLink {
    NavLink::new("/gouvernance", "Gouvernance", "users")
}

fn conventions() -> NavLink {
    NavLink::new("/conventions", "Conventions", "file")
}

fn money() -> NavLink {
    NavLink::new("/finances", "Finances", "folder")
}

fn inspected(actor: &Actor) -> impl Iterator<Item = NavLink> + '_ {
    let circonscriptions = actor.inspected().take(3).enumerate();
    circonscriptions.map(|(at, place)| {
        let label =
            if at == 0 { "Circonscription".to_owned() } else { format!("Circonscription {}", at + 1) };
        NavLink::new(format!("/circonscription/{place}"), label, "map")
    })
}

fn project() -> Vec<NavLink> {
    vec![
        NavLink::new("/pilotage", "Tableau de bord", "home"),
        NavLink::new("/pilotage/projet", "Projet", "bulb"),
        deployment(),
        figures(),
        governance(),
        conventions(),
        money(),
        NavLink::new("/pilotage/ecoles", "Écoles", "school"),
        NavLink::new("/pilotage/securite", "Sécurité", "shield-lock"),
        NavLink::new("/pilotage/imports", "Imports d’annuaire", "upload"),
        NavLink::new("/pilotage/fiches-direction", "Fiches des directions", "printer"),
        NavLink::new("/pilotage/fiches", "Fiches des écoles", "printer"),
        NavLink::new("/pilotage/doublons", "Doublons", "users"),
        NavLink::new("/pilotage/equipe", "Équipe", "users"),
        NavLink::new("/pilotage/conservation", "Conservation", "clock"),
    ]
}

fn pilotage(actor: &Actor) -> Vec<NavLink> {
    let mut links = if actor.is_project() { project() } else { Vec::new() };
    links.extend(inspected(actor));
    if !actor.is_project() {
        links.extend([deployment(), figures(), governance(), conventions(), money()]);
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

//! Where each person can go: few places, by what she is. Pure.

use super::rooms;
use crate::look::NavLink;
use kernel::{Access, Actor, Face, RoleKind};

/// The main navigation.
#[must_use]
pub fn main(actor: &Actor, path: &str) -> Vec<NavLink> {
    let mut links = match actor.face {
        Face::Maternelle | Face::Eleve => vec![NavLink::new("/fil", "Le fil de la classe", "home")],
        Face::Adulte => adult(actor, path),
        Face::Pilotage => pilotage(actor, path),
    };
    // One place only, and we are in it: there is nothing to choose.
    if links.len() == 1 && path == links[0].href {
        links.clear();
    }
    if !links.iter().any(|link| link.current) {
        // The longest address that the path begins with is where we are.
        let here = links.iter_mut().filter(|link| rooms::lies_in(path, &link.href));
        if let Some(link) = here.max_by_key(|link| link.href.len()) {
            link.current = true;
        }
    }
    links
}

fn adult(actor: &Actor, path: &str) -> Vec<NavLink> {
    let mut links = vec![NavLink::new("/fil", "Fil", "home")];
    if actor.may_write() {
        links.push(NavLink::new("/fil/ecrire", "Écrire", "edit"));
    }
    let mut schools: Vec<_> =
        actor.roles.iter().filter(|r| r.kind.is_school_adult()).filter_map(|r| r.school).collect();
    schools.sort();
    schools.dedup();
    for (at, school) in schools.iter().enumerate().take(3) {
        links.push(NavLink::new(format!("/ecole/{school}"), numbered("École", at), "school"));
    }
    let rooms = rooms::links(actor, path);
    if rooms.is_empty() && actor.is(RoleKind::Head) {
        links.push(NavLink::new("/indicateurs", "Indicateurs", "chart-bar"));
    }
    links.extend(rooms);
    links.extend(inspected(actor));
    links.extend(backed(actor));
    links
}

/// The circonscriptions that she supports, and their figures where no room of the cockpit leads to them.
fn backed(actor: &Actor) -> impl Iterator<Item = NavLink> + '_ {
    let pages = actor.backed().take(3).enumerate().map(|(at, place)| {
        NavLink::new(format!("/circonscription/{place}/appui"), numbered("Appui numérique", at), "users")
    });
    let figures = !Access::Territory.admits(Some(actor)) && !actor.is(RoleKind::Head);
    let first = actor.backed().next().filter(|_| figures);
    pages.chain(first.map(|_| NavLink::new("/indicateurs", "Indicateurs", "chart-bar")))
}

fn inspected(actor: &Actor) -> impl Iterator<Item = NavLink> + '_ {
    let circonscriptions = actor.inspected().take(3).enumerate();
    circonscriptions.map(|(at, place)| {
        NavLink::new(format!("/circonscription/{place}"), numbered("Circonscription", at), "map")
    })
}

/// « École », « École 2 ».
fn numbered(word: &str, at: usize) -> String {
    if at == 0 { word.to_owned() } else { format!("{word} {}", at + 1) }
}

fn pilotage(actor: &Actor, path: &str) -> Vec<NavLink> {
    let mut links: Vec<NavLink> = inspected(actor).collect();
    if actor.is_project() {
        links.splice(0..0, rooms::links(actor, path));
    } else {
        links.extend(rooms::links(actor, path));
    }
    links.extend(backed(actor));
    if actor.is(RoleKind::Inspector) {
        links.push(NavLink::new("/fil", "Fil", "message"));
        links.push(NavLink::new("/fil/ecrire", "Écrire", "edit"));
    }
    links
}

/// The pages of the room of the cockpit that the path is in.
#[must_use]
pub fn room(actor: &Actor, path: &str) -> Vec<NavLink> {
    rooms::pages(actor, path)
}

/// The person's own menu.
#[must_use]
pub fn account(actor: &Actor) -> Vec<NavLink> {
    let help = if actor.is_pupil() { "Ça ne marche pas" } else { "Aide" };
    vec![
        NavLink::new("/moi", "Mon compte", "user"),
        NavLink::new("/moi#sessions", "Mes appareils", "devices"),
        NavLink::new("/moi/mes-donnees", "Mes données", "file"),
        NavLink::new("/aide", help, "info-circle"),
    ]
}

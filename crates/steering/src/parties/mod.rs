//! Who has a part in the project: who carries it, its co-owners, its provider, the collectivities that join it, partners
//! without an account; what each brings; whom to call.
//!
//! Invariants: one party carries the project; each party has one main contact as soon as it has one; nothing is kept of
//! what somebody thinks in politics; access is given to who acts for a commune, by a letter to the address of that contact.

mod actions;
mod contacts;
mod pages;
mod queries;
mod rules;

pub(crate) use rules::{french as kind_words, is_collectivity};

use identity::App;
use kernel::routes::Gate;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    // Whom a stolen session would let in.
    const PROJECT: Gate = Access::Project.sensitive();
    Routes::new()
        .get("/pilotage/projet/parties", Access::Project, pages::list)
        .post("/pilotage/projet/parties", Access::Project, actions::add)
        .get("/pilotage/projet/parties/{party}", PROJECT, pages::one)
        .post("/pilotage/projet/parties/{party}", PROJECT, actions::change)
        .post("/pilotage/projet/parties/{party}/contacts", PROJECT, contacts::add)
        .post("/pilotage/projet/parties/{party}/contacts/{contact}", PROJECT, contacts::change)
}

//! Containing a hijack: closing accounts by filter, freezing what a profile writes in a place, reopening in
//! stages, everything that an account did, a drill.
//!
//! Invariants. Nobody contains further than she reaches: the project everywhere, a head her school but for
//! heads, a teacher the pupils of her class. A freeze stops writing, never reading, and drops no draft. A drill
//! is the act itself, rolled back, and writes to nobody. Whatever is done or looked at here is in the audit.

mod actions;
mod drill;
mod evidence;
mod evidence_pages;
mod letter;
mod pages;
mod queries;
pub mod rules;

pub use evidence::{Trace, Traces};
pub use letter::{LETTER, letter};

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    let inside = Access::Adults.sensitive();
    Routes::new()
        .get("/pilotage/securite", Access::Project.sensitive(), pages::project)
        .get("/ecole/{school}/securite", Access::SchoolAdults.sensitive(), pages::school)
        .post("/securite/fermer", inside, actions::close)
        .post("/securite/geler", inside, actions::freeze)
        .post("/securite/rouvrir", inside, actions::reopen)
        .post("/securite/exercice", inside, drill::play)
        .post("/securite/alerte/{alert}", inside, actions::alert_seen)
        .post("/securite/compte/{person}/verification", inside, actions::remove_factors)
        .get("/securite/compte/{person}", inside, evidence_pages::show)
        .post("/securite/compte/{person}/export", inside, evidence_pages::export)
}

/// The background work of an incident: letters to whoever was closed.
#[must_use]
pub fn work(worker: jobs::Worker<App>) -> jobs::Worker<App> {
    worker.on(letter::tell)
}

//! Other ENTs by which people come in here, as the project’s team writes them down: where each one’s CAS server is, whom it
//! is for, from which day to which it is open. What they open is in `identity::sources`.
//!
//! Invariants: a source is an exact address; pupils and families come in by one only with a text that says why they may;
//! one that was just written down is closed; with another address, nobody is linked any more.

mod kept;
mod pages;
pub(crate) mod rules;

use crate::register;
use identity::App;
use identity::sources::Source;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const KEEP: kernel::Gate = Access::Project.sensitive();
    Routes::new()
        .get("/pilotage/services/entrees/nouvelle", KEEP, pages::new)
        .post("/pilotage/services/entrees", KEEP, register::make::<Source>)
        .get("/pilotage/services/entrees/{source}", KEEP, pages::source)
        .post("/pilotage/services/entrees/{source}", KEEP, register::change::<Source>)
        .post("/pilotage/services/entrees/{source}/ouverture", KEEP, register::open::<Source>)
        // At once, by whoever of the team sees it first.
        .post("/pilotage/services/entrees/{source}/fermeture", Access::Project, register::close::<Source>)
}

//! The services that recognise our people, as the project’s team writes them down: where each is, whom it is for, what
//! leaves to it, from which day to which it is open.
//!
//! Invariants: a service is an exact address, never a pattern; pupils and families go there only with a text that says why
//! they may; one that was just written down is closed.

mod kept;
pub(crate) mod pages;
pub(crate) mod queries;
pub(crate) mod rules;

use crate::register;
use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const KEEP: kernel::Gate = Access::Project.sensitive();
    Routes::new()
        .get("/pilotage/services", Access::Project, pages::list)
        .get("/pilotage/services/nouveau", KEEP, pages::new)
        .post("/pilotage/services", KEEP, register::make::<queries::Service>)
        .get("/pilotage/services/{service}", KEEP, pages::service)
        .post("/pilotage/services/{service}", KEEP, register::change::<queries::Service>)
        .post("/pilotage/services/{service}/ouverture", KEEP, register::open::<queries::Service>)
        // At once, by whoever of the team sees it first.
        .post("/pilotage/services/{service}/fermeture", Access::Project, register::close::<queries::Service>)
}

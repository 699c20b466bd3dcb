//! Which queue a category goes to (row 124), what is optional, and who works a queue beside those whose role it is.
//!
//! Invariants: a route that is changed stays written with who changed it; each names for her own queues only, and nobody
//! names herself.

mod actions;
mod pages;
mod queries;

pub(crate) use queries::cdti_works;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/aide/aiguillage", Access::Project, pages::routing)
        .post("/aide/aiguillage", Access::Project, actions::route)
        .post("/aide/aiguillage/reglages", Access::Project, actions::settle)
        .get("/assistance/membres", Access::Adults, pages::members)
        .post("/assistance/membres", Access::Adults.sensitive(), actions::name)
        .post("/assistance/membres/{member}/fin", Access::Adults, actions::end)
}

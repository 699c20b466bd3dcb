//! Sheets: printed slips with a login and a fresh code, to cut out and hand over.
//!
//! Invariants: a code is shown once, on the page that made it. Nobody prints a way into an account that
//! reaches further than she does: a class's teacher none of somebody who works in a school or for the
//! project, a head none of a head's or of the project's.

mod actions;
mod pages;
mod queries;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/ecole/{school}/fiches", Access::SchoolAdults.sensitive(), pages::choose)
        .post("/ecole/{school}/fiches", Access::SchoolAdults.sensitive(), actions::print)
        .get("/pilotage/fiches-direction", Access::Project.sensitive(), pages::choose_heads)
        .post("/pilotage/fiches-direction", Access::Project.sensitive(), actions::print_heads)
}

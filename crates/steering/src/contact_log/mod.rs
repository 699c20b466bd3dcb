//! The link with collectivities and schools: visits, calls, letters, liaisons with a collège, what to come back to (domain rows 78, 117).
//!
//! Invariants: read by who wrote it, by the inspector of the school (or of one that feeds the collège) and by the project; no pupil is named in it; what was
//! to be come back to and was not is on the project’s page.

mod actions;
mod pages;
mod queries;
mod rules;

pub(crate) use queries::late;
pub(crate) use rules::french;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/contacts", Access::Steering, pages::list)
        .post("/contacts", Access::Steering, actions::log)
        .post("/contacts/{entry}/suite", Access::Steering, actions::settle)
}

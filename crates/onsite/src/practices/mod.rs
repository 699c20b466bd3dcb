//! The library of practices: what a class did with the ENT, what worked, what to avoid (domain rows 37, 102, 112).
//!
//! Invariants: a practice is its author’s until she proposes it; it is read by the adults of all schools once an inspector
//! or the project has published it; nothing of it is shown to pupils or families.

mod actions;
mod pages;
mod queries;
mod rules;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    // Adults of schools and whoever steers them: `queries::reader`.
    const WHO: Access = Access::Adults;
    Routes::new()
        .get("/pratiques", WHO, pages::list)
        .post("/pratiques", Access::SchoolAdults, actions::write)
        .get("/pratiques/{practice}", WHO, pages::one)
        .post("/pratiques/{practice}", Access::SchoolAdults, actions::rewrite)
        .post("/pratiques/{practice}/suite", WHO, actions::go_on)
}

//! What the project is: its name, the finding that it starts from, what it runs on, its sister of the other degree.
//!
//! Invariant: there is one (one database, one project), and what is said of it is what was said last, by whom and when.

mod actions;
mod pages;
mod queries;
mod rules;

pub(crate) use queries::reaches_college;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/pilotage/projet", Access::Project, pages::project)
        .post("/pilotage/projet", Access::Project, actions::describe)
        .post("/pilotage/projet/ouverture", Access::Project, actions::opening)
}

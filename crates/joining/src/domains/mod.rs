//! The names under which schools are reached: proposed for a school, a commune or the whole project, agreed to, made by
//! whoever holds the zone, and really tried: looked up, its certificate fetched, a page asked for.
//!
//! Invariants: a name is one school’s, commune’s or project’s at a time; what a request has reached is what the last try
//! found, never what somebody typed; the server goes to no name outside the suffixes that the project set, and to no
//! address of an inner network, unless who runs it allows that.

mod actions;
mod certificate;
mod check;
mod dns;
mod pages;
mod queries;
mod rules;
mod tried;
mod wire;

pub use check::{night, work};
pub(crate) use queries::Named;

use identity::App;
use kernel::routes::Gate;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    // Where the server may be sent.
    const RULES: Gate = Access::Project.sensitive();
    Routes::new()
        .get("/domaines", Access::Adults, pages::list)
        .post("/domaines", Access::Adults, actions::propose)
        .get("/domaines/regles", RULES, pages::rules)
        .post("/domaines/regles", RULES, actions::set_rules)
        .get("/domaines/nom/{request}", Access::Adults, pages::one)
        .post("/domaines/nom/{request}/decision", Access::Project, actions::decide)
        .post("/domaines/nom/{request}/essai", Access::Project, actions::try_now)
        .post("/domaines/nom/{request}/fin", Access::Adults, actions::end)
}

//! What the project aims at: a statement, how it is seen, the target, the day on which it is looked at again, who holds it.
//!
//! Invariant: an objective has an indicator, a target and a day; ends are told apart from means by their words, and no
//! indicator is of one person.

mod pages;
mod queries;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/pilotage/projet/objectifs", Access::Project, pages::list)
        .post("/pilotage/projet/objectifs", Access::Project, pages::say)
        .post("/pilotage/projet/objectifs/{objective}/retirer", Access::Project, pages::drop_one)
}

//! Who does what in the project: for each activity and each family of actors, does (R), answers (A), is asked (C), is
//! told (I), or is not concerned.
//!
//! Invariant: the project does not leave its framing while a cell is empty, or an activity has nobody who does it, or not
//! exactly one family that answers for it.

mod pages;
mod queries;
pub(crate) mod rules;

pub(crate) use queries::cells;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new().get("/pilotage/projet/responsabilites", Access::Counsel, pages::matrix).post(
        "/pilotage/projet/responsabilites",
        Access::Project,
        pages::say,
    )
}

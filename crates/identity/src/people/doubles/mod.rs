//! Perhaps the same human twice: shown side by side, made one, or told apart for good; made two again within
//! thirty days.
//!
//! Invariants: nothing is merged without a human. A head merges people of her school only, and nobody who
//! reaches further than she does: with a login that she could have printed she must not open more than she may
//! see. The project's people merge across schools.

mod actions;
mod finding;
mod pages;
mod queries;
pub mod rules;

pub use finding::{find, nightly};
pub(crate) use queries::settle_pair;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/ecole/{school}/doublons", Access::Heads, pages::of_school)
        .get("/ecole/{school}/doublons/{doubt}", Access::Heads.sensitive(), pages::one_of_school)
        .post(
            "/ecole/{school}/doublons/{doubt}/fusionner",
            Access::Heads.sensitive(),
            actions::merge_in_school,
        )
        .post("/ecole/{school}/doublons/{doubt}/distinctes", Access::Heads, actions::settle_in_school)
        .post(
            "/ecole/{school}/doublons/fusion/{merge}/annuler",
            Access::Heads.sensitive(),
            actions::undo_in_school,
        )
        .get("/pilotage/doublons", Access::Project, pages::of_project)
        .get("/pilotage/doublons/{doubt}", Access::Project.sensitive(), pages::one_of_project)
        .post("/pilotage/doublons/{doubt}/fusionner", Access::Project.sensitive(), actions::merge_in_project)
        .post("/pilotage/doublons/{doubt}/distinctes", Access::Project, actions::settle_in_project)
        .post(
            "/pilotage/doublons/fusion/{merge}/annuler",
            Access::Project.sensitive(),
            actions::undo_in_project,
        )
}

//! Sheets by the thousand: for a whole school, for the whole project. A job makes one PDF for each class or
//! school, one after the other, in the memory of one.
//!
//! Invariants. A PDF holds codes in clear: it waits sealed with the project's key, only who asked for it reads it,
//! it leaves the store when it is fetched, or after seven days. Its codes are written in the transaction that says that it is made: what a
//! crash interrupts is made anew, and nobody gets two sheets of one run, whose second would end the first.

mod actions;
mod job;
mod pages;
pub mod queries;

pub(crate) use actions::{Choice, ask_for_school};

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/pilotage/fiches", Access::Project.sensitive(), pages::choose)
        .post("/pilotage/fiches", Access::Project.sensitive(), actions::ask_for_project)
        .get("/fiches/{run}", Access::Adults.sensitive(), pages::run)
        .post("/fiches/{run}/{part}", Access::Adults.sensitive(), actions::fetch)
}

/// The background work of sheets.
#[must_use]
pub fn work(worker: jobs::Worker<App>) -> jobs::Worker<App> {
    worker.on(job::print)
}

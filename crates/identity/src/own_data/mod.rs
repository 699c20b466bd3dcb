//! « Mes données »: all that is held about oneself, as a file that can be read without us.
//!
//! Invariant: what is given is what every area's LIFE_CYCLE says is to be given, of oneself or of a child of
//! whom one is a guardian; never a secret, never another person's address.

mod actions;
mod archive;
mod job;
mod pages;
pub mod queries;
mod words;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/moi/mes-donnees", Access::OwnData, pages::show)
        .post("/moi/mes-donnees", Access::OwnData, actions::ask)
        .post("/moi/mes-donnees/opposition", Access::OwnData, actions::object)
        .get("/moi/mes-donnees/{export}", Access::OwnData, pages::bytes)
}

/// The background work of people's own accounts.
#[must_use]
pub fn work(worker: jobs::Worker<App>) -> jobs::Worker<App> {
    worker.on(job::make)
}

//! How a school joins the project: from a teacher's interest to going live, each step by whoever holds it.
//!
//! Invariants: a step is a row with who and when, and is done by the right role once everything before it is done; the
//! accounts of children and families open only when the inspection has validated, the commune bears them, the convention
//! and the processing are in force, the classes are equipped and somebody is trained; the path is the school’s: when
//! whoever volunteered leaves, a task opens and nothing closes.

mod actions;
mod board;
mod deployment;
mod facts;
mod follow_ups;
mod forms;
mod holders;
mod letters;
mod pages;
mod place;
mod queries;
mod reading;
mod rules;
mod standing;
mod steps;
mod words;

pub use actions::refresh_waits;
pub use letters::{MISSED, TURN, letter};

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/ecole/{school}/rejoindre", Access::Adults, pages::path)
        .post("/ecole/{school}/rejoindre/{step}", Access::Adults, actions::step)
        .get("/deploiement", Access::Territory, board::board)
}

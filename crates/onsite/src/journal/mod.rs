//! The journal of a class that begins with the ENT: what was intended, what happened, what got in the way (domain row 19).
//!
//! Invariants: it is written by who teaches the class, read by her, the head, the inspector, whoever accompanies the
//! school and the project; no pupil is named in it, and no family or colleague reads it.

mod actions;
mod pages;
mod queries;
mod rules;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/ecole/{school}/journal", Access::Adults, pages::journal)
        .post("/ecole/{school}/journal/{class}", Access::Adults, actions::write)
        .post("/ecole/{school}/journal/entree/{entry}/retrait", Access::Adults, actions::withdraw)
}

//! What the legal adviser says of the project’s texts (domain row 5): the clauses of conventions, the reminders of the law,
//! the charter; each good, or to be written again.
//!
//! Invariants: only she speaks; what she said holds for the text that she read, and falls when it changes; she reaches no
//! pupil.

mod actions;
mod pages;
mod queries;
mod rules;

pub(crate) use queries::{Mark, marks};
pub(crate) use rules::{Standing, Subject};

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/juridique", Access::Counsel, pages::home)
        .get("/juridique/texte/{text}", Access::Counsel, pages::text)
        .post("/juridique/texte/{text}", Access::Counsel, actions::say)
}

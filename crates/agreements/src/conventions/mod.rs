//! Conventions: who commits to what, for three years, for which schools each year (domain rows 74, 75, 139, §3.11); with
//! communes and the education services, or with a partner that brings resources and has no accounts.
//!
//! Invariants: it holds once each of its parties has signed, in its time; what somebody has signed changes by an amendment
//! only; it covers a school on whose list of the year that school stands.

mod actions;
mod after;
mod clauses;
mod document;
mod letters;
mod page;
mod pages;
mod queries;
mod rules;

pub use letters::{ENDING, letter, night};

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const WHO: Access = Access::Territory;
    const READ: Access = Access::Texts;
    Routes::new()
        .get("/conventions", READ, pages::list)
        .post("/conventions", WHO, actions::make)
        .get("/conventions/{convention}", READ, page::convention)
        .get("/conventions/{convention}/document", READ, document::document)
        .post("/conventions/{convention}/parties", WHO, actions::add_party)
        .post("/conventions/{convention}/clauses", WHO, actions::word)
        .post("/conventions/{convention}/partie/{party}/signature", WHO, actions::sign)
        .post("/conventions/{convention}/annexes", WHO, after::annex)
        .post("/conventions/{convention}/avenants", WHO, after::amend)
        .post("/conventions/{convention}/fin", WHO, after::end)
}

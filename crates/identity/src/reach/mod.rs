//! Reach: which families of a class have been reached, by which channel, and which not yet.
//!
//! Invariants: counted by household, for two that live apart are told twice; shown to who teaches the class
//! and to the head, nobody else. When somebody last came is said by the week, and not kept more exactly.

mod pages;
mod queries;
mod rules;

pub(crate) use rules::week_words;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new().get("/ecole/{school}/familles", Access::Heads, pages::school).get(
        "/ecole/{school}/classe/{class}/familles",
        Access::SchoolAdults,
        pages::class,
    )
}

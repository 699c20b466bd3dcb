//! The people of a school, for its head: found by name, and a page for each, from which everything that can be
//! done about them is one touch away.
//!
//! Invariant: who is not of the school today (or soon) does not exist here; of other schools only that somebody
//! has something there too.

mod pages;
mod queries;
mod rules;

pub(crate) use queries::classes;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new().get("/ecole/{school}/personnes", Access::Heads, pages::list).get(
        "/ecole/{school}/personnes/{person}",
        Access::Heads,
        pages::show,
    )
}

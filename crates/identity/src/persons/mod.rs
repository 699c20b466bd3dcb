//! The people of a school, for its head: found by name, and a page for each, from which everything that can be
//! done about them is one touch away.
//!
//! Invariants: who is not of the school today (or soon) does not exist here; of other schools only that somebody
//! has something there too. What the directory says of somebody, nobody changes here.

mod departure;
mod identity;
mod pages;
mod queries;
mod rules;

pub(crate) use queries::classes;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    use Access::Heads;
    Routes::new()
        .get("/ecole/{school}/personnes", Heads, pages::list)
        .get("/ecole/{school}/personnes/{person}", Heads, pages::show)
        .post("/ecole/{school}/personnes/{person}/depart", Heads, departure::leave)
        .get("/ecole/{school}/personnes/{person}/identite", Heads, identity::form)
        .post("/ecole/{school}/personnes/{person}/identite", Heads, identity::correct)
}

//! What should change (domain rows 21, 34, 65, 68): a request with its impacts and options, what was decided of it and by
//! which body; releases and resources, validated by the technical committee, put in place during holidays, told to schools.
//!
//! Invariants: nothing is kept or dismissed without a decision on which both colleges agreed, a release or a resource
//! without one of the technical committee; those two come during holidays of the project’s zone, with a word to the schools.

mod actions;
mod letters;
mod pages;
mod queries;
mod rules;
mod told;

pub use letters::{COMES, letter, night};
pub(crate) use queries::to_decide;
pub(crate) use rules::state_words;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/evolutions", Access::Territory, pages::list)
        .post("/evolutions", Access::Territory, actions::ask)
        .get("/evolutions/{change}", Access::Territory, pages::change)
        .post("/evolutions/{change}/etat", Access::Project, actions::go_on)
        .get("/nouveautes", Access::SchoolAdults, told::news)
}

//! Canned answers (domain row 119): what whoever helps would write again and again, by subject, with the asker’s name and
//! the number put in by themselves. The project keeps them; whoever works a queue uses them.
//!
//! Invariant: what is taken from one is only put into the form: nothing leaves before somebody has read it.

mod pages;
mod queries;
mod rules;

pub(crate) use queries::{Canned, of_category};
pub(crate) use rules::{Filled, filled};

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/aide/reponses", Access::Project, pages::list)
        .post("/aide/reponses", Access::Project, pages::write)
        .post("/aide/reponses/{answer}", Access::Project, pages::change)
}

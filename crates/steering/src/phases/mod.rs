//! Where the project is: framing, then experimentation, deployment, generalisation, end of the contract, in school years.
//! From one to the next there is a decision, « go » or « no go », with its day and its reason.
//!
//! Invariant: nothing leaves framing before somebody carries the project and the matrix of who does what is whole; a
//! decision stays, whichever it was.

mod pages;
mod queries;
mod rules;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new().get("/pilotage/projet/phases", Access::Project, pages::phases).post(
        "/pilotage/projet/phases",
        Access::Project,
        pages::decide,
    )
}

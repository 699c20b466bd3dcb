//! The two tenders side by side (domain rows 93, 96, 99): ours with its market and the plan to leave it, and that of the
//! sister ENT, whose dates are typed by hand. Says where they part.
//!
//! Invariant: what a market says of itself is read from it, and typed nowhere else.

mod actions;
mod calendar;
mod pages;
mod queries;
mod rules;

pub(crate) use pages::warnings;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/marche/calendrier", Access::Territory, pages::calendar)
        .post("/marche/calendrier", Access::Project, actions::say)
        .get("/marche/calendrier/fichier", Access::Territory, pages::file)
}

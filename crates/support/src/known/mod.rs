//! Known problems: what does not work, said to whom it concerns, and kept as the story of the service (domain row 127, §5.4).
//!
//! Invariants: only the project’s team writes; who is not signed in reads what concerns everyone everywhere; nothing is said
//! of the service that somebody has not written here: no invented availability. A major one is on every page of whom it
//! concerns, through [`Banners`].

mod actions;
mod banners;
mod pages;
mod queries;
mod rules;

use identity::App;
use kernel::{Access, Routes};

pub use banners::{Banner, Banners};
pub(crate) use queries::{Problem, current};

pub(crate) fn routes() -> Routes<App> {
    const KEEP: Access = Access::Project;
    Routes::new()
        .get("/etat", Access::Anyone, pages::list)
        .post("/etat", KEEP, actions::say)
        .get("/etat/{problem}", Access::Anyone, pages::one)
        .post("/etat/{problem}", KEEP, actions::change)
        .post("/etat/{problem}/suite", KEEP, actions::go_on)
}

//! Bundles of services: what the project offers, and which commune or school has which for a school year (domain row 25).
//! What an offer holds is asked at each gate by `identity::services`.
//!
//! Invariants: a school that was never given a bundle has everything; before the switch everything is open; when funding
//! stops one reads and exports, nothing is deleted; what was given is withdrawn, never rewritten.

mod actions;
mod card;
mod night;
mod pages;
mod queries;
mod rules;

pub(crate) use card::card;
pub use night::{ENDING, letter, night};

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const WHO: Access = Access::Project;
    Routes::new()
        .get("/finances/offres", WHO, pages::list)
        .post("/finances/offres", WHO, actions::make)
        .post("/finances/offres/{bundle}/retrait", WHO, actions::withdraw)
        .post("/finances/offres/attributions", WHO, actions::give)
        .post("/finances/offres/attribution/{grant}/retrait", WHO, actions::take_back)
}

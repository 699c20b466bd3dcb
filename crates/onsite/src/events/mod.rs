//! Days on which the people of the project meet: what is on, who is invited, who comes (domain rows 1, 90, 128, 145).
//!
//! Invariants: an event is found by who is invited, registered, or keeps it; who comes is known by name to those who keep
//! it only; how many came is a count.

mod actions;
mod pages;
mod queries;
mod rules;

pub(crate) use queries::{Event, event};

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    // Adults of schools and of the territory: `cockpit::people::reader`.
    const WHO: Access = Access::Adults;
    const KEEPS: Access = Access::Steering;
    Routes::new()
        .get("/evenements", WHO, pages::list)
        .post("/evenements", KEEPS, actions::announce)
        .get("/evenements/{event}", WHO, pages::one)
        .post("/evenements/{event}/inscription", WHO, actions::register)
        .post("/evenements/{event}/ateliers", KEEPS, actions::add_workshop)
        .post("/evenements/{event}/atelier/{workshop}/retrait", KEEPS, actions::take_workshop)
        .post("/evenements/{event}/presents", KEEPS, actions::count)
        .post("/evenements/{event}/annulation", KEEPS, actions::cancel)
}

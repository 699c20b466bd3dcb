//! Shared machines booked by the slot: a mobile class, a case of tablets (domain row 39).
//!
//! Invariants: two bookings of the same machines never overlap, which the database holds; what stands in a class for good is
//! not booked; who books works in the school. A class’s session on a tablet ends by itself (`identity::class_session`): a
//! booking has nothing to close.

mod actions;
mod pages;
mod queries;
mod rules;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    // Who is near the school: `near::school`.
    const WHO: Access = Access::Adults;
    Routes::new()
        .get("/ecole/{school}/reservations", WHO, pages::list)
        .post("/ecole/{school}/reservations", WHO, actions::book)
        .post("/ecole/{school}/reservation/{booking}/annulation", WHO, actions::cancel)
}

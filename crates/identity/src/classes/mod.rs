//! « Ma classe »: a teacher says which class she teaches, in two taps, the first time she comes.
//!
//! Invariant: only a class of this year, in a school where she teaches; and the audiences follow in the
//! same transaction. No feed undoes it: feeds own the teacher's role on the school, never on a class.

mod actions;
mod pages;
mod queries;

pub(crate) use pages::should_pick;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/ma-classe", Access::SchoolAdults, pages::show)
        .post("/ma-classe", Access::SchoolAdults, actions::pick)
        .post("/ma-classe/quitter", Access::SchoolAdults, actions::leave)
}

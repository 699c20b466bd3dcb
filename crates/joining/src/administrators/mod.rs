//! Who administers a school’s accounts (domain row 111): the head, without being named, and the adults whom she names beside
//! her for a time.
//!
//! Invariants: it ends by itself on its last day, and when she works there no more; what an administrator may do opens once the
//! register of training holds her, or she was waived; only the head names. All that asks who administers asks
//! `school_administrators(day)` in SQL.

mod actions;
mod pages;
mod queries;
mod rules;

pub(crate) use queries::{Seat, name, seats, waive};
pub(crate) use rules::{Named, named};

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const PAGE: &str = "/ecole/{school}/administrateurs";
    Routes::new()
        .get(PAGE, Access::Adults, pages::page)
        .post(PAGE, Access::Adults, actions::add)
        .post("/ecole/{school}/administrateurs/{administrator}/fin", Access::Adults, actions::end)
        .post("/ecole/{school}/administrateurs/{administrator}/dispense", Access::Adults, actions::exempt)
}

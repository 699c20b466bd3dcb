//! A school for the adults who work in it: its classes, who teaches them, whose account is open.
//!
//! Invariant: the school's page is for its adults, a class's page for its team and the head; for anybody
//! else they do not exist. What the head says of who teaches a class, no feed undoes.

mod actions;
mod classes;
mod pages;
mod queries;
mod roster;
mod rules;

pub(crate) use classes::free;
pub use queries::make_class;
pub(crate) use queries::{Class, School, class, end_teaching, headed, other_classes, school};
pub(crate) use roster::RosterAt;
pub(crate) use rules::{class_at, spoken};

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/ecole/{school}", Access::SchoolAdults, pages::school)
        .post("/ecole/{school}/classes", Access::Heads, classes::make)
        .get("/ecole/{school}/classe/{class}", Access::SchoolAdults, pages::class)
        .post("/ecole/{school}/classe/{class}/nom", Access::Heads, classes::rename)
        .post("/ecole/{school}/classe/{class}/fermer", Access::Heads, classes::close)
        .post("/ecole/{school}/classe/{class}/enseignants", Access::Heads, actions::add_teacher)
        .post("/ecole/{school}/classe/{class}/enseignants/retirer", Access::Heads, actions::remove_teacher)
}

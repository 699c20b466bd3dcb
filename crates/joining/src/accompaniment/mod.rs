//! What a validation asks for, and how a school is helped on site: who has to be trained, and a plan of four components,
//! planned and done (domain rows 27–31, 73, 116).
//!
//! Invariants: the plan opens with the inspection’s validation, by itself; the hours of sessions come from the register
//! of training, each session once for a school, and are typed by nobody.

mod actions;
mod needs;
mod pages;
mod queries;
mod rules;

pub(crate) use queries::open;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/accompagnements", Access::Steering, needs::list)
        .get("/ecole/{school}/accompagnement", Access::Adults, pages::plan)
        .post("/ecole/{school}/accompagnement", Access::Adults, actions::say)
        .post("/ecole/{school}/accompagnement/seances", Access::Adults, actions::note)
}

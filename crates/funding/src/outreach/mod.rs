//! How people are rallied (domain row 97), inside and outside: to whom, what is said, by what act, by whom, when; how many it
//! reached.
//!
//! Invariant: what is done has its day and says how many it reached.

mod actions;
mod pages;
mod queries;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/mobilisation", Access::Territory, pages::list)
        .post("/mobilisation", Access::Project, actions::plan)
        .post("/mobilisation/{action}/faite", Access::Project, actions::done)
}

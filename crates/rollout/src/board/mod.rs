//! The cockpit's first page: the figures of the whole project, as the last count left them, and what waits for somebody.
//!
//! Invariant: it counts nothing itself, so that no figure has two definitions; what waits is one query.

mod page;
mod queries;
mod rules;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new().get("/pilotage", Access::Project, page::board)
}

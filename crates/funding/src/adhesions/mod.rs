//! Which commune is where in the project (domain row 94): contacted, has deliberated, adheres, in service, left; each dated,
//! by waves.
//!
//! Invariant: a stage is a row with its day; what came before stays.

mod actions;
mod pages;
mod queries;
mod rules;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/communes", Access::Territory, pages::list)
        .post("/communes", Access::Project, actions::add)
        .post("/communes/{adhesion}/etape", Access::Project, actions::go_on)
}

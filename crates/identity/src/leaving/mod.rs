//! Leaving, and being erased (order of 30 Nov 2006, art. 6).
//!
//! Invariant: nobody is erased who is entitled to an account, whom the project holds, or who could still come
//! for her own data; and whoever is erased leaves nothing that says who she was. What becomes of each column is
//! said by the areas, in their LIFE_CYCLE, and nowhere else.

mod actions;
pub mod erase;
mod pages;
pub mod queries;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/pilotage/departs", Access::Project, pages::show)
        .post("/pilotage/departs/{person}/garder", Access::Project, actions::hold)
        .post("/pilotage/departs/{person}/liberer", Access::Project, actions::release)
}

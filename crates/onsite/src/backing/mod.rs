//! Which IEN numérique supports which inspectors, and what she did with them (domain row 113).
//!
//! Invariants: a circonscription’s page of support is read by its inspectors, by who supports it, by the project; who supports
//! it holds the function in the register, with an account, and has a role for it (`digital_inspector`) on the days on which
//! she does both, whatever the number of functions by which she does, and in whatever order they were said; the log names no school’s pupil and is never rewritten.

mod actions;
mod page;
mod queries;
mod rules;

pub(crate) use queries::settle;

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const WHO: Access = Access::Backing;
    Routes::new()
        .get("/circonscription/{place}/appui", WHO, page::show)
        .post("/circonscription/{place}/appui", Access::Project, actions::back)
        .post("/circonscription/{place}/appui/{backing}/fin", Access::Project, actions::end)
        .post("/circonscription/{place}/appui/actions", WHO, actions::note)
}

//! Who helps on the side of the education authority: functions held for a time in a territory, how many schools there are
//! for a helper, whom a school calls (domain rows 6–9, 22, 101, 103–111).
//!
//! Invariant: it is a register. It opens no right: rights come from roles, and somebody may hold two functions. A deputy has
//! the roles of the one who is away when the project has said so, and only until the absence ends; an IEN numérique a role
//! where the project said that she supports a circonscription ([`crate::backing`]), and only while she holds the function.

mod actions;
mod deputy;
mod help;
mod letters;
mod pages;
mod queries;
mod rules;

pub use letters::{STANDS_IN, letter};

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/encadrement", Access::Steering, pages::register)
        .post("/encadrement/fonctions", Access::Project, actions::give)
        .post("/encadrement/fonction/{function}/fin", Access::Project, actions::end)
        .post("/encadrement/fonction/{function}/absence", Access::Steering, actions::away)
        .post("/encadrement/absence/{absence}/droits", Access::Project.sensitive(), deputy::give)
        .post("/encadrement/absence/{absence}/retour", Access::Project.sensitive(), deputy::come_back)
        .post("/encadrement/seuils", Access::Project, actions::warn_from)
        .post("/encadrement/referents", Access::Project, actions::publisher)
        .get("/ecole/{school}/qui-appeler", Access::Adults, help::help)
}

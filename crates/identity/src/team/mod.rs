//! Who is of the project's team: the directory's operators (DSI) and the project's managers. And whom the team names
//! around it: the legal adviser, the national level, who may come from outside.
//!
//! Invariants: nobody decides about herself; somebody who is there for good, with an account that is open, always
//! remains; naming somebody opens no way into her account.

mod actions;
mod invite;
mod letter;
mod pages;
mod queries;
mod rules;

pub use letter::{LETTER, letter};

use crate::App;
use kernel::routes::Gate;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    // Whom a stolen session would let in.
    const PROJECT: Gate = Access::Project.sensitive();
    Routes::new()
        .get("/pilotage/equipe", PROJECT, pages::team)
        .post("/pilotage/equipe", PROJECT, actions::name)
        .post("/pilotage/equipe/invitation", PROJECT, invite::invite)
        .post("/pilotage/equipe/{role}/fin", PROJECT, actions::end)
}

//! First use: the code of a slip or a letter, for a family the first name of a child, then a password and the
//! charter, then in. The same way for an adult who has lost both password and mailbox and was given a new code.
//! Who has an account already adds the children of the slip to it.
//!
//! Invariants: a code is good once. A child is named by whoever holds the slip before anything of the slip's
//! owner is shown or done, at each step anew: nothing is kept in between.

mod actions;
mod family;
mod pages;
mod queries;
mod rules;

pub(crate) use queries::children_to_name;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/activation", Access::Anyone, pages::code)
        .post("/activation", Access::Anyone, actions::code)
        .post("/activation/enfant", Access::Anyone, actions::child)
        .post("/activation/mot-de-passe", Access::Anyone, actions::finish)
        .get("/moi/enfants", Access::Adults, family::show)
        .post("/moi/enfants", Access::Adults, family::add)
}

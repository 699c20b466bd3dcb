//! Activation: the printed code, then a password and the charter, then in. The same way for an adult who
//! has lost both password and mailbox and was given a new code.
//!
//! Invariant: a code is good once.

mod actions;
mod pages;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/activation", Access::Anyone, pages::code)
        .post("/activation", Access::Anyone, actions::code)
        .post("/activation/mot-de-passe", Access::Anyone, actions::finish)
}

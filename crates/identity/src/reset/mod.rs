//! A forgotten password, by e-mail, for adults.
//!
//! Invariants: what one reads after asking says nothing about who has an account. The link is made when
//! the letter leaves, lasts half an hour, is good once, and only its hash is kept. A new password closes
//! every session.

mod actions;
mod letter;
mod pages;
mod queries;

pub use letter::{LETTER, letter};
pub(crate) use queries::link;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/mot-de-passe-oublie", Access::Anyone, pages::ask)
        .post("/mot-de-passe-oublie", Access::Anyone, actions::ask)
        .get("/nouveau-mot-de-passe/{token}", Access::Anyone, pages::choose)
        .post("/nouveau-mot-de-passe/{token}", Access::Anyone, actions::choose)
}

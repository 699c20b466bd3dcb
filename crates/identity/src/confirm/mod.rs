//! « C’est bien vous ? »: before a sensitive act, somebody who is signed in shows again that she is herself.
//! Routes say that they are sensitive (`Access::Heads.sensitive()`, a `*` in `routes.txt`); the gate sends
//! here and back, and the session remembers it for a while.
//!
//! Invariant: a session that was left open, or a cookie that was stolen, does nothing sensitive.

mod actions;
mod pages;

use crate::App;
use kernel::routes::CONFIRM;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new().get(CONFIRM, Access::Adults, pages::show).post(CONFIRM, Access::Adults, actions::confirm)
}

//! Signing in and out.
//!
//! Invariant: wrong secret, unknown login, blocked account: one answer, after the same work.

mod actions;
mod pages;
pub mod rules;

pub use actions::welcome;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/connexion", Access::Anyone, pages::show)
        .post("/connexion", Access::Anyone, actions::sign_in)
        .post("/deconnexion", Access::Anyone, actions::sign_out)
}

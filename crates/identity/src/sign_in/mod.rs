//! Signing in and out.
//!
//! Invariants: wrong secret, unknown login, blocked account: one answer, after the same work. Where a second
//! factor is set up, a password alone opens nothing; a passkey is both.

mod actions;
mod factor;
mod pages;
pub mod rules;

pub(crate) use actions::through;
pub use actions::welcome;
pub(crate) use factor::WRONG;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/connexion", Access::Anyone, pages::show)
        .post("/connexion", Access::Anyone, actions::sign_in)
        .get("/connexion/verification", Access::Anyone, factor::show)
        .post("/connexion/verification", Access::Anyone, factor::verify)
        .get("/connexion/cle", Access::Anyone, factor::question)
        .post("/connexion/cle", Access::Anyone, factor::passkey)
        .post("/deconnexion", Access::Anyone, actions::sign_out)
}

//! My account: my name, my sessions, my password, my e-mail.
//!
//! Invariant: what could take the account over (password, e-mail) asks for the password again.

mod actions;
mod pages;
mod queries;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/moi", Access::Members, pages::show)
        .post("/moi/sessions/{session}/fermer", Access::Members, actions::close_one)
        .post("/moi/sessions/fermer-les-autres", Access::Members, actions::close_others)
        .post("/moi/mot-de-passe", Access::Adults, actions::change_password)
        .post("/moi/adresse", Access::Adults, actions::change_email)
}

//! Second factors of adults: an application that counts codes, passkeys, recovery codes.
//!
//! Invariants: a code is good once. Nobody adds or takes away a factor without having shown the one that is
//! there (or, for the first, the password). A secret is readable in the database by nobody.

mod actions;
mod pages;
mod passkey_actions;
pub mod passkeys;
pub(crate) mod queries;
pub mod rules;
mod show;

pub(crate) use pages::is_needed;
pub(crate) use show::{Shown, may_try, show_code, show_passkey};

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    use Access::Adults;
    Routes::new()
        .get("/moi/securite", Adults, pages::overview)
        .get("/moi/securite/application", Adults, pages::application)
        .post("/moi/securite/application", Adults, actions::add_application)
        .post("/moi/securite/application/retirer", Adults.sensitive(), actions::remove_application)
        .get("/moi/securite/cle", Adults, pages::passkey)
        .get("/moi/securite/cle/question", Adults, passkey_actions::question)
        .post("/moi/securite/cle", Adults, passkey_actions::add)
        .post("/moi/securite/cle/{passkey}/retirer", Adults.sensitive(), passkey_actions::remove)
        .post("/moi/securite/codes", Adults.sensitive(), actions::renew_codes)
        .post("/moi/securite/appareils", Adults, actions::forget_devices)
}

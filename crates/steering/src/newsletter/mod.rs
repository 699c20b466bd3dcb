//! The letter to the collectivities (domain row 117): written by the project, read once more with the list of who will get
//! it, then one mail for each main contact.
//!
//! Invariants: what is sent stays as it was sent; no pupil is named in it; nobody is written to who said that she wants no
//! more of them, which takes a link and a button, never an account; one mail for each address, whatever it is the address of.

mod actions;
mod pages;
mod post;
mod queries;
mod rules;
mod stop;

pub use post::{NewsletterCopy, came_back, carry};

use identity::App;
use kernel::routes::Gate;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    // What a stolen session must not send in the project’s name.
    const PROJECT: Gate = Access::Project.sensitive();
    Routes::new()
        .get("/contacts/lettres", Access::Project, pages::list)
        .post("/contacts/lettres", Access::Project, actions::write)
        .get("/contacts/lettres/{letter}", PROJECT, pages::one)
        .post("/contacts/lettres/{letter}", PROJECT, actions::change)
        .post("/contacts/lettres/{letter}/envoi", PROJECT, actions::send)
        .get("/lettre/{token}", Access::Anyone, stop::ask)
        .post("/lettre/{token}", Access::Anyone, stop::stop)
}

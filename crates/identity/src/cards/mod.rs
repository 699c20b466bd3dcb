//! Cards: a printed square that opens, with the child's three pictures, from any device with a camera.
//!
//! Cards are a PDF, made for whoever asked and not kept; the pictures are on another sheet (`picture_codes`).
//!
//! Invariants: only the SHA-256 of a card's 130 bits is kept; a new card ends the old one and what it opened. The
//! secret is in no page's address: the address of the card sends on at once, and the request log has the route only.

mod actions;
mod enter;
mod press;
mod queries;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    let teachers = Access::SchoolAdults.sensitive();
    Routes::new()
        .get("/carte/{secret}", Access::Anyone, enter::shown)
        .get("/carte", Access::Anyone, enter::pictures)
        .post("/carte", Access::Anyone, enter::enter)
        .post("/ecole/{school}/classe/{class}/cartes", teachers, actions::of_class)
        .post("/ecole/{school}/classe/{class}/eleves/{pupil}/carte", teachers, actions::of_pupil)
}

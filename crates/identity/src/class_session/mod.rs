//! Class sessions: a class opened by its teacher on one shared tablet, for a part of the day. The tablet shows the
//! children; each comes in with three pictures, for a quarter of an hour, and leaves with one tap.
//!
//! Invariants: a tablet holds a class session or somebody's own session, and who opened the class is signed out
//! there; tiles are never shown while a child is in. Closing a class session, from wherever, closes the children's
//! sessions in it. Nothing of it outlives six in the evening.

mod actions;
mod enter;
mod pages;
mod queries;
pub mod rules;
mod tablet;

pub(crate) use enter::Pictures;
pub(crate) use queries::{OpenSession, open_of};
pub(crate) use tablet::is_tablet;

use crate::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/tablette", Access::Anyone, pages::tiles)
        .post("/tablette/ouvrir", Access::Anyone, actions::pair)
        .post("/tablette/fermer", Access::Anyone, actions::close_here)
        .get("/tablette/enfant/{pupil}", Access::Anyone, enter::pictures)
        .post("/tablette/enfant/{pupil}", Access::Anyone, enter::enter)
        .get("/tablette/enfant/{pupil}/photo", Access::Anyone, enter::photo)
        .post("/ecole/{school}/classe/{class}/tablettes", Access::SchoolAdults, actions::open)
        .post(
            "/ecole/{school}/classe/{class}/tablettes/{tablet}/fermer",
            Access::SchoolAdults,
            actions::close,
        )
}

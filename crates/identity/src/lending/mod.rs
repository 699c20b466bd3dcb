//! A small child at home: her guardian opens Préau for her, on the guardian's own device.
//!
//! Invariants: only for a child in nursery, by somebody with authority over her (no third person); for a quarter of
//! an hour at the most, never beyond the guardian's own session. While the child is in, the guardian's session
//! opens no page: its cookie is put aside, and only « Reprendre mon compte » looks at it.

mod actions;
mod aside;
mod pages;
mod queries;

pub(crate) use aside::is_lent;

use crate::App;
use kernel::{Access, Child, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .post("/enfants/{child}/ouvrir", Access::Adults, actions::lend)
        .get("/enfants/fini", Access::Anyone, pages::finished)
        .post("/enfants/reprendre", Access::Anyone, actions::take_back)
}

/// Does this child enter through her guardian? From CP on, children have something of their own.
#[must_use]
pub fn is_for(child: &Child) -> bool {
    matches!(child.level.as_str(), "TPS" | "PS" | "MS" | "GS")
}

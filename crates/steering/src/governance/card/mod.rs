//! The project’s card, held by both: brand, solution, who carries it, its co-owners, who provides it (domain row 56).
//!
//! Invariant: once framing is over none of it changes before both colleges of the strategic body have agreed; what is in
//! force and what waits are both shown.

mod actions;
mod page;
mod queries;
mod rules;

pub(crate) use queries::is_shared;

/// Said wherever one side would change it alone.
pub(crate) const TOGETHER: &str = "Le cadrage est fini\u{a0}: le nom, la solution, le porteur, les co-porteurs et le prestataire changent avec l’accord des deux collèges. Proposez-le dans Gouvernance, «\u{a0}La carte commune\u{a0}».";

use identity::App;
use kernel::{Access, Routes};

pub(super) fn routes() -> Routes<App> {
    const WHO: Access = Access::Territory;
    Routes::new()
        .get("/gouvernance/carte", WHO, page::card)
        .post("/gouvernance/carte", WHO, actions::propose)
        .post("/gouvernance/carte/{change}/accord", WHO, actions::say)
        .post("/gouvernance/carte/{change}/abandon", WHO, actions::drop_it)
}

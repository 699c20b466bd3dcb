//! Money: what each commune commits to bear, what is consumed of it, how a year’s cost is split between them (domain
//! §4.5). Grants are deducted before the split.
//!
//! Invariants: a statement’s lines add up to its cost, to the cent; once made it stays as it was split.

mod actions;
mod document;
mod pages;
mod queries;
mod rules;

pub(crate) use queries::weights;
pub(crate) use rules::{Weight, cents, euros, shares};

use identity::App;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    const WHO: Access = Access::Territory;
    Routes::new()
        .get("/finances", WHO, pages::list)
        .post("/finances/engagements", WHO, actions::commit)
        .post("/finances/etats", WHO, actions::split)
        .get("/finances/etat/{statement}", WHO, pages::statement)
        .get("/finances/etat/{statement}/document", WHO, document::document)
}

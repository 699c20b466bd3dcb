//! Access for a time: a substitute, an ATSEM, an AESH, somebody from outside, in one class, with dates and
//! tools. The head gives it; a teacher may ask for her own class.
//!
//! Invariants: it ends by itself at midnight of its last day, and at once when the head ends it; who holds it
//! sees nothing beyond its class, its days and its tools; giving it opens no way into somebody's account.

mod actions;
mod letter;
mod pages;
mod proposals;
mod queries;
mod rules;

pub use letter::{LETTER, letter};
pub(crate) use rules::{days, last_day};

use crate::App;
use kernel::routes::Gate;
use kernel::{Access, Routes};

/// What the head may give, to each kind: for the page of who may do what.
#[must_use]
pub fn given() -> Vec<(&'static str, Vec<&'static str>)> {
    let tools =
        |kind| rules::TOOLS.iter().filter(move |t| rules::goes_with(t.0, kind)).map(|t| t.1).collect();
    rules::KINDS.iter().map(|kind| (kind.1, tools(kind.0))).collect()
}

pub(crate) fn routes() -> Routes<App> {
    use Access::SchoolAdults;
    // Whom a stolen session would let in.
    const HEADS: Gate = Access::Heads.sensitive();
    Routes::new()
        .get("/ecole/{school}/acces", HEADS, pages::list)
        .post("/ecole/{school}/acces", HEADS, actions::give)
        .post("/ecole/{school}/acces/{role}/prolonger", HEADS, actions::prolong)
        .post("/ecole/{school}/acces/{role}/terminer", HEADS, actions::end)
        .post("/ecole/{school}/acces/{role}/fiche", HEADS, actions::slip)
        .post("/ecole/{school}/acces/proposition/{proposal}/ecarter", HEADS, proposals::set_aside)
        .get("/ecole/{school}/classe/{class}/proposer", SchoolAdults, proposals::form)
        .post("/ecole/{school}/classe/{class}/proposer", SchoolAdults, proposals::propose)
}

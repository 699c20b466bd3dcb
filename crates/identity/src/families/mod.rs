//! The situations of families: who answers for a pupil and how, in which household; a child hidden from a
//! guardian.
//!
//! Invariants: nothing is inferred, the head says it with the reference of the decision (never the decision
//! itself), and no feed undoes it; nobody decides about her own child; while a child is hidden from a
//! guardian, the link between them opens nothing (`guardianship` in the database), from the very transaction
//! that decides it. Why is read by the head of the child's school only.

mod actions;
mod checking;
mod ends;
mod pages;
mod queries;
mod rules;

pub use ends::{LETTER, letter, tell_of_ends};
pub(crate) use queries::waiting;
pub(crate) use queries::{Pupil, is_of, pupil, say};
pub(crate) use rules::{Said, Typed, relation_words, said};

use crate::App;
use kernel::routes::Gate;
use kernel::{Access, Routes};

pub(crate) fn routes() -> Routes<App> {
    // What is read and decided here is worth a stolen session.
    const HEADS: Gate = Access::Heads.sensitive();
    Routes::new()
        .get("/ecole/{school}/protections", HEADS, pages::protections)
        .get("/ecole/{school}/familles/preciser", HEADS, checking::list)
        .post("/ecole/{school}/familles/preciser", HEADS, checking::say)
        .get("/ecole/{school}/personnes/{person}/famille", HEADS, pages::family)
        .post("/ecole/{school}/personnes/{person}/famille/{guardian}", HEADS, actions::change)
        .post("/ecole/{school}/personnes/{person}/famille/{guardian}/annuaire", HEADS, actions::give_back)
        .post("/ecole/{school}/personnes/{person}/famille/{guardian}/proteger", HEADS, actions::protect)
        .post("/ecole/{school}/personnes/{person}/protection/{protection}/prolonger", HEADS, actions::prolong)
        .post("/ecole/{school}/personnes/{person}/protection/{protection}/lever", HEADS, actions::lift)
}

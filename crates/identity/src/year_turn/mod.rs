//! The school year turns: next year's classes, who goes where, who teaches; simulated, applied, undone.
//!
//! Invariant: a turn loses nothing. Each old class becomes the archive of exactly those who were in it; nothing
//! shared points at something deleted; and for thirty days all that the turn changed can be given back as it was.
//! Whatever a feed of the new year has said, before or since, stays as it said it.

mod actions;
mod listed;
mod moves;
mod night;
mod pages;
mod queries;
pub mod rules;
mod simulate;
mod ties;
mod turn;
mod undo;

use crate::App;
use kernel::{Access, Routes};

pub use listed::{is_season, list};
pub use night::{forget, night};
// For whoever turns many schools: the benchmark.
pub use queries::{Listed, Turn, begin, current};
pub use simulate::{Report, simulated};
pub use turn::apply;
pub use undo::undo;

pub(crate) fn routes() -> Routes<App> {
    use Access::Heads;
    Routes::new()
        .get("/ecole/{school}/annee", Heads, pages::show)
        .post("/ecole/{school}/annee", Heads, actions::prepare)
        .post("/ecole/{school}/annee/classes", Heads, actions::add_class)
        .get("/ecole/{school}/annee/classes/{class}", Heads, pages::class)
        .post("/ecole/{school}/annee/classes/{class}", Heads, actions::change_class)
        .get("/ecole/{school}/annee/eleves/{place}", Heads, pages::pupils)
        .post("/ecole/{school}/annee/eleves/{place}", Heads, actions::place_pupils)
        .get("/ecole/{school}/annee/simulation", Heads, simulate::show)
        .post("/ecole/{school}/annee/annuaire/{place}", Heads, ties::say)
        .post("/ecole/{school}/annee/appliquer", Heads.sensitive(), actions::apply)
        .post("/ecole/{school}/annee/annuler", Heads.sensitive(), actions::take_back)
        .post("/ecole/{school}/annee/abandonner", Heads, actions::drop)
        .post("/ecole/{school}/classe/{class}/deplacer", Heads, moves::to_class)
}

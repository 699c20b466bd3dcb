//! The collèges of the territory, which schools feed which, and where both degrees meet (domain rows 55, 78): a register of
//! their own.
//!
//! Invariants: a link has days, and of one school and one collège there is never more than one that holds; the project keeps
//! them, an inspector proposes for her schools; she sees the collèges that one of her schools feeds, and of their schools hers;
//! pupils are counted here, and few are not said; a
//! meeting is told after its day, by the project or an inspector, and read in the schools that feed the collège.

mod actions;
mod college;
mod import;
mod import_pages;
mod liaisons;
mod pages;
mod proposals;
mod queries;
mod rules;
mod school;

pub(crate) use queries::visible;

use identity::App;
use kernel::{Access, Routes};

/// The sectors of an academy are some tens of kilobytes.
const LARGEST: usize = 1 << 20;

pub(crate) fn routes() -> Routes<App> {
    use Access::{Project, SchoolAdults, Steering};
    Routes::new()
        .get("/colleges", Steering, pages::list)
        .post("/colleges", Project, actions::add)
        .get("/colleges/import", Project, import_pages::form)
        .upload("/colleges/import", Project, LARGEST, import_pages::preview)
        .upload("/colleges/import/appliquer", Project, LARGEST, import_pages::apply)
        .post("/colleges/propositions", Steering, proposals::propose)
        .post("/colleges/propositions/{proposal}", Project, proposals::decide)
        .get("/colleges/{college}", Steering, college::show)
        .post("/colleges/{college}", Project, actions::change)
        .post("/colleges/{college}/fermeture", Project, actions::close)
        .post("/colleges/{college}/ecoles", Project, actions::attach)
        .post("/colleges/{college}/ecoles/{link}/fin", Project, actions::detach)
        .post("/colleges/{college}/liaisons", Steering, liaisons::announce)
        .post("/colleges/{college}/liaisons/{liaison}", Steering, liaisons::follow)
        .get("/ecole/{school}/college", SchoolAdults, school::show)
}

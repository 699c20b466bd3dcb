//! Resource packs: what a newly opened class finds, so that it is never empty (domain row 76).
//!
//! Invariants: a pack lies on a class’s shelf once; nothing of it is read by pupils or families until the teacher writes a
//! message of it herself, which begins as a draft of hers; who took it off does not find it there again.

mod actions;
mod pages;
mod queries;
mod rules;
mod shelf;
mod shelf_queries;
mod starter;

pub use shelf_queries::put_at_opening;

use cockpit::upload;
use database::Tx;
use identity::App;
use kernel::{Access, PersonId, Routes};

pub(crate) fn routes() -> Routes<App> {
    // Adults of schools and of the territory: `cockpit::people::reader`.
    const WHO: Access = Access::Adults;
    const KEEPS: Access = Access::Project;
    // Who teaches the class, the head.
    const CLASS: Access = Access::SchoolAdults;
    Routes::new()
        .get("/documents/packs", WHO, pages::list)
        .post("/documents/packs", KEEPS, actions::make)
        .post("/documents/packs/depart", KEEPS, actions::begin)
        .get("/documents/packs/{pack}", WHO, pages::one)
        .upload("/documents/packs/{pack}/elements", KEEPS, upload::LARGEST, actions::add)
        .post("/documents/packs/{pack}/element/{item}/retrait", KEEPS, actions::take_off)
        .get("/documents/packs/{pack}/element/{item}/fichier", WHO, pages::bytes)
        .post("/documents/packs/{pack}/retrait", KEEPS, actions::withdraw)
        .get("/ecole/{school}/classe/{class}/pour-commencer", CLASS, shelf::show)
        .post("/ecole/{school}/classe/{class}/pour-commencer", CLASS, shelf::install)
        .post("/ecole/{school}/classe/{class}/pour-commencer/{pack}/retrait", CLASS, shelf::remove)
}

/// The packs that come with the program, where they are not there yet; how many came.
pub async fn begin_packs(tx: &mut Tx, by: PersonId) -> Result<usize, sqlx::Error> {
    queries::begin(tx, by).await
}

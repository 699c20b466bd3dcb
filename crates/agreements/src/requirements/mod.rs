//! What is asked of an ENT, and how far ours answers: catalogues with versions, made with all parties (one voice each),
//! frozen, annexed to a tender; our own conformity grid with its evidence; bidders side by side; legal reminders.
//!
//! Invariants: a frozen version never changes; a party has one voice; an item is accepted only by more voices for than
//! against. Nothing here says that a solution is certified: who buys reads the official text.

mod annex;
mod answers;
mod bids;
mod catalogue;
mod grid;
mod notices;
mod one;
mod queries;
mod rules;
mod starter;

use chrono::NaiveDate;
use database::Tx;
use identity::App;
use kernel::PersonId;
use kernel::{Access, Routes};
use uuid::Uuid;

pub(crate) fn routes() -> Routes<App> {
    const READ: Access = Access::Texts;
    const SPEAK: Access = Access::Territory;
    const KEEP: Access = Access::Project;
    const ONE: &str = "/exigences/exigence/{requirement}";
    Routes::new()
        .get("/exigences", READ, catalogue::list)
        .post("/exigences", KEEP, catalogue::make)
        .get("/exigences/catalogue/{catalogue}", READ, grid::grid)
        .post("/exigences/catalogue/{catalogue}", SPEAK, grid::propose)
        .post("/exigences/catalogue/{catalogue}/gel", KEEP, catalogue::freeze)
        .get("/exigences/catalogue/{catalogue}/annexe/{format}", READ, annex::annex)
        .get("/exigences/catalogue/{catalogue}/comparer/{other}", READ, catalogue::compare)
        .get("/exigences/catalogue/{catalogue}/reponses", KEEP, answers::matrix)
        .upload("/exigences/catalogue/{catalogue}/reponses", KEEP, answers::LARGEST, answers::receive)
        .get(ONE, READ, one::show)
        .post("/exigences/exigence/{requirement}/voix", SPEAK, one::vote)
        .post("/exigences/exigence/{requirement}/commentaire", READ, one::comment)
        .post("/exigences/exigence/{requirement}/decision", KEEP, one::decide)
        .post("/exigences/exigence/{requirement}/conformite", KEEP, one::conform)
        .get("/exigences/rappels", READ, notices::list)
        .post("/exigences/rappels", KEEP, notices::add)
        .post("/exigences/rappels/{notice}", KEEP, notices::change)
}

/// The starter catalogue, for who begins without one; nothing when it is there.
pub async fn begin_requirements(
    tx: &mut Tx,
    by: PersonId,
    source_day: NaiveDate,
) -> Result<Option<Uuid>, sqlx::Error> {
    let (title, source) = (starter::TITLE.to_owned(), starter::SOURCE.to_owned());
    let new = rules::New { title, version: "1".to_owned(), source, source_day, from: rules::From::Starter };
    queries::make(tx, by, &new).await
}

//! What the project counts: accounts, classes, families, weeks, for every place from the project down to a school.
//!
//! Invariants: everything is counted at night, for all places at once, and a page reads its place’s rows only; a person
//! counts once in each place; below five people a count is said to nobody but the school’s own head; each figure says what
//! it counts and where it comes from.

mod actions;
mod at_hand;
mod chart;
mod communes;
mod count;
mod equipment;
mod export;
mod help;
mod level;
mod map;
mod national;
mod pages;
mod parts;
mod queries;
mod queues;
mod sections;
mod series;
mod territory;
mod words;

pub use communes::{Commune, know_commune};
pub use count::{CountFigures, ask as ask_count, count, night, work};
pub use sections::Figure;

use chrono::NaiveDate;
use database::Db;
use identity::App;
use kernel::{Access, Error, Routes};
use std::sync::Arc;

/// The project’s own figures at the last count, and the day that was counted: for its board.
pub async fn headline(db: &Db) -> Result<Option<(NaiveDate, Arc<Vec<Figure>>)>, Error> {
    let Some(taken) = queries::read::taken(&db.pool).await? else { return Ok(None) };
    Ok(Some((
        taken.day,
        at_hand::of_project(db, &taken, async || sections::headline(db, &taken).await).await?,
    )))
}

/// Every route of this area.
#[must_use]
pub fn routes() -> Routes<App> {
    Routes::new()
        .get("/indicateurs", Access::Adults, pages::mine)
        .post("/indicateurs/compter", Access::Project, actions::count_now)
        .get("/indicateurs/{scope}", Access::Adults, pages::show)
        .get("/indicateurs/{scope}/carte.svg", Access::Adults, pages::outlines)
        .get("/indicateurs/{scope}/reunion", Access::Adults, pages::meeting)
        .get("/indicateurs/{scope}/tableau/{format}", Access::Adults, export::file)
        .post("/indicateurs/{scope}/perimetre", Access::Project, actions::keep_perimeter)
        .post("/indicateurs/{scope}/anterieur", Access::Project, actions::say_past)
        .get("/national", Access::National, level::show)
        .get("/national/comptages.csv", Access::National, level::export)
}

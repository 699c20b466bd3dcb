//! The market that the project runs on, and its end (domain rows 96, 99): its extensions, who is warned when, the plan by
//! which one leaves with everything.
//!
//! Invariants: a market is closed only once each step of its plan is done, the deletion with its certificate; what is
//! prolonged moves what is not done yet. Nothing of Préau stops or is deleted because a date has come.

mod actions;
mod pages;
mod queries;
mod rules;

pub(crate) use queries::ending;

use chrono::NaiveDate;
use identity::App;
use kernel::{Access, Error, Routes};
use sqlx::PgPool;

/// What the project’s board says of markets that come to their end: a sentence, and where it leads.
pub async fn contract_warnings(pool: &PgPool, today: NaiveDate) -> Result<Vec<(String, String)>, Error> {
    let ending = queries::ending(pool, today).await?;
    Ok(ending.into_iter().map(|e| (e.said(today), format!("/marche/{}", e.id))).collect())
}

pub(crate) fn routes() -> Routes<App> {
    const TEAM: Access = Access::Project;
    Routes::new()
        .get("/marche", Access::Territory, pages::list)
        .post("/marche", TEAM, actions::make)
        .get("/marche/{contract}", Access::Territory, pages::contract)
        .post("/marche/{contract}/prolongations", TEAM, actions::extend)
        .post("/marche/{contract}/plan", TEAM, actions::plan)
        .post("/marche/{contract}/etapes", TEAM, actions::add_step)
        .post("/marche/{contract}/etape/{step}/faite", TEAM, actions::do_step)
        .post("/marche/{contract}/cloture", TEAM, actions::close)
}

//! Who steers the project: its bodies, on which the collectivities and the Éducation nationale both sit; their meetings,
//! what both have decided, who does what by when (domain rows 63–68, §4.2).
//!
//! Invariants: a decision holds only once both colleges have agreed, each by one of its members; it has a number that no
//! other has, and stays on every agenda until it is applied; the technical committee is proposed before each holidays of
//! the project’s zone.

mod actions;
mod agenda;
mod calendar;
pub(crate) mod card;
mod letters;
mod meeting;
mod meeting_actions;
mod minutes;
mod pages;
mod queries;
mod rules;
mod tiers;
mod voices;

pub use letters::{CANCELLED, CONVENED, letter};
pub use pages::due;

use chrono::NaiveDate;
use identity::App;
use kernel::{Access, Routes};
use sqlx::PgConnection;

/// What steers the project not yet, a sentence each.
pub(crate) async fn gaps(conn: &mut PgConnection, today: NaiveDate) -> Result<Vec<String>, sqlx::Error> {
    let missing = queries::missing(conn, today).await?;
    Ok(missing.into_iter().map(rules::Kind::gap).collect())
}

pub(crate) fn routes() -> Routes<App> {
    const WHO: Access = Access::Territory;
    Routes::new()
        .get("/gouvernance", WHO, pages::overview)
        .post("/gouvernance", WHO, actions::make)
        .get("/gouvernance/instance/{body}", WHO, pages::body)
        .post("/gouvernance/instance/{body}/membres", WHO, actions::seat)
        .post("/gouvernance/instance/{body}/membre/{member}/fin", WHO, actions::unseat)
        .post("/gouvernance/instance/{body}/reunions", WHO, actions::convene)
        .get("/gouvernance/reunion/{meeting}", WHO, meeting::meeting)
        .get("/gouvernance/reunion/{meeting}/document", WHO, minutes::document)
        .post("/gouvernance/reunion/{meeting}/annulation", WHO, meeting_actions::cancel)
        .post("/gouvernance/reunion/{meeting}/points", WHO, meeting_actions::add_point)
        .post("/gouvernance/reunion/{meeting}/compte-rendu", WHO, meeting_actions::write_minutes)
        .post("/gouvernance/reunion/{meeting}/decisions", WHO, meeting_actions::propose)
        .post("/gouvernance/reunion/{meeting}/actions", WHO, meeting_actions::give)
        .post("/gouvernance/decision/{decision}/accord", WHO, voices::say)
        .post("/gouvernance/decision/{decision}/suite", WHO, voices::follow)
        .post("/gouvernance/action/{action}/faite", WHO, voices::done)
        .merge(card::routes())
        .merge(tiers::routes())
}

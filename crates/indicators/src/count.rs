//! The count: every night for the day before, or when the project asks for it, for today so far.

use super::{communes, queries, words};
use chrono::{Datelike, Days, NaiveDate};
use identity::App;
use jobs::Worker;
use kernel::Error;
use queries::{count as counting, places};
use serde::{Deserialize, Serialize};
use std::time::Instant;

/// The project asks for a count now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CountFigures {}

impl jobs::Job for CountFigures {
    const KIND: &'static str = "count_figures";
    const MAX_ATTEMPTS: i16 = 3;
}

#[must_use]
pub fn work(worker: Worker<App>) -> Worker<App> {
    worker.on(|app: App, _: CountFigures| async move {
        let today = app.db.clock.today();
        count(&app, today).await
    })
}

/// An import was applied: the figures are counted anew, once however many were.
pub async fn ask(app: &App) -> Result<(), Error> {
    let mut tx = app.db.begin().await?;
    jobs::enqueue_once(&mut tx, &CountFigures {}).await?;
    tx.commit().await
}

/// For the day that is over, unless a later one was counted already.
pub async fn night(app: &App) -> Result<(), Error> {
    let day = app.db.clock.today() - Days::new(1);
    if queries::read::taken(&app.db.pool).await?.is_some_and(|taken| taken.day > day) {
        return Ok(());
    }
    count(app, day).await
}

/// Everything, in one transaction: a page shows the figures before, or those after.
pub async fn count(app: &App, day: NaiveDate) -> Result<(), Error> {
    let begun = Instant::now();
    let mut tx = app.db.begin().await?;
    let (today, now) = (tx.today(), tx.now());
    let zone = app.db.clock.zone().name().to_owned();
    let conn = tx.conn();
    counting::alone(conn).await?;
    communes::learn(conn).await?;
    let (codes, names): (Vec<String>, Vec<String>) =
        communes::DEPARTMENTS.iter().map(|(code, name)| ((*code).to_owned(), (*name).to_owned())).unzip();
    places::renew(conn, (&codes, &names), &app.settings.project).await?;
    let month = day.with_day(1).unwrap_or(day);
    counting::forget_month(conn, month).await?;
    counting::accounts(conn, day, monday_of(day)).await?;
    counting::classes(conn, day).await?;
    counting::families(conn, day).await?;
    queries::equipment::count(conn, day).await?;
    queries::help::count(conn, day, &zone).await?;
    queries::territory::count(conn, day).await?;
    let (acts, services) = words::acts_by_service();
    for past in counting::days_to_count(&mut *conn, today).await? {
        counting::services(conn, past, &zone, &acts, &services).await?;
    }
    let took = i32::try_from(begun.elapsed().as_millis()).unwrap_or(i32::MAX);
    places::note(conn, day, now, took).await?;
    tx.commit().await?;
    tracing::info!(took, %day, "the figures were counted");
    Ok(())
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

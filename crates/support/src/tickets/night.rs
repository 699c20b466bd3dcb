//! What happens without anybody: what was resolved long enough ago is closed, what waits is said once in the morning, what
//! is old says no names any more, then is not there.

use super::{queries, rules, told};
use chrono::{DateTime, TimeDelta, Utc};
use identity::App;
use kernel::Error;
use serde_json::json;

/// In the morning: closes, and one letter for whoever finds something in her queues.
pub(crate) async fn night(app: &App) -> Result<(), Error> {
    let now = app.db.clock.now();
    let closed = queries::close_old(&app.db.pool, now - TimeDelta::days(rules::REOPENS), now).await?;
    let service = queries::service(&app.db.pool, &app.db.clock).await?;
    let mut tx = app.db.begin().await?;
    let today = tx.today();
    // Nobody is written to on a day without service.
    let people =
        if service.is_open_on(today) { queries::to_remind(tx.conn(), today).await? } else { Vec::new() };
    let told = people.len();
    for person in people {
        mail::post(&mut tx, told::DIGEST, person, json!({})).await?;
    }
    tracing::info!(closed, told, "tickets of help");
    tx.commit().await
}

/// Before the count: those that were resolved before anybody measured.
pub(crate) async fn measure(app: &App) -> Result<(), Error> {
    let service = queries::service(&app.db.pool, &app.db.clock).await?;
    let mut tx = app.db.begin().await?;
    let measured = queries::measure(tx.conn(), &service, None).await?;
    tracing::info!(measured, "requests for help that were resolved");
    tx.commit().await
}

pub(crate) async fn mask(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    Ok(queries::mask(&app.db.pool, before, app.db.clock.now()).await?)
}

pub(crate) async fn forget(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    Ok(queries::delete_old(&app.db.pool, before).await?)
}

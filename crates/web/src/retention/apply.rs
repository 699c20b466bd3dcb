//! What the night does for the rules that are more than a call of their area. Each says how many went.

use super::queries;
use chrono::{DateTime, Utc};
use identity::{App, accounts, leaving};
use kernel::Error;

pub(super) async fn erase(app: App) -> Result<u64, Error> {
    let night = leaving::erase::night(&app).await?;
    tracing::info!(night.back, night.left, night.erased, "comings, goings and erasures");
    Ok(night.erased)
}

pub(super) async fn forget_counts(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    Ok(leaving::queries::forget_counts(&app.db.pool, app.db.clock.day_of(before)).await?)
}

pub(super) async fn forget_sessions(app: App, now: DateTime<Utc>) -> Result<u64, Error> {
    let mut tx = app.db.begin().await?;
    let gone = accounts::queries::forget_old(tx.conn(), now).await?;
    tx.commit().await?;
    Ok(gone)
}

pub(super) async fn forget_tries(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    Ok(accounts::queries::forget_old_tries(&app.db.pool, before).await?)
}

pub(super) async fn forget_audit(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    Ok(queries::forget_audit(&app.db.pool, before).await?)
}

pub(super) async fn forget_reports(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    Ok(queries::forget_reports(&app.db.pool, app.db.clock.day_of(before)).await?)
}

pub(super) async fn sweep_files(app: App) -> Result<u64, Error> {
    let swept = storage::sweep(&app.store, &app.db.pool, app.db.clock.now()).await?;
    Ok((swept.files + swept.strays) as u64)
}

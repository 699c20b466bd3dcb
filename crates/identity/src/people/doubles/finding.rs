//! Looking for doubles: each night over everybody. An import does the same for whom it brings.

use super::queries;
use crate::App;
use chrono::{DateTime, Utc};
use kernel::Error;
use sqlx::PgConnection;

/// The night's work on people.
pub async fn nightly(app: App) -> Result<(), Error> {
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    let found = find(tx.conn(), now).await?;
    tracing::info!(found, "possible doubles were looked for");
    tx.commit().await
}

/// Names without accents, birth date, mail, child. A pair that somebody has settled is not raised again.
/// Returns how many are new.
pub async fn find(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    queries::find_pairs(conn, now).await
}

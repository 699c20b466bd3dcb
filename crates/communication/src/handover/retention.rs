//! How long a hand-over is kept is said in the house's table of retention.

use super::queries;
use chrono::{DateTime, Utc};
use identity::App;
use kernel::Error;

/// Those that nobody has written to since.
pub async fn forget(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    Ok(queries::forget(&app.db.pool, before).await?)
}

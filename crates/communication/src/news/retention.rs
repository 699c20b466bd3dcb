//! What the feed does not keep: what was given up or withdrawn long enough ago goes for good, with its answers
//! and reactions. Its files are then nobody's, and leave with the next sweep of files. How long that is, the
//! house's table of retention says.

use super::queries;
use chrono::{DateTime, Utc};
use identity::App;
use kernel::Error;

/// How many in one transaction.
const AT_ONCE: i64 = 500;

/// Withdrawn posts and drafts given up before this time.
pub async fn forget_withdrawn(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    forget(&app, before, DateTime::UNIX_EPOCH).await
}

/// Drafts that nobody has touched since.
pub async fn forget_untouched(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    forget(&app, DateTime::UNIX_EPOCH, before).await
}

async fn forget(app: &App, withdrawn: DateTime<Utc>, untouched: DateTime<Utc>) -> Result<u64, Error> {
    let mut posts = 0;
    loop {
        let mut tx = app.db.begin().await?;
        let gone = queries::forget(tx.conn(), withdrawn, untouched, AT_ONCE).await?;
        tx.commit().await?;
        posts += gone as u64;
        if gone == 0 {
            return Ok(posts);
        }
    }
}

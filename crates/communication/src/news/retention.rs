//! What the feed does not keep: each night, what was given up or withdrawn long enough ago goes for good,
//! with its answers and reactions. Its files are then nobody's, and leave with the next sweep of files.

use super::queries;
use chrono::TimeDelta;
use identity::App;
use jobs::Worker;
use kernel::Error;

/// A withdrawn post, a draft given up: time enough to answer a question about it.
const WITHDRAWN: TimeDelta = TimeDelta::days(30);
/// A draft that nobody has touched.
const UNTOUCHED: TimeDelta = TimeDelta::days(365);
/// How many in one transaction.
const AT_ONCE: i64 = 500;

pub(crate) fn work(worker: Worker<App>) -> Worker<App> {
    worker.daily(3, "news", forget)
}

async fn forget(app: App) -> Result<(), Error> {
    let mut posts = 0;
    loop {
        let mut tx = app.db.begin().await?;
        let now = tx.now();
        let gone = queries::forget(tx.conn(), now - WITHDRAWN, now - UNTOUCHED, AT_ONCE).await?;
        tx.commit().await?;
        posts += gone;
        if gone == 0 {
            break;
        }
    }
    tracing::info!(posts, "withdrawn posts and drafts given up were removed");
    Ok(())
}

//! Feeds that nobody confirmed: an academy's names and addresses are not kept for want of a click.

use super::jobs::{FEED, forget_bytes};
use super::queries;
use chrono::TimeDelta;
use futures::TryStreamExt;
use identity::App;
use kernel::Error;

/// How long a preview waits for somebody to say yes.
const WAITS: TimeDelta = TimeDelta::days(14);
/// One that is being read, or was confirmed on the last day: its job has ended by then, well or badly.
const READ_FOR: TimeDelta = TimeDelta::days(16);
const WHY: &str = "Personne n’a confirmé cet import pendant deux semaines : le fichier et le détail de l’aperçu \
                   ont été effacés, rien n’a été changé. Pour l’appliquer, déposez l’archive de nouveau.";

/// Each night: previews too old, then bytes that no import will read (their receiver was killed).
pub(super) async fn forget(app: App) -> Result<(), Error> {
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    let expired = queries::expire(tx.conn(), now - WAITS, now - READ_FOR, WHY).await?;
    tx.commit().await?;
    for sha256 in expired.iter().flatten() {
        if let Ok(sha256) = sha256.as_slice().try_into() {
            forget_bytes(&app, sha256).await?;
        }
    }
    let mut listed = app.store.list(now - storage::AGE);
    while let Some(key) = listed.try_next().await? {
        if let (FEED, Some(sha256)) = (key.variant(), key.sha256()) {
            forget_bytes(&app, &sha256).await?;
        }
    }
    tracing::info!(feeds = expired.len(), "feeds that nobody confirmed were removed");
    Ok(())
}

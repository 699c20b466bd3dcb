//! What imports do not keep: feeds that nobody confirmed (an academy's names and addresses are not kept for want
//! of a click), and after a while the names in reports. How long, the house's table of retention says.

use super::jobs::{FEED, forget_bytes};
use super::queries;
use chrono::{DateTime, TimeDelta, Utc};
use futures::TryStreamExt;
use identity::App;
use kernel::Error;

/// One that is being read, or was confirmed on the last day: its job has ended by then, well or badly.
const READ_FOR: TimeDelta = TimeDelta::days(2);
const WHY: &str = "Personne n’a confirmé cet import à temps : le fichier et le détail de l’aperçu ont été effacés, \
                   rien n’a été changé. Pour l’appliquer, déposez l’archive de nouveau.";

/// Previews that wait since before this time, then bytes that no import will read (their receiver was killed).
pub async fn forget_feeds(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    let expired = queries::expire(tx.conn(), before, before - READ_FOR, WHY).await?;
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
    Ok(expired.len() as u64)
}

/// The lines of reports written before: they hold names. The counts stay.
pub async fn forget_lines(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    Ok(queries::forget_lines(&app.db.pool, before).await?)
}

/// What taking an import back needs, once it is too late for it; and who waits for a job that gave up is told so.
pub async fn forget_journal(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    let mut tx = app.db.begin().await?;
    let yesterday = tx.now() - TimeDelta::days(1);
    queries::give_up(tx.conn(), yesterday, GAVE_UP).await?;
    let gone = crate::import::forget_journal(tx.conn(), before).await?;
    tx.commit().await?;
    Ok(gone)
}

const GAVE_UP: &str = "Le retour en arrière n’a pas abouti\u{a0}: rien n’a été changé. Recommencez.";

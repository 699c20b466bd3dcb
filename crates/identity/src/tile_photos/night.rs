//! The night: pictures that nobody allows any more.

use super::queries;
use crate::App;
use kernel::{Activity, Error};

/// Of children who left the school, or whose last yes is gone (a guardian erased, a link that ended). They have
/// been shown to nobody since. Their bytes go with the files of the same night.
pub async fn forget(app: App) -> Result<u64, Error> {
    let mut tx = app.db.begin().await?;
    let today = tx.today();
    let people = queries::forget(tx.conn(), today).await?;
    if people.is_empty() {
        return Ok(0);
    }
    let gone = people.len() as u64;
    tx.record(&Activity::TilePhotosForgotten { people }).await?;
    tx.commit().await?;
    Ok(gone)
}

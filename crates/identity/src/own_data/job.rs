//! The file is made by a job: a life of photographs takes a while.

use super::{archive, queries};
use crate::App;
use jobs::Job;
use kernel::Error;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

#[derive(Serialize, Deserialize)]
pub(super) struct MakeExport {
    pub export: Uuid,
}

impl Job for MakeExport {
    const KIND: &'static str = "data_export";
}

/// Done twice, it is made once.
pub(super) async fn make(app: App, job: MakeExport) -> Result<(), Error> {
    let Some(asked) = queries::waiting(&app.db.pool, job.export).await? else { return Ok(()) };
    let file = archive::of(&app, &asked).await?;
    queries::made(&app.db.pool, job.export, file, app.db.clock.now()).await?;
    Ok(())
}

//! Each night before the audiences: the spaces whose last day has passed are over.

use super::queries;
use crate::App;
use kernel::Error;

pub async fn night(app: &App) -> Result<i64, Error> {
    Ok(queries::close(&app.db.pool, app.db.clock.today()).await?)
}

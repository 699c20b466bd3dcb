//! A list of next year's classes is put into the draft, which it begins when there is none.

use super::queries::{self, Listed};
use chrono::{Datelike, NaiveDate};
use database::Tx;
use kernel::{Actor, Error, PlaceId};
use sqlx::PgExecutor;

/// Whether a list that comes today may well be next year's: from April until the classes of the new year are
/// there, or while a draft is being written.
pub async fn is_season(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    if (4..=7).contains(&today.month()) {
        return Ok(true);
    }
    Ok(queries::current(db, school).await?.is_some_and(|turn| turn.is_draft()))
}

/// How many of them were placed.
pub async fn list(tx: &mut Tx, actor: &Actor, school: PlaceId, listed: &[Listed]) -> Result<u64, Error> {
    let (now, today) = (tx.now(), tx.today());
    let year = queries::to_come(tx.conn(), school, today).await?;
    queries::begin(tx.conn(), school, actor.person, year, now, today).await?;
    let turn = queries::current(tx.conn(), school).await?.filter(queries::Turn::is_draft);
    let turn = turn.ok_or(Error::NotFound)?;
    Ok(queries::place_listed(tx.conn(), &turn, listed, today).await?)
}

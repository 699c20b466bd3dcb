//! The SQL of the mobilisation plan. Whoever steers reads it.

use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, Error};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Act {
    pub id: Uuid,
    pub inside: bool,
    pub audience: String,
    pub message: String,
    pub action: String,
    pub owner: String,
    pub day: NaiveDate,
    pub done_on: Option<NaiveDate>,
    pub reach: Option<i32>,
}

pub(super) async fn acts(db: impl PgExecutor<'_>, id: Option<Uuid>) -> Result<Vec<Act>, sqlx::Error> {
    sqlx::query_as!(
        Act,
        "select id, inside, audience, message, action, owner, day, done_on, reach from outreach
         where ($1::uuid is null or id = $1) order by done_on desc nulls first, day, id limit 500",
        id,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn act(db: impl PgExecutor<'_>, id: Uuid) -> Result<Act, Error> {
    acts(db, Some(id)).await?.pop().ok_or(Error::NotFound)
}

pub(super) struct New {
    pub inside: bool,
    pub audience: String,
    pub message: String,
    pub action: String,
    pub owner: String,
    pub day: NaiveDate,
}

pub(super) async fn plan(tx: &mut Tx, actor: &Actor, new: &New) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into outreach (id, inside, audience, message, action, owner, day, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        Uuid::now_v7(),
        new.inside,
        new.audience,
        new.message,
        new.action,
        new.owner,
        new.day,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Nothing when somebody said so already.
pub(super) async fn done(
    tx: &mut Tx,
    actor: &Actor,
    act: &Act,
    (day, reach): (NaiveDate, i32),
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update outreach set done_on = $2, reach = $3, done_by = $4 where id = $1 and done_on is null",
        act.id,
        day,
        reach,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

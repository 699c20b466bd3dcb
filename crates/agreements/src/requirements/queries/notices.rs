//! Legal reminders.

use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, Error};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(in super::super) struct Notice {
    pub id: Uuid,
    pub title: String,
    pub text: String,
    pub reference: String,
    pub checked_on: NaiveDate,
    pub owner: String,
}

pub(in super::super) async fn notices(
    db: impl PgExecutor<'_>,
    one: Option<Uuid>,
) -> Result<Vec<Notice>, sqlx::Error> {
    sqlx::query_as!(
        Notice,
        "select id, title, text, reference, checked_on, owner from legal_notice
         where ended_at is null and ($1::uuid is null or id = $1) order by title, id limit 300",
        one,
    )
    .fetch_all(db)
    .await
}

pub(in super::super) async fn notice(db: impl PgExecutor<'_>, id: Uuid) -> Result<Notice, Error> {
    notices(db, Some(id)).await?.pop().ok_or(Error::NotFound)
}

pub(in super::super) async fn add(tx: &mut Tx, actor: &Actor, new: &Notice) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into legal_notice (id, title, text, reference, checked_on, owner, by_id, at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        new.id,
        new.title,
        new.text,
        new.reference,
        new.checked_on,
        new.owner,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Looked at again today; or taken away.
pub(in super::super) async fn checked(
    tx: &mut Tx,
    actor: &Actor,
    notice: &Notice,
    ends: bool,
) -> Result<(), sqlx::Error> {
    let (now, today) = (tx.now(), tx.today());
    sqlx::query!(
        "update legal_notice set by_id = $2, at = $3, checked_on = case when $4 then checked_on else $5::date end,
                ended_at = case when $4 then $3::timestamptz end
         where id = $1",
        notice.id,
        actor.person.0,
        now,
        ends,
        today,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

//! The action of a meeting that a request comes from: what governance shows of it (`action_said`).

use chrono::NaiveDate;
use database::Tx;
use kernel::{Access, Actor};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(crate) struct Origin {
    pub action: Uuid,
    pub text: String,
    pub meeting: Uuid,
    pub day: NaiveDate,
    pub body: String,
}

/// An action that may become a request: open, and nothing else yet. Whoever steers the territory reads it; nobody else.
pub(crate) async fn open_action(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    action: Uuid,
) -> Result<Option<Origin>, sqlx::Error> {
    if !Access::Territory.admits(Some(actor)) {
        return Ok(None);
    }
    sqlx::query_as!(
        Origin,
        r#"select s.id as "action!", s.text as "text!", s.meeting_id as "meeting!", s.day as "day!", s.body as "body!" from action_said s
         where s.id = $1 and not s.done and not s.is_change and not exists (select from ticket t where t.action_id = s.id)"#,
        action,
    )
    .fetch_optional(db)
    .await
}

/// Of a ticket that was obtained.
pub(crate) async fn origin(db: impl PgExecutor<'_>, ticket: Uuid) -> Result<Option<Origin>, sqlx::Error> {
    sqlx::query_as!(
        Origin,
        r#"select s.id as "action!", s.text as "text!", s.meeting_id as "meeting!", s.day as "day!", s.body as "body!"
         from ticket t join action_said s on s.id = t.action_id where t.id = $1"#,
        ticket,
    )
    .fetch_optional(db)
    .await
}

pub(crate) async fn comes_from(tx: &mut Tx, ticket: Uuid, origin: &Origin) -> Result<(), sqlx::Error> {
    sqlx::query!("update ticket set action_id = $2 where id = $1", ticket, origin.action)
        .execute(tx.conn())
        .await?;
    Ok(())
}

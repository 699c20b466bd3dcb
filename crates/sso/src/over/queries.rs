//! The SQL of tickets whose session is over.

use chrono::{DateTime, Utc};
use sqlx::PgExecutor;
use uuid::Uuid;

/// Some of those whose session is over: they are told once, and gone.
pub(super) async fn claim(
    db: impl PgExecutor<'_>,
    service: Uuid,
) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "delete from sso_ticket where id in (select id from sso_ticket where service_id = $1 and over
             order by id limit 100 for update skip locked)
         returning id, service_url",
        service,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.service_url)).collect())
}

/// Tickets that no session stands behind any more, and that nobody is told of.
pub(super) async fn forget(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let gone = sqlx::query!(
        "delete from sso_ticket t where t.made_at < $1
         and (not t.granted or not exists (select from session s where s.id = t.session_id))",
        before,
    )
    .execute(db)
    .await?;
    Ok(gone.rows_affected())
}

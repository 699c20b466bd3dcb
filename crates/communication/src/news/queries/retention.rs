//! What is not kept.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;
use uuid::Uuid;

/// Removes posts and drafts withdrawn before the one, and drafts untouched since the other; how many.
pub async fn forget(
    conn: &mut PgConnection,
    withdrawn: DateTime<Utc>,
    untouched: DateTime<Utc>,
    most: i64,
) -> Result<usize, sqlx::Error> {
    let gone: Vec<Uuid> = sqlx::query_scalar!(
        "select id from item
         where kind = 'post' and (withdrawn_at < $1
             or (published_at is null and withdrawn_at is null and coalesce(edited_at, created_at) < $2))
         limit $3 for update skip locked",
        withdrawn,
        untouched,
        most,
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query!("delete from reaction where item_id = any($1)", &gone).execute(&mut *conn).await?;
    sqlx::query!("delete from comment where item_id = any($1)", &gone).execute(&mut *conn).await?;
    sqlx::query!("delete from attachment where item_id = any($1)", &gone).execute(&mut *conn).await?;
    sqlx::query!("delete from draft_audience where item_id = any($1)", &gone).execute(&mut *conn).await?;
    sqlx::query!("delete from share where item_id = any($1)", &gone).execute(&mut *conn).await?;
    sqlx::query!("delete from post where item_id = any($1)", &gone).execute(&mut *conn).await?;
    sqlx::query!("delete from item where id = any($1)", &gone).execute(conn).await?;
    Ok(gone.len())
}

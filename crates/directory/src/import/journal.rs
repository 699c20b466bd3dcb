//! What an import found, kept so that it can be taken back: triggers note each row that it changes
//! (`20261129070000_feed_rollback.sql`), and at its end what has really changed stays.

use chrono::{DateTime, Utc};
use kernel::ImportId;
use sqlx::PgConnection;

/// From here to the end of the transaction rows are noted as they were.
pub(super) async fn begin(conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    let noting = "create temp table before_feed (tab text not null, old jsonb not null) on commit drop; \
                  set local preau.feed = 'noted'";
    sqlx::raw_sql(noting).execute(conn).await.map(|_| ())
}

/// Before the audiences follow: they are derived. Takes the place of the import before.
pub(super) async fn keep(conn: &mut PgConnection, id: ImportId) -> Result<(), sqlx::Error> {
    sqlx::query!("select keep_feed_journal($1)", id.0).fetch_one(&mut *conn).await?;
    sqlx::raw_sql("set local preau.feed = ''").execute(conn).await.map(|_| ())
}

/// Those of imports applied before: they hold what people were called.
pub(crate) async fn forget(conn: &mut PgConnection, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "with old as (select id from feed_import where applied_at < $1),
              gone as (delete from feed_undo u using old where u.import_id = old.id)
         delete from feed_made m using old where m.import_id = old.id",
        before
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

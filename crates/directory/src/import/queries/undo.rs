//! The SQL of an import’s row when it is taken back.

use super::super::Undone;
use chrono::{DateTime, Utc};
use kernel::{ImportId, PersonId};
use sqlx::PgConnection;
use uuid::Uuid;

/// What was not undone.
#[derive(Debug, Clone)]
pub struct Kept {
    pub person: Option<Uuid>,
    pub label: String,
    /// A word of ours: « came », « printed »…
    pub why: String,
    /// What of it somebody has changed.
    pub columns: Vec<String>,
    pub school: Option<Uuid>,
    pub school_name: String,
}

/// Its journal is there: no later one was applied, and it is no older than a journal is kept.
pub(in super::super) async fn can_be_undone(
    conn: &mut PgConnection,
    id: ImportId,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from feed_import i join feed_made m on m.import_id = i.id and m.tab = 'person'
                          where i.id = $1 and i.state = 'applied') as "can!""#,
        id.0,
    )
    .fetch_one(conn)
    .await
}

pub(in super::super) async fn undone(
    conn: &mut PgConnection,
    id: ImportId,
    by: Option<PersonId>,
    undone: &Undone,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update feed_import set state = 'undone' where id = $1", id.0).execute(&mut *conn).await?;
    sqlx::query!(
        "insert into feed_rollback (import_id, state, asked_by, asked_at, confirmed_by, settled_at, summary)
         values ($1, 'done', $2, $3, $2, $3, $4)
         on conflict (import_id) do update
             set state = 'done', confirmed_by = excluded.confirmed_by, settled_at = excluded.settled_at, summary = excluded.summary",
        id.0,
        by.map(|p| p.0),
        now,
        serde_json::to_value(undone).unwrap_or_default(),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from feed_undo where import_id = $1", id.0).execute(&mut *conn).await?;
    sqlx::query!("delete from feed_made where import_id = $1", id.0).execute(conn).await?;
    Ok(())
}

/// After the lines of the report, in place of those of an earlier look.
pub(crate) async fn say_kept(
    conn: &mut PgConnection,
    id: ImportId,
    kept: &[Kept],
) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from feed_import_line where import_id = $1 and what = 'kept'", id.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "insert into feed_import_line (import_id, position, school_id, school, what, person_id, label, reason)
         select $1, 1000000 + k.position, k.school_id, k.school, 'kept', k.person_id, k.label, k.reason
         from unnest($2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[])
              with ordinality k (school_id, school, person_id, label, reason, position)",
        id.0,
        &kept.iter().map(|k| k.school).collect::<Vec<_>>() as &[Option<Uuid>],
        &kept.iter().map(|k| k.school_name.clone()).collect::<Vec<_>>(),
        &kept.iter().map(|k| k.person).collect::<Vec<_>>() as &[Option<Uuid>],
        &kept.iter().map(|k| k.label.clone()).collect::<Vec<_>>(),
        &kept.iter().map(|k| [&[k.why.clone()], k.columns.as_slice()].concat().join(" ")).collect::<Vec<_>>(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

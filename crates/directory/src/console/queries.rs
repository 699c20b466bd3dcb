//! The SQL of the imports' pages, beside what `import` has.

use crate::import::Undone;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, ImportId, PersonId, PlaceId, RoleKind};
use sqlx::{PgConnection, PgExecutor};

/// What its reader has to know of an import.
pub(super) struct ToRead {
    pub file_name: String,
    pub sha256: Option<Vec<u8>>,
    pub state: String,
}

/// A school, in the hands of one of its heads.
#[derive(Debug)]
pub(crate) struct Headed {
    pub id: PlaceId,
    pub name: String,
}

/// An import that was applied, as a head's list shows it.
pub(super) struct Applied {
    pub id: ImportId,
    pub kind: Option<String>,
    pub feed_day: Option<NaiveDate>,
    pub applied_at: Option<DateTime<Utc>>,
    /// Taken back since.
    pub undone: bool,
    pub lines: i64,
}

pub(super) async fn keep_hash(
    db: impl PgExecutor<'_>,
    id: ImportId,
    sha256: &[u8],
    size: u64,
) -> Result<(), sqlx::Error> {
    let size = i64::try_from(size).unwrap_or(i64::MAX);
    sqlx::query!("update feed_import set sha256 = $2, size = $3 where id = $1", id.0, sha256, size)
        .execute(db)
        .await?;
    Ok(())
}

pub(super) async fn to_read(db: impl PgExecutor<'_>, id: ImportId) -> Result<Option<ToRead>, sqlx::Error> {
    sqlx::query_as!(ToRead, "select file_name, sha256, state from feed_import where id = $1", id.0)
        .fetch_optional(db)
        .await
}

/// Somebody said yes: true for the first only.
pub(super) async fn start(db: impl PgExecutor<'_>, id: ImportId, by: PersonId) -> Result<bool, sqlx::Error> {
    let started = sqlx::query!(
        "update feed_import set state = 'reading', progress = 'En attente…', confirmed_by = $2
         where id = $1 and state in ('previewed', 'held') and sha256 is not null",
        id.0,
        by.0,
    )
    .execute(db)
    .await?;
    Ok(started.rows_affected() == 1)
}

/// Another import is under way: this one comes after it.
pub(super) async fn wait(db: impl PgExecutor<'_>, id: ImportId) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update feed_import set state = 'reading', refusal = null,
                progress = 'Un autre import est en cours : celui-ci viendra après lui.'
         where id = $1 and state <> 'applied'",
        id.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives up imports that nobody confirmed since `waiting`, or whose reading began before `reading`; their
/// lines, which hold names, go. The hashes of their bytes.
pub(super) async fn expire(
    conn: &mut PgConnection,
    waiting: DateTime<Utc>,
    reading: DateTime<Utc>,
    why: &str,
) -> Result<Vec<Option<Vec<u8>>>, sqlx::Error> {
    let expired = sqlx::query!(
        "update feed_import set state = 'refused', refusal = $3, progress = ''
         where (state in ('previewed', 'held') and coalesce(previewed_at, received_at) < $1)
            or (state in ('received', 'reading') and coalesce(previewed_at, received_at) < $2)
         returning id, sha256",
        waiting,
        reading,
        why,
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<_> = expired.iter().map(|import| import.id).collect();
    sqlx::query!("delete from feed_import_line where import_id = any($1)", &ids).execute(conn).await?;
    Ok(expired.into_iter().map(|import| import.sha256).collect())
}

/// Whether an import may still have to read these bytes.
pub(super) async fn is_wanted(db: impl PgExecutor<'_>, sha256: &[u8]) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from feed_import where sha256 = $1 and state not in ('applied', 'refused', 'undone')) as "wanted!""#,
        sha256,
    )
    .fetch_one(db)
    .await
}

/// The school, for its head only.
pub(crate) async fn headed(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: PlaceId,
) -> Result<Option<Headed>, sqlx::Error> {
    if !actor.is_in(RoleKind::Head, school) {
        return Ok(None);
    }
    sqlx::query_as!(Headed, "select id, name from place where id = $1 and kind = 'school'", school.0)
        .fetch_optional(db)
        .await
}

pub(super) async fn applied(db: impl PgExecutor<'_>, school: &Headed) -> Result<Vec<Applied>, sqlx::Error> {
    sqlx::query_as!(
        Applied,
        r#"select i.id, i.kind, i.feed_day, i.applied_at, i.state = 'undone' as "undone!", count(*) as "lines!"
           from feed_import i join feed_import_line l on l.import_id = i.id and l.school_id = $1
           where i.state in ('applied', 'undone') group by i.id order by i.applied_at desc limit 50"#,
        school.id.0,
    )
    .fetch_all(db)
    .await
}

/// Takes away the lines of imports received before; how many.
pub(super) async fn forget_lines(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "delete from feed_import_line l using feed_import i where i.id = l.import_id and i.received_at < $1",
        before
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// Somebody asks what taking it back would do; false while that is being done.
pub(super) async fn look(
    conn: &mut PgConnection,
    id: ImportId,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let asked = sqlx::query!(
        "insert into feed_rollback (import_id, state, asked_by, asked_at) values ($1, 'looking', $2, $3)
         on conflict (import_id) do update set state = 'looking', asked_by = excluded.asked_by, asked_at = excluded.asked_at,
             refusal = '', summary = '{}'
         where feed_rollback.state in ('previewed', 'refused')",
        id.0,
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(asked.rows_affected() == 1)
}

pub(super) async fn looked(
    conn: &mut PgConnection,
    id: ImportId,
    undone: &Undone,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update feed_rollback set state = 'previewed', summary = $2 where import_id = $1 and state = 'looking'",
        id.0,
        serde_json::to_value(undone).unwrap_or_default(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Somebody who has seen it says yes: true for the first only.
pub(super) async fn confirm_undo(
    conn: &mut PgConnection,
    id: ImportId,
    by: PersonId,
) -> Result<bool, sqlx::Error> {
    let confirmed = sqlx::query!(
        "update feed_rollback set state = 'undoing', confirmed_by = $2 where import_id = $1 and state = 'previewed'",
        id.0,
        by.0,
    )
    .execute(conn)
    .await?;
    Ok(confirmed.rows_affected() == 1)
}

pub(super) async fn not_undone(db: impl PgExecutor<'_>, id: ImportId, why: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update feed_rollback set state = 'refused', refusal = $2 where import_id = $1 and state <> 'done'",
        id.0,
        why
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Rollbacks that were asked for before and never came to an end.
pub(super) async fn give_up(
    conn: &mut PgConnection,
    before: DateTime<Utc>,
    why: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update feed_rollback set state = 'refused', refusal = $2 where state in ('looking', 'undoing') and asked_at < $1",
        before,
        why,
    )
    .execute(conn)
    .await?;
    Ok(())
}

//! The SQL of imports' own rows.

mod undo;

pub use undo::Kept;
pub(crate) use undo::say_kept;
pub(super) use undo::{can_be_undone, undone};

use super::Totals;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, ImportId, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use std::collections::HashMap;
use uuid::Uuid;

/// A line of the report, to be written.
#[derive(Debug, Clone)]
pub struct NewLine {
    pub school_id: Option<Uuid>,
    pub school: String,
    pub what: String,
    pub person_id: Option<Uuid>,
    /// Whom the reason names.
    pub other_person_id: Option<Uuid>,
    pub label: String,
    pub reason: String,
}

/// An import, as its page shows it.
#[derive(Debug, Clone)]
pub struct ImportRow {
    pub id: ImportId,
    pub file_name: String,
    pub kind: Option<String>,
    pub feed_day: Option<NaiveDate>,
    pub state: String,
    pub progress: String,
    pub received_at: DateTime<Utc>,
    pub applied_at: Option<DateTime<Utc>>,
    pub refusal: Option<String>,
    pub summary: serde_json::Value,
    /// Its bytes are kept: it can be applied from a page.
    pub at_hand: bool,
    /// Of the archive, in bytes.
    pub size: Option<i64>,
    /// Who sent it; nobody: from the terminal.
    pub sent_by: Option<String>,
    pub confirmed_by: Option<String>,
    /// What becomes of it when it is taken back: « looking », « previewed »…
    pub undoing: Option<String>,
    pub undone_at: Option<DateTime<Utc>>,
    pub undone_by: Option<String>,
    pub undo_refusal: Option<String>,
    pub undone: Option<serde_json::Value>,
    /// Its journal is there.
    pub can_be_undone: bool,
}

/// A line of the report, as its page shows it.
#[derive(Debug, Clone)]
pub struct Line {
    pub school_id: Option<Uuid>,
    pub school: String,
    pub what: String,
    pub label: String,
    pub reason: String,
}

/// A feed was received.
pub async fn receive(
    db: impl PgExecutor<'_>,
    file_name: &str,
    by: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<ImportId, sqlx::Error> {
    let id = ImportId::fresh();
    sqlx::query!(
        "insert into feed_import (id, file_name, state, received_by, received_at) values ($1, $2, 'received', $3, $4)",
        id.0,
        file_name,
        by.map(|p| p.0),
        now,
    )
    .execute(db)
    .await?;
    Ok(id)
}

pub(super) async fn describe(
    db: impl PgExecutor<'_>,
    id: ImportId,
    kind: &str,
    day: Option<NaiveDate>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update feed_import set state = 'reading', kind = $2, feed_day = $3, refusal = null where id = $1",
        id.0,
        kind,
        day
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Where it stands, for the page.
pub async fn note_progress(db: impl PgExecutor<'_>, id: ImportId, words: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("update feed_import set progress = $2 where id = $1", id.0, words).execute(db).await?;
    Ok(())
}

/// It was not applied; why, in the person’s words.
pub(crate) async fn refuse(db: impl PgExecutor<'_>, id: ImportId, why: &str) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update feed_import set state = 'refused', refusal = $2, progress = '' where id = $1",
        id.0,
        why
    )
    .execute(db)
    .await?;
    Ok(())
}

/// One import at a time, until the end of the transaction.
pub(super) async fn only_one(conn: &mut PgConnection) -> Result<bool, sqlx::Error> {
    let alone =
        sqlx::query_scalar!(r#"select pg_try_advisory_xact_lock(hashtext('preau import')) as "alone!""#);
    alone.fetch_one(conn).await
}

/// The hash of the record last applied, by key, of those who have not left. Of a person with several keys all
/// records are read each time: what one of them says no more, another may still say.
pub(super) async fn known(conn: &mut PgConnection) -> Result<HashMap<String, Vec<u8>>, sqlx::Error> {
    let rows = sqlx::query!(
        "select k.key, k.hash from person_key k join person p on p.id = k.person_id
         where k.source = 'aaf' and p.leaving_since is null
           and not exists (select from person_key o where o.person_id = k.person_id and o.source = 'aaf' and o.key <> k.key)",
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|r| (r.key, r.hash)).collect())
}

/// Writes the outcome and its lines, over those of an earlier preview.
pub(super) async fn conclude(
    conn: &mut PgConnection,
    id: ImportId,
    state: &str,
    totals: &Totals,
    lines: &[NewLine],
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update feed_import set state = $2, summary = $3, progress = '',
                previewed_at = case when $2 = 'applied' then previewed_at else $4 end,
                applied_at = case when $2 = 'applied' then $4 end
         where id = $1",
        id.0,
        state,
        serde_json::to_value(totals).unwrap_or_default(),
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("delete from feed_import_line where import_id = $1", id.0).execute(&mut *conn).await?;
    let positions: Vec<i32> = (0..).take(lines.len()).collect();
    sqlx::query!(
        "insert into feed_import_line (import_id, position, school_id, school, what, person_id, label, reason, other_person_id)
         select $1, * from unnest($2::int[], $3::uuid[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::uuid[])",
        id.0,
        &positions,
        &lines.iter().map(|l| l.school_id).collect::<Vec<_>>() as &[Option<Uuid>],
        &lines.iter().map(|l| l.school.clone()).collect::<Vec<_>>(),
        &lines.iter().map(|l| l.what.clone()).collect::<Vec<_>>(),
        &lines.iter().map(|l| l.person_id).collect::<Vec<_>>() as &[Option<Uuid>],
        &lines.iter().map(|l| l.label.clone()).collect::<Vec<_>>(),
        &lines.iter().map(|l| l.reason.clone()).collect::<Vec<_>>(),
        &lines.iter().map(|l| l.other_person_id).collect::<Vec<_>>() as &[Option<Uuid>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The latest imports, of one state when one is asked for: the project's people only (the route says so).
pub async fn latest(db: impl PgExecutor<'_>, state: Option<&str>) -> Result<Vec<ImportRow>, sqlx::Error> {
    rows(db, None, true, state).await
}

/// One import: for the project's people, or for a head once it is applied.
pub async fn find(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    id: ImportId,
) -> Result<Option<ImportRow>, sqlx::Error> {
    Ok(rows(db, Some(id), actor.is_project(), None).await?.pop())
}

async fn rows(
    db: impl PgExecutor<'_>,
    id: Option<ImportId>,
    project: bool,
    state: Option<&str>,
) -> Result<Vec<ImportRow>, sqlx::Error> {
    sqlx::query_as!(
        ImportRow,
        r#"select i.id, i.file_name, i.kind, i.feed_day, i.state, i.progress, i.received_at, i.applied_at, i.refusal, i.summary,
                i.sha256 is not null as "at_hand!", i.size, s.first_name || ' ' || s.last_name as sent_by,
                c.first_name || ' ' || c.last_name as confirmed_by, r.state as "undoing?", r.settled_at as "undone_at?",
                u.first_name || ' ' || u.last_name as undone_by, r.refusal as "undo_refusal?", r.summary as "undone?",
                i.state = 'applied' and exists (select from feed_made m where m.import_id = i.id and m.tab = 'person') as "can_be_undone!"
         from feed_import i left join person_card s on s.person_id = i.received_by
         left join person_card c on c.person_id = i.confirmed_by
         left join feed_rollback r on r.import_id = i.id left join person_card u on u.person_id = r.confirmed_by
         where ($1::uuid is null or i.id = $1) and ($2 or i.state in ('applied', 'undone')) and ($3::text is null or i.state = $3)
         order by i.received_at desc, i.id limit 50"#,
        id.map(|i| i.0),
        project,
        state,
    )
    .fetch_all(db)
    .await
}

/// The first lines of the report, at most `most`: all for the project's people; a head's own schools' only, and of what
/// taking it back would leave nothing before it was taken back; of this school, and of this kind, when one is asked for.
pub async fn lines_of(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    id: ImportId,
    school: Option<PlaceId>,
    what: Option<&str>,
    most: i64,
) -> Result<Vec<Line>, sqlx::Error> {
    let project = actor.is_project();
    let headed: Vec<Uuid> = actor.headed().map(|s| s.0).collect();
    sqlx::query_as!(
        Line,
        "select school_id, school, what, label, reason from feed_import_line
         where import_id = $1 and ($2 or school_id = any($3)) and ($4::uuid is null or school_id = $4)
           and ($6::text is null or what = $6)
           and ($2 or what <> 'kept' or exists (select from feed_import i where i.id = $1 and i.state = 'undone'))
         order by position limit $5",
        id.0,
        project,
        &headed,
        school.map(|s| s.0),
        most,
        what,
    )
    .fetch_all(db)
    .await
}

/// When an import last changed something in each of these schools, as far as its lines are kept.
pub async fn last_changes(
    db: impl PgExecutor<'_>,
    schools: &[PlaceId],
) -> Result<Vec<(PlaceId, DateTime<Utc>)>, sqlx::Error> {
    let schools: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
    let rows = sqlx::query!(
        r#"select s.id as "school!", max(i.applied_at) as "at!"
         from unnest($1::uuid[]) s (id) join feed_import i on i.state = 'applied' and i.applied_at is not null
         where exists (select from feed_import_line l where l.import_id = i.id and l.school_id = s.id)
         group by s.id"#,
        &schools,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (PlaceId(r.school), r.at)).collect())
}

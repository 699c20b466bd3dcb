//! The SQL of one's own data.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Oneself, PersonId};
use serde_json::Value;
use sqlx::{PgConnection, PgExecutor};
use std::collections::BTreeMap;
use storage::FileId;
use uuid::Uuid;

/// How long a file that was made waits for its owner.
pub const KEPT: TimeDelta = TimeDelta::days(7);

/// Whose data one may ask for: oneself, and the children of whom one is a guardian, also when they are leaving.
#[derive(Debug, Clone)]
pub(super) struct Whose {
    pub person: PersonId,
    pub name: String,
    pub pupil: bool,
    pub objects: bool,
}

/// Oneself first. A pupil has his data through a guardian.
pub(super) async fn whose(
    db: impl PgExecutor<'_>,
    oneself: &Oneself,
    today: chrono::NaiveDate,
) -> Result<Vec<Whose>, sqlx::Error> {
    sqlx::query_as!(
        Whose,
        r#"select p.id as "person!", p.shown_first_name || ' ' || p.shown_last_name as "name!",
                exists (select from role r where r.person_id = p.id and r.kind = 'pupil') as "pupil!",
                exists (select from objection o where o.person_id = p.id) as "objects!"
         from person p
         where p.id = $1 or p.id in (
             select g.pupil_id from guardianship($2) g where g.guardian_id = $1 and g.whole)
         order by p.id <> $1, p.shown_first_name, p.id"#,
        oneself.person.0,
        today,
    )
    .fetch_all(db)
    .await
}

#[derive(Debug, Clone)]
pub(super) struct Export {
    pub id: Uuid,
    pub name: String,
    pub asked_at: DateTime<Utc>,
    pub ready: bool,
}

pub(super) async fn list(
    db: impl PgExecutor<'_>,
    oneself: &Oneself,
    now: DateTime<Utc>,
) -> Result<Vec<Export>, sqlx::Error> {
    sqlx::query_as!(
        Export,
        r#"select e.id, p.shown_first_name || ' ' || p.shown_last_name as "name!", e.asked_at,
                e.file_id is not null as "ready!"
         from data_export e join person p on p.id = e.person_id
         where e.asked_by = $1 and e.asked_at > $2 order by e.asked_at desc, e.id desc limit 20"#,
        oneself.person.0,
        now - KEPT,
    )
    .fetch_all(db)
    .await
}

/// One that is being made is not asked for twice: its id, and whether it is new.
pub(super) async fn ask(
    conn: &mut PgConnection,
    oneself: &Oneself,
    whose: &Whose,
    now: DateTime<Utc>,
) -> Result<(Uuid, bool), sqlx::Error> {
    sqlx::query!("select id from person where id = $1 for update", oneself.person.0)
        .fetch_one(&mut *conn)
        .await?;
    let waiting = sqlx::query_scalar!(
        "select id from data_export where asked_by = $1 and person_id = $2 and file_id is null and asked_at > $3",
        oneself.person.0,
        whose.person.0,
        now - KEPT,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(id) = waiting {
        return Ok((id, false));
    }
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into data_export (id, person_id, asked_by, asked_at) values ($1, $2, $3, $4)",
        id,
        whose.person.0,
        oneself.person.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok((id, true))
}

/// What is to be made.
pub(super) struct Asked {
    pub person: Uuid,
    pub by: Uuid,
    pub own: bool,
}

pub(super) async fn waiting(db: impl PgExecutor<'_>, id: Uuid) -> Result<Option<Asked>, sqlx::Error> {
    sqlx::query_as!(
        Asked,
        r#"select person_id as person, asked_by as by, person_id = asked_by as "own!" from data_export where id = $1 and file_id is null"#,
        id,
    )
    .fetch_optional(db)
    .await
}

pub(super) async fn made(
    db: impl PgExecutor<'_>,
    id: Uuid,
    file: FileId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update data_export set file_id = $2, made_at = $3 where id = $1 and file_id is null",
        id,
        file.0,
        now
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The file of whoever asked for it.
pub(super) async fn file(
    db: impl PgExecutor<'_>,
    oneself: &Oneself,
    export: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<FileId>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        r#"select file_id as "file!" from data_export
         where id = $1 and asked_by = $2 and file_id is not null and asked_at > $3"#,
        export,
        oneself.person.0,
        now - KEPT,
    )
    .fetch_optional(db)
    .await?;
    Ok(id.map(FileId))
}

/// Files made too long ago are let go; their bytes leave with the next sweep. How many.
pub async fn forget(db: impl PgExecutor<'_>, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!("delete from data_export where asked_at <= $1", now - KEPT).execute(db).await?;
    Ok(done.rows_affected())
}

/// What a column leads to.
pub(super) struct Reference {
    pub column: String,
    pub item: bool,
}

pub(super) async fn references(db: impl PgExecutor<'_>) -> Result<Vec<Reference>, sqlx::Error> {
    sqlx::query_as!(
        Reference,
        r#"select tab::text || '.' || col as "column!", target = 'item' as "item!" from life_references()"#
    )
    .fetch_all(db)
    .await
}

/// The rows of a table that are about these ids, and the files that they speak of.
pub(super) async fn rows(
    conn: &mut PgConnection,
    table: &str,
    column: &str,
    ids: &[Uuid],
) -> Result<(Vec<Value>, Vec<FileId>), sqlx::Error> {
    let rows = sqlx::query_scalar!(
        r#"select own_rows($1::text::regclass, $2::text::name, $3) as "row!""#,
        table,
        column,
        ids
    )
    .fetch_all(&mut *conn)
    .await?;
    let files = sqlx::query_scalar!(
        r#"select own_files($1::text::regclass, $2::text::name, $3) as "file!""#,
        table,
        column,
        ids
    )
    .fetch_all(conn)
    .await?;
    Ok((rows, files.into_iter().map(FileId).collect()))
}

/// What places are called, and the children for whom one of these two answers.
pub(super) async fn names(
    db: impl PgExecutor<'_>,
    person: Uuid,
    by: Uuid,
) -> Result<BTreeMap<Uuid, String>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id as "id!", name as "name!" from place
         where id in (select unnest(array[place_id, school_id]) from role where person_id = $1)
         union all
         select p.id, p.shown_first_name || ' ' || p.shown_last_name from person p
         where p.id = $1 or p.id in (select pupil_id from guardian_link where guardian_id in ($1, $2))"#,
        person,
        by,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}

pub(super) async fn items(db: impl PgExecutor<'_>, person: Uuid) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!("select id from item where author_id = $1 order by created_at, id", person)
        .fetch_all(db)
        .await
}

pub(super) async fn object(
    conn: &mut PgConnection,
    oneself: &Oneself,
    whose: &Whose,
    objects: bool,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    if objects {
        sqlx::query!(
            "insert into objection (person_id, made_by, made_at) values ($1, $2, $3) on conflict do nothing",
            whose.person.0,
            oneself.person.0,
            now,
        )
        .execute(conn)
        .await?;
    } else {
        sqlx::query!("delete from objection where person_id = $1", whose.person.0).execute(conn).await?;
    }
    Ok(())
}

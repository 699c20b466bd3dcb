//! The SQL of sheets by the thousand.

use crate::school::{Class, School};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kernel::year::school_year_of;
use kernel::{Actor, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use storage::FileId;
use uuid::Uuid;

/// How long a PDF waits for whoever asked for it.
pub const KEPT: TimeDelta = TimeDelta::days(7);

/// What was asked for.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub id: Uuid,
    pub by: PersonId,
    pub school: Option<Uuid>,
    pub whom: String,
    pub form: String,
    pub also_active: bool,
    /// Who has an address gets a letter instead of paper.
    pub unmailed: bool,
    pub at: DateTime<Utc>,
}

/// A run and its parts: the classes of a school, or the schools of the project. How many parts.
pub(super) async fn ask(
    conn: &mut PgConnection,
    asked: &Asked,
    today: NaiveDate,
) -> Result<u64, sqlx::Error> {
    sqlx::query!(
        "insert into sheet_run (id, asked_by, school_id, whom, form, also_active, asked_at, unmailed)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        asked.id,
        asked.by.0,
        asked.school,
        asked.whom,
        asked.form,
        asked.also_active,
        asked.at,
        asked.unmailed,
    )
    .execute(&mut *conn)
    .await?;
    let parts = sqlx::query!(
        "insert into sheet_part (id, run_id, place_id)
         select gen_random_uuid(), $1, c.id from place c
         where c.closed_on is null and not c.pseudo
           and case when $2::uuid is null then c.kind = 'school'
                    else c.school_id = $2 and c.kind = 'class' and c.school_year = $3 end",
        asked.id,
        asked.school,
        school_year_of(today),
    )
    .execute(conn)
    .await?;
    Ok(parts.rows_affected())
}

pub(super) async fn asked(db: impl PgExecutor<'_>, run: Uuid) -> Result<Option<Asked>, sqlx::Error> {
    sqlx::query_as!(
        Asked,
        r#"select id, asked_by as "by!", school_id as school, whom, form, also_active, unmailed, asked_at as at
         from sheet_run where id = $1"#,
        run,
    )
    .fetch_optional(db)
    .await
}

/// The next part to be made.
pub(super) struct Next {
    pub id: Uuid,
    pub place: PlaceId,
}

pub(super) async fn next(db: impl PgExecutor<'_>, run: Uuid) -> Result<Option<Next>, sqlx::Error> {
    sqlx::query_as!(
        Next,
        r#"select s.id, s.place_id as "place!" from sheet_part s join place p on p.id = s.place_id
         where s.run_id = $1 and s.done_at is null order by p.name, s.id limit 1"#,
        run,
    )
    .fetch_optional(db)
    .await
}

/// The classes of a part, as its maker: she was allowed to ask for them.
pub(crate) async fn classes(
    db: impl PgExecutor<'_>,
    place: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Class>, sqlx::Error> {
    sqlx::query_as!(
        Class,
        r#"select c.id as "id!", c.name, s.id as "school!", s.name as school_name, true as "head!", true as "is_class!", false as "teaches!"
         from place c join place s on s.id = c.school_id
         where c.kind = 'class' and c.school_year = $2 and c.closed_on is null and (c.id = $1 or s.id = $1)
         order by c.name, c.id"#,
        place.0,
        school_year_of(today),
    )
    .fetch_all(db)
    .await
}

pub(super) async fn school(db: impl PgExecutor<'_>, place: PlaceId) -> Result<Option<School>, sqlx::Error> {
    sqlx::query_as!(
        School,
        r#"select id as "id!", name, true as "head!" from place where id = $1 and kind = 'school'"#,
        place.0,
    )
    .fetch_optional(db)
    .await
}

/// Of these, who has got a code or a letter since the run was asked for: with a child in another class, or another
/// school.
pub(super) async fn served(
    db: impl PgExecutor<'_>,
    people: &[PersonId],
    since: DateTime<Utc>,
) -> Result<Vec<PersonId>, sqlx::Error> {
    let people: Vec<_> = people.iter().map(|p| p.0).collect();
    let served = sqlx::query_scalar!(
        r#"select a.person_id as "person_id!" from account a where a.person_id = any($1) and (a.code_made_at >= $2
               or exists (select from invitation i where i.person_id = a.person_id and i.asked_at >= $2))"#,
        &people,
        since,
    )
    .fetch_all(db)
    .await?;
    Ok(served.into_iter().map(PersonId).collect())
}

/// `false`: it was made by another, in the meantime.
pub(super) async fn done(
    db: impl PgExecutor<'_>,
    part: Uuid,
    slips: usize,
    mailed: usize,
    file: Option<FileId>,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update sheet_part set slips = $2, mailed = $5, file_id = $3, done_at = $4 where id = $1 and done_at is null",
        part,
        i32::try_from(slips).unwrap_or(i32::MAX),
        file.map(|f| f.0),
        now,
        i32::try_from(mailed).unwrap_or(i32::MAX),
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A run as its maker sees it.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub id: Uuid,
    pub whom: String,
    pub form: String,
    pub place: Option<String>,
    pub school: Option<Uuid>,
    pub asked_at: DateTime<Utc>,
    pub parts: i64,
    pub done: i64,
    pub slips: i64,
    pub mailed: i64,
}

impl Run {
    pub fn is_under_way(&self) -> bool {
        self.done < self.parts
    }
}

pub(super) async fn runs(db: impl PgExecutor<'_>, actor: &Actor) -> Result<Vec<Run>, sqlx::Error> {
    sqlx::query_as!(
        Run,
        r#"select r.id, r.whom, r.form, s.name as "place?", r.school_id as school, r.asked_at, count(p.id) as "parts!",
                count(p.done_at) as "done!", coalesce(sum(p.slips), 0) as "slips!", coalesce(sum(p.mailed), 0) as "mailed!"
         from sheet_run r left join place s on s.id = r.school_id left join sheet_part p on p.run_id = r.id
         where r.asked_by = $1 group by r.id, s.name order by r.asked_at desc, r.id desc limit 20"#,
        actor.person.0,
    )
    .fetch_all(db)
    .await
}

/// The run, if it is hers.
pub(super) async fn run(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    id: Uuid,
) -> Result<Option<Run>, sqlx::Error> {
    sqlx::query_as!(
        Run,
        r#"select r.id, r.whom, r.form, s.name as "place?", r.school_id as school, r.asked_at, count(p.id) as "parts!",
                count(p.done_at) as "done!", coalesce(sum(p.slips), 0) as "slips!", coalesce(sum(p.mailed), 0) as "mailed!"
         from sheet_run r left join place s on s.id = r.school_id left join sheet_part p on p.run_id = r.id
         where r.asked_by = $1 and r.id = $2 group by r.id, s.name"#,
        actor.person.0,
        id,
    )
    .fetch_optional(db)
    .await
}

#[derive(Debug, Clone)]
pub(super) struct Part {
    pub id: Uuid,
    pub name: String,
    pub slips: Option<i32>,
    pub mailed: i32,
    pub waiting: bool,
    pub fetched_at: Option<DateTime<Utc>>,
}

pub(super) async fn parts(db: impl PgExecutor<'_>, run: &Run) -> Result<Vec<Part>, sqlx::Error> {
    sqlx::query_as!(
        Part,
        r#"select s.id, p.name, s.slips, s.mailed, s.file_id is not null as "waiting!", s.fetched_at
         from sheet_part s join place p on p.id = s.place_id
         where s.run_id = $1 and (s.slips is null or s.slips > 0 or s.mailed > 0) order by p.name, s.id"#,
        run.id,
    )
    .fetch_all(db)
    .await
}

/// The file of a part of hers, from now on fetched: whoever comes second gets nothing.
pub(super) async fn take(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    run: Uuid,
    part: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<FileId>, sqlx::Error> {
    let file = sqlx::query_scalar!(
        r#"with mine as (select s.id, s.file_id from sheet_part s join sheet_run r on r.id = s.run_id
             where s.id = $3 and r.id = $2 and r.asked_by = $1 and s.file_id is not null for update of s)
         update sheet_part s set file_id = null, fetched_at = $4 from mine where s.id = mine.id
         returning mine.file_id as "file!""#,
        actor.person.0,
        run,
        part,
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(file.map(FileId))
}

/// Runs asked for before this time are forgotten; what nobody fetched of them leaves with the next sweep.
pub async fn forget(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!("delete from sheet_run where asked_at <= $1", before).execute(db).await?;
    Ok(done.rows_affected())
}

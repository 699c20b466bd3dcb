//! The SQL of pictures on tiles. Whether one may be there is said in the database: `tile_photo_allowed`.

use crate::school::School;
use crate::ways::{Led, LedPupil};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use storage::FileId;

mod said;

pub(crate) use said::asks;
pub(super) use said::{Asked, Guardian, Said, asked, guardians, name_of, say, to_ask, waits};

pub(crate) async fn is_on(db: impl PgExecutor<'_>, school: PlaceId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from tile_photo_school where school_id = $1) as "on!""#,
        school.0
    )
    .fetch_one(db)
    .await
}

pub(super) async fn turn_on(
    db: impl PgExecutor<'_>,
    school: &School,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "insert into tile_photo_school (school_id, turned_on_by, turned_on_at) values ($1, $2, $3)
         on conflict do nothing",
        school.id.0,
        by.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Every picture of the school goes with it: the files that are let go.
pub(super) async fn turn_off(conn: &mut PgConnection, school: &School) -> Result<Vec<FileId>, sqlx::Error> {
    sqlx::query!("delete from tile_photo_school where school_id = $1", school.id.0)
        .execute(&mut *conn)
        .await?;
    let files = sqlx::query_scalar!(
        r#"delete from tile_photo where school_id = $1 returning file_id as "file: FileId""#,
        school.id.0
    );
    files.fetch_all(conn).await
}

/// What the head reads of her school: in numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts {
    pub photos: i64,
    pub allowed: i64,
    pub refused: i64,
}

pub(super) async fn counts(
    db: impl PgExecutor<'_>,
    school: &School,
    today: NaiveDate,
) -> Result<Counts, sqlx::Error> {
    sqlx::query_as!(
        Counts,
        r#"with pupil as (
             select distinct r.person_id from role r where r.school_id = $1 and r.kind = 'pupil'
               and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)),
           fact as (
             select tile_photo_allowed(u.person_id, $1, $2) as allowed,
                    tile_photo_refused(u.person_id, $1, $2, null) as refused,
                    exists (select from tile_photo t where t.pupil_id = u.person_id and t.school_id = $1) as photo
             from pupil u)
         select count(*) filter (where allowed and photo) as "photos!", count(*) filter (where allowed) as "allowed!",
                count(*) filter (where refused) as "refused!" from fact"#,
        school.id.0,
        today,
    )
    .fetch_one(db)
    .await
}

/// What there is of a pupil of the class.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub pupil: PersonId,
    pub photo: bool,
    pub allowed: bool,
    pub refused: bool,
}

pub(super) async fn facts(
    db: impl PgExecutor<'_>,
    class: &Led,
    today: NaiveDate,
) -> Result<Vec<Fact>, sqlx::Error> {
    sqlx::query_as!(
        Fact,
        r#"select r.person_id as "pupil!", tile_photo_allowed(r.person_id, r.school_id, $2) as "allowed!",
                tile_photo_refused(r.person_id, r.school_id, $2, null) as "refused!",
                exists (select from tile_photo t where t.pupil_id = r.person_id
                    and t.school_id = r.school_id) as "photo!"
         from role r where r.place_id = $1 and r.kind = 'pupil'
           and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)"#,
        class.id().0,
        today,
    )
    .fetch_all(db)
    .await
}

/// Held to the end of the transaction: no picture comes in beside a no.
async fn hold(conn: &mut PgConnection, pupil: PersonId) -> Result<(), sqlx::Error> {
    sqlx::query!("select id from person where id = $1 for update", pupil.0).fetch_optional(conn).await?;
    Ok(())
}

/// The picture of a pupil in the place of the one before, which is answered; `None`: it is not allowed.
pub(super) async fn put(
    conn: &mut PgConnection,
    class: &Led,
    pupil: &LedPupil,
    file: FileId,
    by: PersonId,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<Option<Vec<FileId>>, sqlx::Error> {
    hold(&mut *conn, pupil.person).await?;
    let before = sqlx::query_scalar!(
        r#"select file_id as "file: FileId" from tile_photo where pupil_id = $1"#,
        pupil.person.0
    );
    let before = before.fetch_all(&mut *conn).await?;
    let done = sqlx::query!(
        "insert into tile_photo (pupil_id, school_id, file_id, put_by, put_at)
         select $1, $2, $3, $4, $5 where tile_photo_allowed($1, $2, $6)
         on conflict (pupil_id) do update set school_id = excluded.school_id, file_id = excluded.file_id,
             put_by = excluded.put_by, put_at = excluded.put_at",
        pupil.person.0,
        class.school().0,
        file.0,
        by.0,
        now,
        today,
    )
    .execute(conn)
    .await?;
    Ok((done.rows_affected() == 1).then_some(before))
}

pub(super) async fn take(
    db: impl PgExecutor<'_>,
    class: &Led,
    pupil: &LedPupil,
) -> Result<Vec<FileId>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"delete from tile_photo where pupil_id = $1 and school_id = $2 returning file_id as "file: FileId""#,
        pupil.person.0,
        class.school().0,
    )
    .fetch_all(db)
    .await
}

/// The picture of a pupil of this class, where it may be shown.
pub(super) async fn shown(
    db: impl PgExecutor<'_>,
    class: PlaceId,
    pupil: PersonId,
    today: NaiveDate,
) -> Result<Option<FileId>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select t.file_id as "file: FileId" from tile_photo t
         join role r on r.person_id = t.pupil_id and r.kind = 'pupil' and r.place_id = $1 and r.school_id = t.school_id
              and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
         where t.pupil_id = $2 and tile_photo_allowed(t.pupil_id, t.school_id, $3) limit 1"#,
        class.0,
        pupil.0,
        today,
    )
    .fetch_optional(db)
    .await
}

/// Takes away what is allowed no more: whose.
pub(super) async fn forget(conn: &mut PgConnection, today: NaiveDate) -> Result<Vec<PersonId>, sqlx::Error> {
    let pupils = sqlx::query_scalar!(
        "delete from tile_photo t where not tile_photo_allowed(t.pupil_id, t.school_id, $1) returning t.pupil_id",
        today,
    )
    .fetch_all(conn)
    .await?;
    Ok(pupils.into_iter().map(PersonId).collect())
}

//! What guardians say.

use super::hold;
use crate::ways::Led;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use storage::FileId;
use uuid::Uuid;

/// Who may answer for a pupil of the class, and what she last said.
#[derive(Debug, Clone)]
pub(in crate::tile_photos) struct Guardian {
    pub pupil: PersonId,
    pub guardian: PersonId,
    pub name: String,
    pub granted: Option<bool>,
    pub said_on: Option<NaiveDate>,
    pub on_paper: Option<bool>,
}

pub(in crate::tile_photos) async fn guardians(
    db: impl PgExecutor<'_>,
    class: &Led,
    today: NaiveDate,
) -> Result<Vec<Guardian>, sqlx::Error> {
    sqlx::query_as!(
        Guardian,
        r#"select r.person_id as "pupil!", g.guardian_id as "guardian!",
                p.shown_first_name || ' ' || p.shown_last_name as "name!",
                a.granted as "granted?", a.said_on as "said_on?", a.on_paper as "on_paper?"
         from role r
         join guardianship($2) g on g.pupil_id = r.person_id and g.authority in ('joint', 'sole')
         join person p on p.id = g.guardian_id
         left join lateral (select t.granted, t.said_on, t.on_paper from tile_photo_answer t
             where t.pupil_id = r.person_id and t.school_id = r.school_id and t.guardian_id = g.guardian_id
             order by t.recorded_at desc, t.id desc limit 1) a on true
         where r.place_id = $1 and r.kind = 'pupil'
           and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         order by g.contact_rank nulls last, p.shown_last_name, p.id"#,
        class.id().0,
        today,
    )
    .fetch_all(db)
    .await
}

/// What a guardian says of a child's picture in a school.
pub(in crate::tile_photos) struct Said {
    pub pupil: PersonId,
    pub guardian: PersonId,
    pub school: PlaceId,
    pub granted: bool,
    pub said_on: NaiveDate,
    pub on_paper: bool,
}

/// Keeps it; what is not allowed any more is gone with it: the files that are let go.
pub(in crate::tile_photos) async fn say(
    conn: &mut PgConnection,
    said: &Said,
    by: PersonId,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<Vec<FileId>, sqlx::Error> {
    hold(&mut *conn, said.pupil).await?;
    sqlx::query!(
        "insert into tile_photo_answer (id, pupil_id, guardian_id, school_id, granted, said_on, on_paper, recorded_by,
             recorded_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        Uuid::now_v7(),
        said.pupil.0,
        said.guardian.0,
        said.school.0,
        said.granted,
        said.said_on,
        said.on_paper,
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    let files = sqlx::query_scalar!(
        r#"delete from tile_photo t where t.pupil_id = $1 and not tile_photo_allowed(t.pupil_id, t.school_id, $2)
         returning t.file_id as "file: FileId""#,
        said.pupil.0,
        today,
    );
    files.fetch_all(conn).await
}

/// A child for whom the actor answers, in a school that has pictures on.
#[derive(Debug, Clone)]
pub(in crate::tile_photos) struct Asked {
    pub pupil: PersonId,
    pub first_name: String,
    pub school: PlaceId,
    pub school_name: String,
    /// What she said last.
    pub granted: Option<bool>,
    pub said_on: Option<NaiveDate>,
    /// A picture is on the tile now.
    pub shown: bool,
    /// Somebody else said no: her yes does nothing.
    pub refused: bool,
    /// Her yes is from before the school asked again.
    pub asked_again: bool,
}

pub(in crate::tile_photos) async fn asked(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<Asked>, sqlx::Error> {
    sqlx::query_as!(
        Asked,
        r#"select distinct on (p.shown_first_name, p.id, s.school_id)
                p.id as "pupil!", p.shown_first_name as "first_name!", s.school_id as "school!", l.name as school_name,
                a.granted as "granted?", a.said_on as "said_on?",
                coalesce(a.granted and a.recorded_at < s.turned_on_at, false) as "asked_again!",
                exists (select from tile_photo t where t.pupil_id = p.id and t.school_id = s.school_id)
                    and tile_photo_allowed(p.id, s.school_id, $2) as "shown!",
                tile_photo_refused(p.id, s.school_id, $2, $1) as "refused!"
         from guardianship($2) g join person p on p.id = g.pupil_id
         join role r on r.person_id = p.id and r.kind = 'pupil'
              and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         join tile_photo_school s on s.school_id = r.school_id
         join place l on l.id = s.school_id
         left join lateral (select t.granted, t.said_on, t.recorded_at from tile_photo_answer t
             where t.pupil_id = p.id and t.school_id = s.school_id and t.guardian_id = $1
             order by t.recorded_at desc, t.id desc limit 1) a on true
         where g.guardian_id = $1 and g.authority in ('joint', 'sole')
         order by p.shown_first_name, p.id, s.school_id"#,
        actor.person.0,
        today,
    )
    .fetch_all(db)
    .await
}

/// A school asks the actor about a picture of her child.
pub(crate) async fn asks(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (
             select from guardianship($2) g
             join role r on r.person_id = g.pupil_id and r.kind = 'pupil'
                  and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
             join tile_photo_school s on s.school_id = r.school_id
             where g.guardian_id = $1 and g.authority in ('joint', 'sole')) as "asks!""#,
        actor.person.0,
        today,
    )
    .fetch_one(db)
    .await
}

/// Her children of whom a school asks and for whom she has still to answer.
pub(in crate::tile_photos) async fn waits(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<PersonId>, sqlx::Error> {
    let pupils = sqlx::query_scalar!(
        r#"select distinct r.person_id as "pupil!" from guardianship($2) g
         join role r on r.person_id = g.pupil_id and r.kind = 'pupil'
              and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         join tile_photo_school s on s.school_id = r.school_id
         where g.guardian_id = $1 and g.authority in ('joint', 'sole')
           and tile_photo_waits(r.person_id, s.school_id, $1, s.turned_on_at)"#,
        actor.person.0,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(pupils.into_iter().map(PersonId).collect())
}

/// Guardians with authority, whose account is open and whom a letter reaches, of pupils of the school for whom they have
/// still to answer.
pub(in super::super) async fn to_ask(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    only: Option<PersonId>,
    today: NaiveDate,
) -> Result<Vec<PersonId>, sqlx::Error> {
    let people = sqlx::query_scalar!(
        r#"select distinct g.guardian_id as "id!" from role r
         join tile_photo_school s on s.school_id = r.school_id
         join guardianship($2) g on g.pupil_id = r.person_id and g.authority in ('joint', 'sole')
         join person p on p.id = g.guardian_id and has_mailbox(p.email, p.email_failed)
         join account a on a.person_id = p.id and a.state = 'active'
         where r.school_id = $1 and r.kind = 'pupil' and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
           and ($3::uuid is null or g.guardian_id = $3)
           and tile_photo_waits(r.person_id, $1, g.guardian_id, s.turned_on_at)"#,
        school.0,
        today,
        only.map(|p| p.0),
    )
    .fetch_all(db)
    .await?;
    Ok(people.into_iter().map(PersonId).collect())
}

pub(in super::super) async fn name_of(
    db: impl PgExecutor<'_>,
    school: PlaceId,
) -> Result<String, sqlx::Error> {
    sqlx::query_scalar!("select name from place where id = $1", school.0).fetch_one(db).await
}

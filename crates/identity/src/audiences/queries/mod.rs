//! The SQL of audiences.

mod reach;

pub use reach::{Reachable, Viewers, reachable, reached_through, viewers};

use chrono::NaiveDate;
use kernel::PlaceId;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// Makes the audiences that places should have: three for a class or group, two for a school, one for a
/// circonscription. Those of `schools` and their circonscriptions only.
pub async fn ensure(conn: &mut PgConnection, schools: &[PlaceId]) -> Result<(), sqlx::Error> {
    let schools: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
    sqlx::query!(
        "insert into audience (id, kind, place_id, school_id)
         select gen_random_uuid(), k.kind, p.id, p.school_id
         from place p
         join (values ('class', 'class_pupils'), ('class', 'class_guardians'), ('class', 'class_team'),
                      ('group', 'class_pupils'), ('group', 'class_guardians'), ('group', 'class_team'),
                      ('school', 'school_adults'), ('school', 'school_guardians'),
                      ('circonscription', 'circonscription_teachers')) as k (place, kind) on k.place = p.kind
         where not p.pseudo
           and (p.school_id = any($1) or p.id in (select parent_id from place where id = any($1)))
         on conflict (place_id, kind) do nothing",
        &schools,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Brings the members of these schools' audiences, and of their circonscriptions, to what they should be
/// on `day`.
pub async fn refresh(
    conn: &mut PgConnection,
    schools: &[PlaceId],
    day: NaiveDate,
) -> Result<(), sqlx::Error> {
    one_at_a_time(conn).await?;
    end_joint_teaching(conn, day).await?;
    ensure(conn, schools).await?;
    let schools: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
    let touched: Vec<Uuid> = sqlx::query_scalar!(
        "select id from audience
         where school_id = any($1)
            or place_id in (select parent_id from place where id = any($1))",
        &schools,
    )
    .fetch_all(&mut *conn)
    .await?;
    sync_members(conn, &touched, day).await
}

/// The same for all audiences, in the transaction that changed them: after an import.
pub async fn refresh_all(conn: &mut PgConnection, day: NaiveDate) -> Result<(), sqlx::Error> {
    let all = every(conn, day).await?;
    sync_members(conn, &all, day).await?;
    settle_day(conn, day).await
}

/// All audiences, those that there should be made, school after school.
pub(super) async fn every(conn: &mut PgConnection, day: NaiveDate) -> Result<Vec<Uuid>, sqlx::Error> {
    one_at_a_time(conn).await?;
    end_joint_teaching(conn, day).await?;
    let schools = sqlx::query_scalar!("select id from place where kind = 'school' and not pseudo")
        .fetch_all(&mut *conn)
        .await?;
    ensure(conn, &schools.into_iter().map(PlaceId).collect::<Vec<_>>()).await?;
    sqlx::query_scalar!("select id from audience order by school_id, id").fetch_all(&mut *conn).await
}

/// Brings the members of these to what they should be.
pub(super) async fn refresh_some(
    conn: &mut PgConnection,
    audiences: &[Uuid],
    day: NaiveDate,
) -> Result<(), sqlx::Error> {
    one_at_a_time(conn).await?;
    sync_members(conn, audiences, day).await
}

/// Who has left a school is in its spaces with a class of collège no more: wherever members follow roles, so that no
/// feed, head or midnight forgets it.
async fn end_joint_teaching(conn: &mut PgConnection, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!("select end_joint_teaching($1)", day).fetch_one(conn).await?;
    Ok(())
}

/// The day for which members are right; none before the first.
pub(super) async fn settled_day(db: impl PgExecutor<'_>) -> Result<Option<NaiveDate>, sqlx::Error> {
    sqlx::query_scalar!("select day from audience_day").fetch_optional(db).await
}

async fn settle_day(conn: &mut PgConnection, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into audience_day (day) values ($1)
         on conflict (one) do update set day = greatest(audience_day.day, excluded.day)",
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Brings members from the day for which they are right to `day`: those of the schools where a role, a link
/// or a protection began or ended in between.
pub(super) async fn turn(conn: &mut PgConnection, day: NaiveDate) -> Result<(), sqlx::Error> {
    one_at_a_time(conn).await?;
    let Some(since) = settled_day(&mut *conn).await? else { return refresh_all(conn, day).await };
    if since >= day {
        return Ok(());
    }
    as_long_as_it_takes(conn).await?;
    end_joint_teaching(conn, day).await?;
    let schools = sqlx::query_scalar!(
        r#"with turned as (
             select person_id, school_id from role where from_day > $1 and from_day <= $2
             union all select person_id, school_id from role where until_day >= $1 and until_day < $2
         ), pupil as (
             select pupil_id from guardian_link where from_day > $1 and from_day <= $2
             union all select pupil_id from guardian_link where until_day >= $1 and until_day < $2
             union all select pupil_id from protection where from_day > $1 and from_day <= $2
             union all select pupil_id from protection where until_day >= $1 and until_day < $2
         )
         select school_id as "school!" from turned where school_id is not null
         union
         select r.school_id from pupil join role r on r.person_id = pupil.pupil_id and r.kind = 'pupil'
              and r.school_id is not null and (r.until_day is null or r.until_day >= $1)"#,
        since,
        day,
    )
    .fetch_all(&mut *conn)
    .await?;
    if !schools.is_empty() {
        refresh(conn, &schools.into_iter().map(PlaceId).collect::<Vec<_>>(), day).await?;
    }
    settle_day(conn, day).await
}

/// Two at once could bring back whom the other has just taken out: what one reads is older than what it waits for.
async fn one_at_a_time(conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('audience_member'))").execute(conn).await?;
    Ok(())
}

/// In September a whole academy turns, perhaps for whoever comes first: cut short it would never have turned. Until the end
/// of the transaction.
async fn as_long_as_it_takes(conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("select set_config('statement_timeout', '0', true)").fetch_one(conn).await?;
    Ok(())
}

async fn sync_members(
    conn: &mut PgConnection,
    audiences: &[Uuid],
    day: NaiveDate,
) -> Result<(), sqlx::Error> {
    // Asked once, for these audiences: written as two statements, the first would ask for everybody's.
    sqlx::query!(
        "with held as materialized (
             select s.audience_id, s.person_id from audience_held($2) s where s.audience_id = any($1)
         ), gone as (
             delete from audience_member m where m.audience_id = any($1) and not exists (
                 select from held h where h.audience_id = m.audience_id and h.person_id = m.person_id)
         )
         insert into audience_member (audience_id, person_id) select audience_id, person_id from held
         on conflict do nothing",
        audiences,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

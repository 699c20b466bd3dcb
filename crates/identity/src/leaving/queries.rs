//! The SQL of leaving.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};

/// How long before it happens the project sees whom an erasure will meet.
pub const NOTICE: i32 = 7;
/// A role that ended by itself is often given again: a substitute between two schools, a pupil in September. Of
/// an adult who never came and answers for no child nothing would be lost: she does not wait.
const BETWEEN_TWO: i32 = 21;

/// Somebody who will be erased.
#[derive(Debug, Clone)]
pub struct Leaving {
    pub person: PersonId,
    pub name: String,
    pub school: String,
    pub since: NaiveDate,
    pub on: NaiveDate,
    /// Came at least once, or her family did.
    pub used: bool,
    pub held: Option<String>,
    pub objects: bool,
}

/// Whom the next week's nights erase, and whom the project holds; at most `most`, soonest first.
pub async fn soon(db: impl PgExecutor<'_>, today: NaiveDate, most: i64) -> Result<Vec<Leaving>, sqlx::Error> {
    sqlx::query_as!(
        Leaving,
        r#"select p.id as "person!", p.shown_first_name || ' ' || p.shown_last_name as "name!",
                coalesce((select s.name from role r join place s on s.id = r.school_id where r.person_id = p.id
                          order by r.until_day desc nulls first limit 1), '') as "school!",
                p.leaving_since as "since!", due.day as "on!", came.yes as "used!",
                h.reason as "held?", exists (select from objection o where o.person_id = p.id) as "objects!"
         from person p
         left join erasure_hold h on h.person_id = p.id
         cross join lateral (select has_come(p.id) as yes) came
         cross join lateral (select erasure_day(p.leaving_since, came.yes) as day) due
         where p.leaving_since is not null and (due.day <= $1::date + $2::int or h.person_id is not null)
         order by due.day, p.id limit $3"#,
        today,
        NOTICE,
        most,
    )
    .fetch_all(db)
    .await
}

/// How many are leaving in all.
pub async fn count(db: impl PgExecutor<'_>) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select count(*) as "n!" from person where leaving_since is not null"#)
        .fetch_one(db)
        .await
}

/// Whom tonight erases: the day has come, nobody holds her, she has not come back. Locked, so that a feed that
/// brings her back at this moment waits, or is waited for.
pub(super) async fn due(
    conn: &mut PgConnection,
    today: NaiveDate,
    most: i64,
) -> Result<Vec<PersonId>, sqlx::Error> {
    let ids = sqlx::query_scalar!(
        "select p.id from person p
         where p.leaving_since is not null and erasure_day(p.leaving_since, has_come(p.id)) <= $1
           and not exists (select from erasure_hold h where h.person_id = p.id)
           and not exists (select from entitled($1) e where e.person_id = p.id)
         order by p.id limit $2 for update of p skip locked",
        today,
        most,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(PersonId).collect())
}

/// How many of them each school loses, before they are erased: it is all that stays. One of a family counts for the
/// school of the child.
pub(super) async fn count_erased(
    conn: &mut PgConnection,
    people: &[PersonId],
    day: NaiveDate,
) -> Result<(), sqlx::Error> {
    let people: Vec<_> = people.iter().map(|p| p.0).collect();
    sqlx::query!(
        "insert into erasure_count (day, school_id, never_came, people)
         select $2, last.school_id, not has_come(p.id), count(*) from unnest($1::uuid[]) p (id)
         left join lateral (
             select r.school_id from role r
             where r.school_id is not null and (r.person_id = p.id or r.kind = 'pupil' and r.person_id in (
                 select g.pupil_id from guardian_link g where g.guardian_id = p.id))
             order by r.person_id <> p.id, r.until_day desc nulls first, r.id limit 1) last on true
         group by last.school_id, not has_come(p.id)
         on conflict (day, school_id, never_came) do update set people = erasure_count.people + excluded.people",
        &people,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Retention: the counts of the nights up to that one; how many.
pub async fn forget_counts(db: impl PgExecutor<'_>, until: NaiveDate) -> Result<u64, sqlx::Error> {
    Ok(sqlx::query!("delete from erasure_count where day <= $1", until).execute(db).await?.rows_affected())
}

/// What the last seven nights erased of a school.
#[derive(Debug, Clone)]
pub(crate) struct Erased {
    pub school: String,
    pub never_came: i64,
    pub others: i64,
}

/// Of one school, or of each; nobody is named: nobody is there to be.
pub(crate) async fn erased_lately(
    db: impl PgExecutor<'_>,
    school: Option<PlaceId>,
    today: NaiveDate,
) -> Result<Vec<Erased>, sqlx::Error> {
    sqlx::query_as!(
        Erased,
        r#"select coalesce(s.name, '') as "school!",
                coalesce(sum(e.people) filter (where e.never_came), 0) as "never_came!",
                coalesce(sum(e.people) filter (where not e.never_came), 0) as "others!"
         from erasure_count e left join place s on s.id = e.school_id
         where e.day > $1::date - 7 and ($2::uuid is null or e.school_id = $2)
         group by s.id, s.name order by s.name nulls last, s.id limit 400"#,
        today,
        school.map(|s| s.0),
    )
    .fetch_all(db)
    .await
}

pub(super) async fn erase(
    conn: &mut PgConnection,
    people: &[PersonId],
    deleted: &[String],
    nameless: &[String],
) -> Result<(), sqlx::Error> {
    let people: Vec<_> = people.iter().map(|p| p.0).collect();
    sqlx::query!("select erase_people($1, $2, $3)", &people, deleted, nameless).execute(conn).await?;
    Ok(())
}

/// Whoever has a role again, or a pupil to answer for, is back: her account is as it was, blocked if it was. Of one
/// person, when she is named.
pub async fn bring_back(
    conn: &mut PgConnection,
    only: Option<PersonId>,
    today: NaiveDate,
) -> Result<u64, sqlx::Error> {
    let back = sqlx::query_scalar!(
        r#"select come_back(array(select id from person where leaving_since is not null and ($2::uuid is null or id = $2)
                                  and id in (select person_id from entitled($1)))) as "back!""#,
        today,
        only.map(|p| p.0),
    )
    .fetch_one(conn)
    .await?;
    Ok(back.unsigned_abs())
}

/// She is given a role that begins one day: she leaves no more.
pub(crate) async fn keep(conn: &mut PgConnection, person: PersonId) -> Result<(), sqlx::Error> {
    sqlx::query_scalar!("select come_back(array[$1::uuid])", person.0).fetch_one(conn).await?;
    Ok(())
}

/// Whose last role has ended, and who answers for nobody any more, is leaving since that day. One who never had
/// any is somebody's to settle by hand.
pub async fn let_go(conn: &mut PgConnection, today: NaiveDate) -> Result<u64, sqlx::Error> {
    let gone = sqlx::query_scalar!(
        "update person p set leaving_since = ended.day + 1
         from account a, (
             select person_id, max(day) as day, bool_or(family) as family from (
                 select r.person_id, greatest(r.until_day, r.fed_on) as day, r.kind = 'pupil' as family from role r
                 where r.until_day < $1
                 union all
                 select g.guardian_id, least(g.until_day, r.until_day), true from guardian_link g
                 join role r on r.person_id = g.pupil_id and r.kind = 'pupil'
                 where r.until_day < $1 or g.until_day < $1
             ) each group by person_id
         ) ended
         where a.person_id = p.id and ended.person_id = p.id and p.leaving_since is null
           and a.state in ('active', 'to_activate', 'blocked')
           and ended.day < $1::date - case when ended.family or has_come(p.id) then $2::int else 0 end
           and not exists (select from entitled($1) e where e.person_id = p.id)
         returning p.id",
        today,
        BETWEEN_TWO,
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query!(
        "update account set state = 'leaving' where person_id = any($1) and state <> 'blocked'",
        &gone
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("select close_sessions(array(select id from session where person_id = any($1)))", &gone)
        .fetch_one(conn)
        .await?;
    Ok(gone.len() as u64)
}

/// `false`: nobody who is leaving.
pub(super) async fn hold(
    conn: &mut PgConnection,
    actor: &Actor,
    person: PersonId,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "insert into erasure_hold (person_id, reason, held_by, held_at)
         select id, $2, $3, $4 from person where id = $1 and leaving_since is not null
         on conflict (person_id) do update
             set reason = excluded.reason, held_by = excluded.held_by, held_at = excluded.held_at",
        person.0,
        reason,
        actor.person.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn release(conn: &mut PgConnection, person: PersonId) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!("delete from erasure_hold where person_id = $1", person.0).execute(conn).await?;
    Ok(done.rows_affected() == 1)
}

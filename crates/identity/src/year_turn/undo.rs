//! A turn is given back: all of it, or all that the directory has not confirmed since.

use super::queries::{self, Turn};
use crate::audiences;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::PersonId;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// What a feed of the new year has said since, of its own accord. The feed would bring it back the next night:
/// it stays, and the classes of the year before stay archives, as they would be had the head turned nothing.
pub(super) struct Confirmed {
    pub classes: i64,
    pub pupils: i64,
}

/// None: no feed has named a class of that year. Of a class that the head tied herself after the turn it is she
/// who has spoken, but the feed's own class is there, and counts.
pub(super) async fn confirmed(
    db: impl PgExecutor<'_>,
    turn: &Turn,
) -> Result<Option<Confirmed>, sqlx::Error> {
    let told = sqlx::query_as!(
        Confirmed,
        r#"select count(distinct p.id) as "classes!",
                count(r.id) filter (where r.kind = 'pupil' and r.source = 'feed' and r.until_day is null) as "pupils!"
         from place p left join role r on r.place_id = p.id
         where p.school_id = $1 and p.kind = 'class' and p.school_year = $2
           and exists (select from place_key k where k.place_id = p.id)"#,
        turn.school.0,
        turn.year,
    )
    .fetch_one(db)
    .await?;
    Ok((told.classes > 0).then_some(told))
}

/// Gives back what the turn changed. A new class in which something was written in the meantime is not thrown
/// away: it becomes an archive. A pupil who would then be nowhere is in the school, without class.
pub async fn undo(
    conn: &mut PgConnection,
    turn: &Turn,
    by: PersonId,
    now: DateTime<Utc>,
    day: NaiveDate,
) -> Result<(), sqlx::Error> {
    for one in queries::tied(&mut *conn, turn).await? {
        queries::untie(&mut *conn, turn, &one).await?;
    }
    let there = pupils(conn, turn).await?;
    if confirmed(&mut *conn, turn).await?.is_some() {
        keep_what_is_confirmed(conn, turn, day).await?;
    } else {
        give_back(conn, turn, day).await?;
    }
    nobody_is_nowhere(conn, turn, &there, day).await?;
    sqlx::query!(
        "update year_turn set state = 'undone', undone_at = $2, undone_by = $3 where id = $1",
        turn.id,
        now,
        by.0
    )
    .execute(&mut *conn)
    .await?;
    audiences::refresh(conn, &[turn.school], day).await
}

/// Those of the school, and those whom the turn let go and no feed has since.
async fn pupils(conn: &mut PgConnection, turn: &Turn) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select distinct r.person_id from role r
         join place p on p.id = r.place_id and p.kind in ('class', 'school')
         join person h on h.id = r.person_id and h.leaving_since is null
         where r.kind = 'pupil' and r.school_id = $2
           and (r.until_day is null or r.id in (
                select role_id from year_turn_change where turn_id = $1 and what = 'role_ended'))"#,
        turn.id,
        turn.school.0,
    )
    .fetch_all(conn)
    .await
}

/// Classes, roles, levels and archives are as they were.
async fn give_back(conn: &mut PgConnection, turn: &Turn, day: NaiveDate) -> Result<(), sqlx::Error> {
    drop_classes(conn, turn, day).await?;
    sqlx::query!(
        "delete from role where id in (
             select role_id from year_turn_change where turn_id = $1 and what = 'role_begun')",
        turn.id
    )
    .execute(&mut *conn)
    .await?;
    // Not of whom another school has taken in since.
    sqlx::query!(
        "update role r set until_day = c.day from year_turn_change c
         where c.turn_id = $1 and c.what = 'role_ended' and r.id = c.role_id
           and (r.kind <> 'pupil' or not exists (
                select from role o join place p on p.id = o.place_id and p.kind in ('class', 'school')
                where o.person_id = r.person_id and o.kind = 'pupil' and o.until_day is null and o.school_id <> r.school_id))",
        turn.id
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update person p set level = c.word from year_turn_change c
         where c.turn_id = $1 and c.what = 'level' and p.id = c.person_id",
        turn.id
    )
    .execute(&mut *conn)
    .await?;
    let reopened: Vec<Uuid> = sqlx::query_scalar!(
        "update place p set closed_on = null from year_turn_change c
         where c.turn_id = $1 and c.what = 'class_closed' and p.id = c.place_id returning p.id",
        turn.id
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from archive_member where audience_id in (select id from audience where place_id = any($1))",
        &reopened
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The classes that a feed has named stay, with those who teach there and the pupils whom it has placed. Whom the
/// head alone had placed leaves them.
async fn keep_what_is_confirmed(
    conn: &mut PgConnection,
    turn: &Turn,
    day: NaiveDate,
) -> Result<(), sqlx::Error> {
    drop_classes(conn, turn, day).await?;
    sqlx::query!(
        "delete from role where (kind <> 'pupil' or source <> 'feed')
           and id in (select role_id from year_turn_change where turn_id = $1 and what = 'role_begun')
           and (kind = 'pupil' or place_id <> $2 and place_id not in (select place_id from place_key))",
        turn.id,
        turn.school.0,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Those that the turn opened and that are of nobody but the head.
async fn drop_classes(conn: &mut PgConnection, turn: &Turn, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "select drop_or_close_class(place_id, $2) from year_turn_change
         where turn_id = $1 and what = 'class_opened' and place_id not in (select place_id from place_key)",
        turn.id,
        day
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// At the level of before; and what the next feed says of them is heard, were it what the last one said.
async fn nobody_is_nowhere(
    conn: &mut PgConnection,
    turn: &Turn,
    there: &[Uuid],
    day: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with lost as (
             insert into role (id, person_id, kind, place_id, school_id, from_day, source)
             select gen_random_uuid(), t.id, 'pupil', $3, $3, $4, 'head' from unnest($2::uuid[]) t (id)
             where not exists (
                 select from role r join place p on p.id = r.place_id and p.kind in ('class', 'school') and p.closed_on is null
                 where r.person_id = t.id and r.kind = 'pupil' and r.until_day is null)
             returning person_id
         ), lower as (
             update person p set level = c.word from year_turn_change c, lost
             where c.turn_id = $1 and c.what = 'level' and c.person_id = p.id and p.id = lost.person_id
         )
         update person_key k set hash = '' from lost where k.person_id = lost.person_id and k.category = 'pupil'",
        turn.id,
        there,
        turn.school.0,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

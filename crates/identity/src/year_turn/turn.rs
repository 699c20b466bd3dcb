//! The turn itself: all of it in one transaction, each change written down, so that it can be given back.

use super::queries::Turn;
use crate::audiences;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::PersonId;
use sqlx::PgConnection;

/// From this day on the school is in its new year. What a feed of that year has already opened, placed or
/// closed is left as the feed said it.
pub async fn apply(
    conn: &mut PgConnection,
    turn: &Turn,
    by: Option<PersonId>,
    now: DateTime<Utc>,
    day: NaiveDate,
) -> Result<(), sqlx::Error> {
    open_classes(conn, turn, now).await?;
    close_classes(conn, turn, day).await?;
    end_roles(conn, turn, day).await?;
    place_pupils(conn, turn, day).await?;
    name_teachers(conn, turn, day).await?;
    sqlx::query!(
        "update year_turn set state = 'applied', applies_on = null, applied_at = $2, applied_on = $3, applied_by = $4,
             trouble = null
         where id = $1",
        turn.id,
        now,
        day,
        by.map(|p| p.0),
    )
    .execute(&mut *conn)
    .await?;
    audiences::refresh(conn, &[turn.school], day).await
}

/// A class that a feed has opened is the prepared one when it has its name, or alone has its levels.
/// Those that the head has tied by hand, or said to be others, are as she said.
async fn open_classes(conn: &mut PgConnection, turn: &Turn, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into year_turn_change (turn_id, what, place_id)
         select $1, 'class_tied', place_id from year_turn_class where turn_id = $1 and place_id is not null",
        turn.id,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update year_turn_class c set place_id = p.id from place p
         where c.turn_id = $1 and p.school_id = $2 and p.kind = 'class' and p.school_year = $3 and p.closed_on is null
           and c.place_id is null and plain_label(p.name) = plain_label(c.name)
           and p.id not in (select place_id from year_turn_class where turn_id = $1 and place_id is not null)
           and p.id not in (select place_id from year_turn_apart where turn_id = $1)",
        turn.id,
        turn.school.0,
        turn.year,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with free as (
             select p.id, p.levels, count(*) over (partition by p.levels) as same from place p
             where p.school_id = $2 and p.kind = 'class' and p.school_year = $3 and p.closed_on is null
               and p.id not in (select place_id from year_turn_class where turn_id = $1 and place_id is not null)
               and p.id not in (select place_id from year_turn_apart where turn_id = $1)
         ), waits as (
             select id, levels, count(*) over (partition by levels) as same from year_turn_class
             where turn_id = $1 and place_id is null
         )
         update year_turn_class c set place_id = f.id from free f join waits w on w.levels = f.levels
         where c.id = w.id and f.same = 1 and w.same = 1 and cardinality(f.levels) > 0",
        turn.id,
        turn.school.0,
        turn.year,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with opened as (
             insert into place (id, kind, name, parent_id, school_id, school_year, levels, created_at)
             select id, 'class', name, $2, $2, $3, levels, $4 from year_turn_class where turn_id = $1 and place_id is null
             returning id
         )
         insert into year_turn_change (turn_id, what, place_id) select $1, 'class_opened', id from opened",
        turn.id,
        turn.school.0,
        turn.year,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("update year_turn_class set place_id = id where turn_id = $1 and place_id is null", turn.id)
        .execute(conn)
        .await?;
    Ok(())
}

async fn close_classes(conn: &mut PgConnection, turn: &Turn, day: NaiveDate) -> Result<(), sqlx::Error> {
    let old = sqlx::query_scalar!(
        "insert into year_turn_change (turn_id, what, place_id)
         select $1, 'class_closed', id from place
         where school_id = $2 and kind in ('class', 'group') and closed_on is null and school_year < $3
         returning place_id as \"place!\"",
        turn.id,
        turn.school.0,
        turn.year,
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query!("select close_classes($1, $2)", &old, day).execute(conn).await?;
    Ok(())
}

/// Those of the classes that close, and a pupil's in the school itself when she is placed or leaves.
async fn end_roles(conn: &mut PgConnection, turn: &Turn, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into year_turn_change (turn_id, what, role_id, day)
         select $1, 'role_ended', r.id, r.until_day from role r
         where (r.until_day is null or r.until_day >= $3)
           and r.place_id in (select place_id from year_turn_change where turn_id = $1 and what = 'class_closed'
                              union all select $2)
           and (r.place_id <> $2 or r.kind = 'pupil' and exists (
                    select from year_turn_pupil t where t.turn_id = $1 and t.person_id = r.person_id
                      and (t.leaves or t.class_id is not null)))",
        turn.id,
        turn.school.0,
        day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update role r set until_day = $2::date - 1 from year_turn_change c
         where c.turn_id = $1 and c.what = 'role_ended' and r.id = c.role_id",
        turn.id,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whom a feed of the new year has placed stays there; who is not decided is in the school, without class.
async fn place_pupils(conn: &mut PgConnection, turn: &Turn, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with moving as (
             select distinct r.person_id from year_turn_change c join role r on r.id = c.role_id
             join place p on p.id = r.place_id
             where c.turn_id = $1 and c.what = 'role_ended' and r.kind = 'pupil' and p.kind in ('class', 'school')
               and not exists (
                   select from role n join place o on o.id = n.place_id and o.kind = 'class' and o.school_year >= $3
                   where n.person_id = r.person_id and n.kind = 'pupil' and n.until_day is null)
         ), begun as (
             insert into role (id, person_id, kind, place_id, school_id, from_day, source)
             select gen_random_uuid(), m.person_id, 'pupil', coalesce(c.place_id, $2), $2, $4, 'head'
             from moving m
             left join year_turn_pupil t on t.turn_id = $1 and t.person_id = m.person_id
             left join year_turn_class c on c.id = t.class_id
             where not coalesce(t.leaves, false)
             on conflict do nothing returning id
         )
         insert into year_turn_change (turn_id, what, role_id) select $1, 'role_begun', id from begun",
        turn.id,
        turn.school.0,
        turn.year,
        day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with told as (
             insert into year_turn_change (turn_id, what, person_id, word)
             select $1, 'level', p.id, p.level
             from year_turn_change c join role r on r.id = c.role_id and r.kind = 'pupil'
             join year_turn_pupil t on t.turn_id = $1 and t.person_id = r.person_id and t.class_id is not null
             join person p on p.id = r.person_id
             where c.turn_id = $1 and c.what = 'role_begun' and t.level is distinct from p.level
             returning person_id
         )
         update person p set level = t.level from told, year_turn_pupil t
         where p.id = told.person_id and t.turn_id = $1 and t.person_id = p.id",
        turn.id,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Those whom the head named; and whoever worked in the school through a class alone still does, without class.
async fn name_teachers(conn: &mut PgConnection, turn: &Turn, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "with begun as (
             insert into role (id, person_id, kind, place_id, school_id, from_day, source)
             select gen_random_uuid(), t.person_id, 'teacher', c.place_id, $2, $3, 'head'
             from year_turn_teacher t join year_turn_class c on c.id = t.class_id
             where t.turn_id = $1 and exists (
                 select from role r where r.person_id = t.person_id and r.place_id = $2
                   and r.kind in ('teacher', 'head', 'substitute', 'staff')
                   and (r.until_day is null or r.until_day >= $3))
             on conflict do nothing returning id
         )
         insert into year_turn_change (turn_id, what, role_id) select $1, 'role_begun', id from begun",
        turn.id,
        turn.school.0,
        day,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "with begun as (
             insert into role (id, person_id, kind, place_id, school_id, from_day, source)
             select distinct on (r.person_id, r.kind) gen_random_uuid(), r.person_id, r.kind, $2::uuid, $2, $3::date, 'head'
             from year_turn_change c join role r on r.id = c.role_id
             where c.turn_id = $1 and c.what = 'role_ended' and c.day is null and r.kind in ('teacher', 'atsem', 'aesh')
               and not exists (select from role o where o.person_id = r.person_id and o.school_id = $2
                                 and (o.until_day is null or o.until_day >= $3))
             on conflict do nothing returning id
         )
         insert into year_turn_change (turn_id, what, role_id) select $1, 'role_begun', id from begun",
        turn.id,
        turn.school.0,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

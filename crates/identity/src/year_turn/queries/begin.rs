//! A draft is begun, and those are placed of whom nothing is said.

use super::super::rules::{self, Goes, Target};
use super::{Turn, classes, pupils};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::PgConnection;
use uuid::Uuid;

/// Begins a draft: next year's classes are this year's, with their teachers, and each pupil goes one level up.
/// `false`: there is one already.
pub async fn begin(
    conn: &mut PgConnection,
    school: PlaceId,
    by: PersonId,
    year: i16,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let id = Uuid::now_v7();
    let made = sqlx::query!(
        "insert into year_turn (id, school_id, school_year, state, made_by, made_at)
         values ($1, $2, $3, 'draft', $4, $5) on conflict do nothing",
        id,
        school.0,
        year,
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    if made.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query!(
        "with copied as (
             select p.id as old, gen_random_uuid() as id, p.levels,
                    p.name || case when row_number() over (partition by p.name order by p.id) > 1
                              then ' (' || row_number() over (partition by p.name order by p.id) || ')' else '' end as name
             from place p where p.school_id = $2 and p.kind = 'class' and p.closed_on is null
         ), made as (
             insert into year_turn_class (id, turn_id, name, levels, follows) select id, $1, name, levels, old from copied
         )
         insert into year_turn_teacher (turn_id, class_id, person_id)
         select distinct $1::uuid, c.id, r.person_id from copied c join role r on r.place_id = c.old and r.kind = 'teacher'
         where r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)",
        id,
        school.0,
        today,
    )
    .execute(&mut *conn)
    .await?;
    let turn = Turn {
        id,
        school,
        year,
        state: "draft".to_owned(),
        applies_on: None,
        applied_on: None,
        trouble: None,
    };
    propose(conn, &turn, today).await?;
    Ok(true)
}

/// Proposes where those go for whom nothing is said yet: newcomers, and whose class is no more.
pub(in super::super) async fn propose(
    conn: &mut PgConnection,
    turn: &Turn,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    let mut targets: Vec<Target> = classes(&mut *conn, turn)
        .await?
        .into_iter()
        .map(|c| Target { id: c.id, levels: c.levels, pupils: usize::try_from(c.pupils).unwrap_or_default() })
        .collect();
    let (mut people, mut to, mut leave, mut levels) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for pupil in pupils(&mut *conn, turn, None, today).await?.into_iter().filter(|p| p.is_undecided()) {
        let goes = rules::propose(pupil.level.as_deref(), &mut targets);
        if goes == Goes::Undecided {
            continue;
        }
        people.push(pupil.person.0);
        to.push(if let Goes::To(class) = goes { Some(class) } else { None });
        leave.push(goes == Goes::Leaves);
        let next = pupil.level.as_deref().and_then(rules::next_level);
        levels.push(if goes == Goes::Leaves { None } else { next.map(str::to_owned) });
    }
    put(conn, turn, &people, &to, &leave, &levels).await
}

pub(super) async fn put(
    conn: &mut PgConnection,
    turn: &Turn,
    people: &[Uuid],
    to: &[Option<Uuid>],
    leave: &[bool],
    levels: &[Option<String>],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into year_turn_pupil (turn_id, person_id, class_id, leaves, level)
         select $1, * from unnest($2::uuid[], $3::uuid[], $4::bool[], $5::text[])
         on conflict (turn_id, person_id) do update
             set class_id = excluded.class_id, leaves = excluded.leaves, level = excluded.level",
        turn.id,
        people,
        to as &[Option<Uuid>],
        leave,
        levels as &[Option<String>],
    )
    .execute(conn)
    .await?;
    Ok(())
}

//! The classes of the year to come, and who teaches there.

use super::Turn;
use chrono::NaiveDate;
use kernel::PersonId;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// A class of the year to come.
#[derive(Debug, Clone)]
pub(in super::super) struct NextClass {
    pub id: Uuid,
    pub name: String,
    pub levels: Vec<String>,
    pub teachers: String,
    pub pupils: i64,
}

impl NextClass {
    pub fn spoken_levels(&self) -> String {
        self.levels.join(", ")
    }
}

pub(in super::super) async fn classes(
    db: impl PgExecutor<'_>,
    turn: &Turn,
) -> Result<Vec<NextClass>, sqlx::Error> {
    sqlx::query_as!(
        NextClass,
        r#"select c.id, c.name, c.levels,
                coalesce((select string_agg(p.first_name || ' ' || p.last_name, ', ' order by p.last_name)
                    from year_turn_teacher t join person_card p on p.person_id = t.person_id
                    where t.class_id = c.id), '') as "teachers!",
                (select count(*) from year_turn_pupil u where u.class_id = c.id) as "pupils!"
         from year_turn_class c where c.turn_id = $1
         order by array_position(array['TPS','PS','MS','GS','CP','CE1','CE2','CM1','CM2'], c.levels[1]) nulls last, c.name"#,
        turn.id,
    )
    .fetch_all(db)
    .await
}

/// Somebody who works in the school and may teach there next year.
#[derive(Debug, Clone)]
pub(in super::super) struct Teacher {
    pub person: PersonId,
    pub name: String,
    pub chosen: bool,
}

pub(in super::super) async fn teachers(
    db: impl PgExecutor<'_>,
    turn: &Turn,
    class: Uuid,
    today: NaiveDate,
) -> Result<Vec<Teacher>, sqlx::Error> {
    sqlx::query_as!(
        Teacher,
        r#"select distinct r.person_id as "person!", p.first_name || ' ' || p.last_name as "name!",
                exists (select from year_turn_teacher t where t.class_id = $2 and t.person_id = r.person_id) as "chosen!"
         from role r join person_card p on p.person_id = r.person_id
         where r.place_id = $1 and r.kind in ('teacher', 'head', 'substitute', 'staff')
           and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
         order by 2"#,
        turn.school.0,
        class,
        today,
    )
    .fetch_all(db)
    .await
}

/// `false`: that name is taken.
pub(in super::super) async fn add_class(
    conn: &mut PgConnection,
    turn: &Turn,
    name: &str,
    levels: &[String],
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "insert into year_turn_class (id, turn_id, name, levels) values ($1, $2, $3, $4) on conflict do nothing",
        Uuid::now_v7(),
        turn.id,
        name,
        levels,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What a class is to be. `false`: that name is taken.
pub(in super::super) async fn change_class(
    conn: &mut PgConnection,
    turn: &Turn,
    class: &NextClass,
    name: &str,
    levels: &[String],
    teachers: &[PersonId],
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update year_turn_class set name = $3, levels = $4 where turn_id = $1 and id = $2
           and not exists (select from year_turn_class o where o.turn_id = $1 and o.name = $3 and o.id <> $2)",
        turn.id,
        class.id,
        name,
        levels,
    )
    .execute(&mut *conn)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    let teachers: Vec<Uuid> = teachers.iter().map(|t| t.0).collect();
    sqlx::query!("delete from year_turn_teacher where class_id = $1", class.id).execute(&mut *conn).await?;
    sqlx::query!(
        "insert into year_turn_teacher (turn_id, class_id, person_id)
         select distinct $1::uuid, $2::uuid, r.person_id from role r
         where r.person_id = any($3) and r.place_id = $4 and r.kind in ('teacher', 'head', 'substitute', 'staff')
           and r.from_day <= $5 and (r.until_day is null or r.until_day >= $5)",
        turn.id,
        class.id,
        &teachers,
        turn.school.0,
        today,
    )
    .execute(conn)
    .await?;
    Ok(true)
}

/// Its pupils are to be placed anew.
pub(in super::super) async fn remove_class(
    conn: &mut PgConnection,
    turn: &Turn,
    class: &NextClass,
) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from year_turn_class where turn_id = $1 and id = $2", turn.id, class.id)
        .execute(conn)
        .await?;
    Ok(())
}

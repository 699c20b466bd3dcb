//! The SQL of a year that is being prepared. A turn is obtained through a school that the actor heads.

use super::rules::{self, Goes, Target};
use crate::school::School;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::year::school_year_of;
use kernel::{Actor, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// A turn of a school, in the hands of its head.
#[derive(Debug, Clone)]
pub(super) struct Turn {
    pub id: Uuid,
    pub school: PlaceId,
    pub year: i16,
    pub state: String,
    pub applies_on: Option<NaiveDate>,
    pub applied_on: Option<NaiveDate>,
    pub trouble: Option<String>,
}

impl Turn {
    pub fn is_draft(&self) -> bool {
        self.state == "draft" || self.state == "planned"
    }

    pub fn name(&self) -> String {
        rules::year_name(self.year)
    }
}

/// The one that is being prepared, else the last one applied.
pub(super) async fn current(db: impl PgExecutor<'_>, school: &School) -> Result<Option<Turn>, sqlx::Error> {
    sqlx::query_as!(
        Turn,
        "select id, school_id as school, school_year as year, state, applies_on, applied_on, trouble from year_turn
         where school_id = $1 and state in ('draft', 'planned', 'applied')
         order by school_year desc limit 1",
        school.id.0,
    )
    .fetch_optional(db)
    .await
}

/// The year that comes after that of the classes that are open.
pub(super) async fn to_come(
    db: impl PgExecutor<'_>,
    school: &School,
    today: NaiveDate,
) -> Result<i16, sqlx::Error> {
    let open = sqlx::query_scalar!(
        "select max(school_year) from place where school_id = $1 and kind = 'class' and closed_on is null",
        school.id.0,
    )
    .fetch_one(db)
    .await?;
    Ok(open.unwrap_or(school_year_of(today)) + 1)
}

/// Begins a draft: next year's classes are this year's, with their teachers, and each pupil goes one level up.
/// `false`: there is one already.
pub(super) async fn begin(
    conn: &mut PgConnection,
    school: &School,
    actor: &Actor,
    year: i16,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let id = Uuid::now_v7();
    let made = sqlx::query!(
        "insert into year_turn (id, school_id, school_year, state, made_by, made_at)
         values ($1, $2, $3, 'draft', $4, $5) on conflict do nothing",
        id,
        school.id.0,
        year,
        actor.person.0,
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
             insert into year_turn_class (id, turn_id, name, levels) select id, $1, name, levels from copied
         )
         insert into year_turn_teacher (turn_id, class_id, person_id)
         select distinct $1::uuid, c.id, r.person_id from copied c join role r on r.place_id = c.old and r.kind = 'teacher'
         where r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)",
        id,
        school.id.0,
        today,
    )
    .execute(&mut *conn)
    .await?;
    let turn = Turn {
        id,
        school: school.id,
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
pub(super) async fn propose(
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

async fn put(
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

/// A class of the year to come.
#[derive(Debug, Clone)]
pub(super) struct NextClass {
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

pub(super) async fn classes(db: impl PgExecutor<'_>, turn: &Turn) -> Result<Vec<NextClass>, sqlx::Error> {
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

/// A pupil of this year, and where she goes.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub person: PersonId,
    pub name: String,
    pub level: Option<String>,
    pub to: Option<Uuid>,
    pub leaves: bool,
}

impl Placed {
    pub fn is_undecided(&self) -> bool {
        self.to.is_none() && !self.leaves
    }
}

/// The pupils of the school, of this class only when one is named.
pub(super) async fn pupils(
    db: impl PgExecutor<'_>,
    turn: &Turn,
    of: Option<PlaceId>,
    today: NaiveDate,
) -> Result<Vec<Placed>, sqlx::Error> {
    sqlx::query_as!(
        Placed,
        r#"select u.person_id as "person!", p.first_name || ' ' || p.last_name as "name!", p.level, t.class_id as "to?", coalesce(t.leaves, false) as "leaves!"
         from (select distinct on (r.person_id) r.person_id, r.place_id
               from role r join place c on c.id = r.place_id and c.kind in ('class', 'school') and c.closed_on is null
               where r.school_id = $1 and r.kind = 'pupil' and coalesce(c.school_year, 0::smallint) < $5
                 and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
               order by r.person_id, c.kind, r.from_day desc) u
         join person_card p on p.person_id = u.person_id
         left join year_turn_pupil t on t.turn_id = $2 and t.person_id = u.person_id
         where $4::uuid is null or u.place_id = $4
         order by p.last_name, p.first_name, u.person_id"#,
        turn.school.0,
        turn.id,
        today,
        of.map(|p| p.0),
        turn.year,
    )
    .fetch_all(db)
    .await
}

/// A class of this year, with how many of its pupils are placed.
#[derive(Debug, Clone)]
pub(super) struct ThisClass {
    pub id: PlaceId,
    pub name: String,
    pub pupils: i64,
    pub undecided: i64,
    pub leave: i64,
}

/// Classes of this year, in order, and the school itself for pupils without class.
pub(super) async fn this_year(
    db: impl PgExecutor<'_>,
    turn: &Turn,
    today: NaiveDate,
) -> Result<Vec<ThisClass>, sqlx::Error> {
    sqlx::query_as!(
        ThisClass,
        r#"select c.id as "id!", case c.kind when 'school' then 'Sans classe' else c.name end as "name!",
                count(*) as "pupils!",
                count(*) filter (where t.class_id is null and not coalesce(t.leaves, false)) as "undecided!",
                count(*) filter (where t.leaves) as "leave!"
         from (select distinct on (r.person_id) r.person_id, r.place_id
               from role r join place c on c.id = r.place_id and c.kind in ('class', 'school') and c.closed_on is null
               where r.school_id = $1 and r.kind = 'pupil' and coalesce(c.school_year, 0::smallint) < $4
                 and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
               order by r.person_id, c.kind, r.from_day desc) u
         join place c on c.id = u.place_id
         left join year_turn_pupil t on t.turn_id = $2 and t.person_id = u.person_id
         group by c.id, c.kind, c.name order by c.kind, c.name"#,
        turn.school.0,
        turn.id,
        today,
        turn.year,
    )
    .fetch_all(db)
    .await
}

/// Somebody who works in the school and may teach there next year.
#[derive(Debug, Clone)]
pub(super) struct Teacher {
    pub person: PersonId,
    pub name: String,
    pub chosen: bool,
}

pub(super) async fn teachers(
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
pub(super) async fn add_class(
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
pub(super) async fn change_class(
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
pub(super) async fn remove_class(
    conn: &mut PgConnection,
    turn: &Turn,
    class: &NextClass,
) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from year_turn_class where turn_id = $1 and id = $2", turn.id, class.id)
        .execute(conn)
        .await?;
    Ok(())
}

/// Where pupils of the school go, as the head says. One who stays in a class without her next level repeats.
pub(super) async fn place(
    conn: &mut PgConnection,
    turn: &Turn,
    chosen: &[(Placed, Goes)],
    classes: &[NextClass],
) -> Result<(), sqlx::Error> {
    let (mut people, mut to, mut leave, mut levels) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (pupil, goes) in chosen {
        people.push(pupil.person.0);
        leave.push(*goes == Goes::Leaves);
        let Goes::To(class) = goes else {
            to.push(None);
            levels.push(None);
            continue;
        };
        to.push(Some(*class));
        let holds =
            |level: &str| classes.iter().any(|c| c.id == *class && c.levels.iter().any(|l| l == level));
        let next = pupil.level.as_deref().and_then(rules::next_level);
        let same = pupil.level.as_deref().filter(|l| holds(l));
        let level = next.filter(|l| holds(l)).or(same).or(next).or(pupil.level.as_deref());
        levels.push(level.map(str::to_owned));
    }
    put(conn, turn, &people, &to, &leave, &levels).await
}

pub(super) async fn plan(
    conn: &mut PgConnection,
    turn: &Turn,
    day: Option<NaiveDate>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update year_turn set state = case when $2::date is null then 'draft' else 'planned' end, applies_on = $2, trouble = null
         where id = $1",
        turn.id,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn drop(conn: &mut PgConnection, turn: &Turn) -> Result<(), sqlx::Error> {
    sqlx::query!("update year_turn set state = 'dropped', applies_on = null where id = $1", turn.id)
        .execute(conn)
        .await?;
    Ok(())
}

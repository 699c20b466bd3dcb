//! The SQL of joint spaces: opened through a class that the actor leads, read by who is in one.

use super::rules::Asked;
use crate::school::Class;
use chrono::NaiveDate;
use database::Tx;
use kernel::year::school_year_of;
use kernel::{Actor, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// The school year of a class, and how many of its pupils are in CM2.
pub(super) async fn cm2(
    db: impl PgExecutor<'_>,
    class: &Class,
    today: NaiveDate,
) -> Result<(i16, i64), sqlx::Error> {
    let row = sqlx::query!(
        r#"select c.school_year as "year!", (select count(*) from role r join person p on p.id = r.person_id and p.level = 'CM2'
               where r.place_id = c.id and r.kind = 'pupil' and r.from_day <= $2
                 and (r.until_day is null or r.until_day >= $2)) as "pupils!"
         from place c where c.id = $1"#,
        class.id.0,
        today,
    )
    .fetch_one(db)
    .await?;
    Ok((row.year, row.pupils))
}

#[derive(Debug, Clone)]
pub(super) struct Space {
    pub id: PlaceId,
    pub name: String,
    pub college: String,
    pub school: PlaceId,
    pub until_day: NaiveDate,
    pub pupils: i64,
}

/// The collèges that the class’s school feeds, by name: the one with which most of its spaces were opened first.
pub(super) async fn sector(
    db: impl PgExecutor<'_>,
    class: &Class,
    today: NaiveDate,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select c.name from sector_on($2) k join college c on c.id = k.college_id where k.school_id = $1
         order by (select count(*) from joint_space j where j.school_id = $1 and j.college_id = c.id) desc, c.name, c.id",
        class.school.0,
        today,
    )
    .fetch_all(db)
    .await
}

/// Those of a class that are open.
pub(super) async fn of_class(db: impl PgExecutor<'_>, class: &Class) -> Result<Vec<Space>, sqlx::Error> {
    sqlx::query_as!(
        Space,
        r#"select p.id, p.name, j.college, j.school_id as school, j.until_day,
                (select count(*) from role r where r.place_id = p.id and r.kind = 'pupil' and r.until_day >= j.until_day) as "pupils!"
         from joint_space j join place p on p.id = j.place_id and p.closed_on is null
         where j.class_id = $1 order by j.until_day, p.name, p.id"#,
        class.id.0,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn open(
    tx: &mut Tx,
    actor: &Actor,
    class: &Class,
    asked: &Asked,
) -> Result<PlaceId, sqlx::Error> {
    let (id, now, today) = (Uuid::now_v7(), tx.now(), tx.today());
    sqlx::query!(
        "insert into place (id, kind, name, parent_id, school_id, school_year, levels, created_at)
         values ($1, 'group', $2, $3, $3, $4, '{CM2}', $5)",
        id,
        asked.name(),
        class.school.0,
        school_year_of(asked.until),
        now,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into joint_space (place_id, class_id, school_id, college, college_class, until_day, opened_by, opened_at, college_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, (
             select c.id from sector_on($9) k join college c on c.id = k.college_id
             where k.school_id = $3 and plain_name(c.name) = plain_name($4) limit 1))",
        id,
        class.id.0,
        class.school.0,
        asked.college,
        asked.class,
        asked.until,
        actor.person.0,
        now,
        today,
    )
    .execute(tx.conn())
    .await?;
    let space = PlaceId(id);
    let members = Space {
        id: space,
        name: asked.name(),
        college: asked.college.clone(),
        school: class.school,
        until_day: asked.until,
        pupils: 0,
    };
    let_in(tx.conn(), class, &members, today).await?;
    Ok(space)
}

/// The CM2 pupils and the teachers of the class who are not in it yet, until its last day.
pub(super) async fn let_in(
    conn: &mut PgConnection,
    class: &Class,
    space: &Space,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, until_day, source)
         select gen_random_uuid(), r.person_id, r.kind, $2, $3, $4, $5, 'head'
         from role r join person p on p.id = r.person_id
         where r.place_id = $1 and (r.kind = 'teacher' or r.kind = 'pupil' and p.level = 'CM2')
           and r.from_day <= $4 and (r.until_day is null or r.until_day >= $4)
           and not exists (select from role o where o.person_id = r.person_id and o.place_id = $2 and o.kind = r.kind
                             and o.until_day >= $4)",
        class.id.0,
        space.id.0,
        space.school.0,
        today,
        space.until_day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Today is its last day for everybody, those from outside too.
pub(super) async fn end(conn: &mut PgConnection, space: &Space, today: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!("update joint_space set until_day = $2 where place_id = $1", space.id.0, today)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "update role set until_day = greatest($2, from_day) where place_id = $1 and (until_day is null or until_day > $2)",
        space.id.0,
        today,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A space that the actor is in.
pub(super) async fn mine(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    space: PlaceId,
) -> Result<Option<Space>, sqlx::Error> {
    sqlx::query_as!(
        Space,
        r#"select p.id, p.name, j.college, j.school_id as school, j.until_day,
                (select count(*) from audience a join audience_member m on m.audience_id = a.id
                 where a.place_id = p.id and a.kind = 'class_pupils') as "pupils!"
         from joint_space j join place p on p.id = j.place_id
         where p.id = $1 and exists (select from audience a join audience_member m on m.audience_id = a.id
                                     where a.place_id = p.id and m.person_id = $2)"#,
        space.0,
        actor.person.0,
    )
    .fetch_optional(db)
    .await
}

/// An adult of one side or the other.
#[derive(Debug, Clone)]
pub(super) struct Adult {
    pub name: String,
    /// From the collège, or whoever was let in for a time.
    pub outside: bool,
    pub purpose: String,
}

pub(super) async fn adults(
    db: impl PgExecutor<'_>,
    space: &Space,
    today: NaiveDate,
) -> Result<Vec<Adult>, sqlx::Error> {
    sqlx::query_as!(
        Adult,
        r#"select distinct c.first_name || ' ' || c.last_name as "name!", r.source = 'delegation' as "outside!", r.purpose
         from role r join person_card c on c.person_id = r.person_id
         where r.place_id = $1 and r.kind <> 'pupil' and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         order by 2, 1"#,
        space.id.0,
        today,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn close(db: impl PgExecutor<'_>, today: NaiveDate) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(r#"select close_joint_spaces($1) as "n!""#, today).fetch_one(db).await
}

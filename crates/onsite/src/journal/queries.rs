//! The SQL of the journal. A class is obtained through the actor; writing takes it.

use super::rules::Entry;
use chrono::NaiveDate;
use database::Tx;
use kernel::year::school_year_of;
use kernel::{Actor, Error, PlaceId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// A class that begins with the ENT, or is on it.
#[derive(Debug, Clone)]
pub(super) struct Class {
    pub id: Uuid,
    pub name: String,
    /// The actor teaches it.
    pub hers: bool,
}

#[derive(Debug, Clone)]
pub(super) struct School {
    pub id: PlaceId,
    pub name: String,
    pub classes: Vec<Class>,
    /// Follows the school from outside.
    pub outside: bool,
}

/// Her classes for a teacher; all that write a journal for the head, the inspector, whoever accompanies, the project.
pub(super) async fn school(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    id: PlaceId,
    today: NaiveDate,
) -> Result<School, Error> {
    let inspected: Vec<Uuid> = actor.inspected().map(|p| p.0).collect();
    let rows = sqlx::query!(
        r#"with held as (
             select r.kind, r.place_id from role r where r.person_id = $2 and r.school_id = $1 and r.kind in ('teacher', 'head')
               and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
               and not exists (select from joint_space j where j.place_id = r.place_id)
         ), side as (
             select s.id, s.name, $4 or s.parent_id = any($5)
                    or exists (select from accompaniment a where a.school_id = s.id and a.companion_id = $2) as outside,
                    exists (select from held where kind = 'head') as head, exists (select from held) as works
             from place s where s.id = $1 and s.kind = 'school' and not s.pseudo and s.closed_on is null
         )
         select d.name as school, d.outside as "outside!", k.id as "class?", k.name as "class_name?",
                coalesce(exists (select from held h where h.place_id = k.id and h.kind = 'teacher'), false) as "hers!"
         from side d left join place k on k.school_id = d.id and k.kind = 'class' and k.school_year = $6 and k.closed_on is null
          and (exists (select from engaged_teachers($3) g where g.class_id = k.id) or exists (select from class_journal e where e.class_id = k.id)
               or exists (select from joining j join joining_step s on s.joining_id = j.id and s.step = 'go_live' where j.school_id = d.id and j.ended_at is null))
          and (d.outside or d.head or exists (select from held h where h.place_id = k.id and h.kind = 'teacher'))
         where d.outside or d.works
         order by k.name, k.id"#,
        id.0,
        actor.person.0,
        today,
        actor.is_project(),
        &inspected,
        school_year_of(today),
    )
    .fetch_all(db)
    .await?;
    let first = rows.first().ok_or(Error::NotFound)?;
    let (name, outside) = (first.school.clone(), first.outside);
    let class = |r: (Option<Uuid>, Option<String>, bool)| Some(Class { id: r.0?, name: r.1?, hers: r.2 });
    let classes = rows.into_iter().filter_map(|r| class((r.class, r.class_name, r.hers))).collect();
    Ok(School { id, name, classes, outside })
}

#[derive(Debug, Clone)]
pub(super) struct Written {
    pub id: Uuid,
    pub class: Uuid,
    pub kind: String,
    pub day: NaiveDate,
    pub text: String,
    pub by: String,
    /// The actor wrote it.
    pub hers: bool,
}

/// Of the classes that were obtained, the last first.
pub(super) async fn entries(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: &School,
) -> Result<Vec<Written>, sqlx::Error> {
    let classes: Vec<Uuid> = school.classes.iter().map(|c| c.id).collect();
    sqlx::query_as!(
        Written,
        r#"select e.id, e.class_id as class, e.kind, e.day, e.text, coalesce(c.first_name || ' ' || c.last_name, 'Quelqu’un qui n’est plus là') as "by!",
                coalesce(e.by_id = $2, false) as "hers!"
         from class_journal e left join person_card c on c.person_id = e.by_id
         where e.class_id = any($1) and e.withdrawn_at is null order by e.day desc, e.id desc limit 300"#,
        &classes,
        actor.person.0,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn write(
    tx: &mut Tx,
    actor: &Actor,
    (school, class): (&School, &Class),
    entry: &Entry,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into class_journal (id, school_id, class_id, kind, day, text, by_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        Uuid::now_v7(),
        school.id.0,
        class.id,
        entry.kind,
        entry.day,
        entry.text,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn withdraw(tx: &mut Tx, entry: &Written) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update class_journal set withdrawn_at = coalesce(withdrawn_at, $2) where id = $1",
        entry.id,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

//! The SQL of groups made by hand, and the proofs: a school where the actor makes groups, a group that she keeps.

mod change;

pub(super) use change::{close, come, go, make, rename};

use super::rules::Choosable;
use crate::school::{self, School};
use chrono::NaiveDate;
use kernel::{Actor, Error, PersonId, PlaceId, RoleKind};
use sqlx::{PgConnection, PgExecutor};

/// A school where the actor makes groups: she heads it or teaches there. Made by [`desk`] only.
#[derive(Debug, Clone)]
pub(super) struct Desk {
    pub school: School,
    /// She is of the team of what she makes.
    teaches: bool,
}

pub(super) async fn desk(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Desk, Error> {
    let school = school::school(db, actor, school, today).await?.ok_or(Error::NotFound)?;
    let teaches = actor.is_in(RoleKind::Teacher, school.id);
    if school.head || teaches { Ok(Desk { school, teaches }) } else { Err(Error::NotFound) }
}

/// A group of this year.
#[derive(Debug, Clone)]
pub(super) struct Group {
    pub id: PlaceId,
    pub name: String,
    pub pupils: i64,
    pub adults: String,
    /// She heads the school, or is of its team.
    pub kept: bool,
}

pub(super) async fn groups(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    desk: &Desk,
    only: Option<PlaceId>,
    today: NaiveDate,
) -> Result<Vec<Group>, sqlx::Error> {
    sqlx::query_as!(
        Group,
        r#"with held as (
             select r.place_id, r.kind, r.person_id from role r join place p on p.id = r.place_id and p.by_hand
             where r.school_id = $1 and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))
         select g.id as "id!", g.name,
                (select count(*) from held h where h.place_id = g.id and h.kind = 'pupil') as "pupils!",
                coalesce((select string_agg(c.first_name || ' ' || c.last_name, ', ' order by c.last_name, c.first_name)
                   from held h join person_card c on c.person_id = h.person_id
                  where h.place_id = g.id and h.kind <> 'pupil'), '') as "adults!",
                ($4 or exists (select from held h where h.place_id = g.id and h.person_id = $2 and h.kind = 'teacher')) as "kept!"
         from place g
         where g.school_id = $1 and g.by_hand and g.closed_on is null and ($5::uuid is null or g.id = $5)
         order by g.name, g.id"#,
        desk.school.id.0,
        actor.person.0,
        today,
        desk.school.head,
        only.map(|g| g.0),
    )
    .fetch_all(db)
    .await
}

/// A group that the actor changes. Made by [`kept`] only.
#[derive(Debug, Clone)]
pub(super) struct Kept {
    pub desk: Desk,
    pub group: Group,
}

pub(super) async fn kept(
    conn: &mut PgConnection,
    actor: &Actor,
    school: PlaceId,
    group: PlaceId,
    today: NaiveDate,
) -> Result<Kept, Error> {
    let desk = desk(&mut *conn, actor, school, today).await?;
    let group = groups(conn, actor, &desk, Some(group), today).await?.pop().filter(|g| g.kept);
    group.map(|group| Kept { desk, group }).ok_or(Error::NotFound)
}

/// A pupil whom the actor leads, to be chosen.
#[derive(Debug, Clone)]
pub(super) struct Pupil {
    pub person: PersonId,
    pub name: String,
    pub class: String,
    pub inside: bool,
}

impl Choosable for Pupil {
    fn person(&self) -> PersonId {
        self.person
    }

    fn inside(&self) -> bool {
        self.inside
    }
}

/// Those of the classes that she teaches; of all for the head.
pub(super) async fn led_pupils(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    kept: &Kept,
    today: NaiveDate,
) -> Result<Vec<Pupil>, sqlx::Error> {
    sqlx::query_as!(
        Pupil,
        r#"select c.person_id as "person!", c.first_name || ' ' || c.last_name as "name!", p.name as class,
                exists (select from role g where g.place_id = $4 and g.person_id = r.person_id and g.kind = 'pupil'
                    and g.from_day <= $3 and (g.until_day is null or g.until_day >= $3)) as "inside!"
         from role r join place p on p.id = r.place_id and p.kind = 'class' and p.closed_on is null
         join person_card c on c.person_id = r.person_id
         where r.school_id = $1 and r.kind = 'pupil' and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
           and ($5 or exists (select from role t where t.place_id = p.id and t.person_id = $2 and t.kind in ('teacher', 'substitute')
                    and t.from_day <= $3 and (t.until_day is null or t.until_day >= $3)))
         order by p.name, p.id, c.last_name, c.first_name, c.person_id"#,
        kept.desk.school.id.0,
        actor.person.0,
        today,
        kept.group.id.0,
        kept.desk.school.head,
    )
    .fetch_all(db)
    .await
}

/// All who are in it: « Lina Haddad · CE2-CM1 ».
pub(super) async fn members(
    db: impl PgExecutor<'_>,
    kept: &Kept,
    today: NaiveDate,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select c.first_name || ' ' || c.last_name || coalesce(' · ' || (
                    select min(p.name) from role k join place p on p.id = k.place_id and p.kind = 'class'
                    where k.person_id = r.person_id and k.kind = 'pupil' and k.school_id = r.school_id
                      and k.from_day <= $2 and (k.until_day is null or k.until_day >= $2)), '') as "said!"
         from role r join person_card c on c.person_id = r.person_id
         where r.place_id = $1 and r.kind = 'pupil' and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         order by c.last_name, c.first_name, c.person_id"#,
        kept.group.id.0,
        today,
    )
    .fetch_all(db)
    .await
}

/// Who works in the school for good, to be chosen.
#[derive(Debug, Clone)]
pub(super) struct Adult {
    pub person: PersonId,
    pub name: String,
    /// What she is in the group: who teaches or heads is a teacher there.
    pub kind: String,
    pub inside: bool,
}

impl Choosable for Adult {
    fn person(&self) -> PersonId {
        self.person
    }

    fn inside(&self) -> bool {
        self.inside
    }
}

pub(super) async fn adults(
    db: impl PgExecutor<'_>,
    kept: &Kept,
    today: NaiveDate,
) -> Result<Vec<Adult>, sqlx::Error> {
    sqlx::query_as!(
        Adult,
        r#"select c.person_id as "person!", c.first_name || ' ' || c.last_name as "name!",
                min(case when r.kind in ('atsem', 'aesh') then r.kind else 'teacher' end) filter (where r.place_id <> $3) as "kind!",
                bool_or(r.place_id = $3) as "inside!"
         from role r join person_card c on c.person_id = r.person_id
         where r.school_id = $1 and r.kind in ('teacher', 'head', 'atsem', 'aesh') and r.source <> 'delegation'
           and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         group by c.person_id, c.first_name, c.last_name
         having bool_or(r.place_id <> $3)
         order by c.last_name, c.first_name, c.person_id"#,
        kept.desk.school.id.0,
        today,
        kept.group.id.0,
    )
    .fetch_all(db)
    .await
}

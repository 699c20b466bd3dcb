//! The SQL of a school's pages. A school and a class are obtained through the actor.

mod classes;
mod people;

pub(super) use classes::is_taken;
pub use classes::make_class;
pub(super) use classes::{Kept, close, kept, rename};
pub(super) use people::{Adult, Guardian, Pupil, Unplaced, adults, guardians, people, unplaced};

use chrono::NaiveDate;
use kernel::year::school_year_of;
use kernel::{Actor, PersonId, PlaceId, Role, RoleKind};
use sqlx::PgExecutor;

/// A school that the actor works in.
#[derive(Debug, Clone)]
pub(crate) struct School {
    pub id: PlaceId,
    pub name: String,
    /// The actor is its head.
    pub head: bool,
}

pub(crate) async fn school(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    id: PlaceId,
    today: NaiveDate,
) -> Result<Option<School>, sqlx::Error> {
    sqlx::query_as!(
        School,
        r#"select s.id as "id!", s.name, bool_or(r.kind = 'head') as "head!"
         from place s join role r on r.school_id = s.id and r.person_id = $2
         where s.id = $1 and s.kind = 'school' and s.closed_on is null
           and r.kind in ('teacher', 'head', 'staff', 'substitute', 'atsem', 'aesh', 'helper')
           and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
         group by s.id, s.name"#,
        id.0,
        actor.person.0,
        today,
    )
    .fetch_optional(db)
    .await
}

/// The school, if the actor is its head today.
pub(crate) async fn headed(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    id: PlaceId,
    today: NaiveDate,
) -> Result<School, kernel::Error> {
    let school = school(db, actor, id, today).await?.filter(|s| s.head);
    school.ok_or(kernel::Error::NotFound)
}

/// A class or a group that is open: the same for everybody.
#[derive(Debug, Clone)]
pub(super) struct OpenClass {
    pub id: PlaceId,
    pub name: String,
    pub school: PlaceId,
    pub school_name: String,
    /// Not a group.
    pub is_class: bool,
    /// A group that a teacher made.
    pub by_hand: bool,
}

pub(super) async fn open_class(
    db: impl PgExecutor<'_>,
    id: PlaceId,
) -> Result<Option<OpenClass>, sqlx::Error> {
    sqlx::query_as!(
        OpenClass,
        r#"select c.id as "id!", c.name, s.id as "school!", s.name as school_name,
                c.kind = 'class' as "is_class!", c.by_hand
         from place c join place s on s.id = c.school_id
         where c.id = $1 and c.kind in ('class', 'group') and c.closed_on is null"#,
        id.0,
    )
    .fetch_optional(db)
    .await
}

/// A class whose team the actor is in, or whose school she heads.
#[derive(Debug, Clone)]
pub(crate) struct Class {
    pub id: PlaceId,
    pub name: String,
    pub school: PlaceId,
    pub school_name: String,
    pub head: bool,
    /// Not a group.
    pub is_class: bool,
    /// She teaches it, for good or as a substitute to whom the class was given. A group made by hand is taught by
    /// nobody: being of its team opens neither accounts nor families.
    pub teaches: bool,
}

impl Class {
    pub(super) fn of(open: &OpenClass, actor: &Actor, school: PlaceId) -> Option<Self> {
        let head = actor.is_in(RoleKind::Head, open.school);
        let here = || actor.roles.iter().filter(|role| role.place == open.id);
        if open.school != school || !(head || here().any(|role| TEAM.contains(&role.kind))) {
            return None;
        }
        Some(Self {
            id: open.id,
            name: open.name.clone(),
            school,
            school_name: open.school_name.clone(),
            head,
            is_class: open.is_class,
            teaches: !open.by_hand && here().any(Role::leads),
        })
    }

    /// Sees who answers for its pupils: its teachers and the head, not everybody who helps there.
    pub fn knows_families(&self) -> bool {
        self.head || self.teaches
    }
}

/// Who is of the team of a class.
const TEAM: [RoleKind; 5] =
    [RoleKind::Teacher, RoleKind::Substitute, RoleKind::Atsem, RoleKind::Aesh, RoleKind::Helper];

pub(crate) async fn class(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: PlaceId,
    id: PlaceId,
) -> Result<Option<Class>, sqlx::Error> {
    Ok(open_class(db, id).await?.and_then(|open| Class::of(&open, actor, school)))
}

/// A class in the list, with what tells whether its accounts are right on day one.
#[derive(Debug, Clone)]
pub(super) struct ClassLine {
    pub id: PlaceId,
    pub name: String,
    pub teachers: String,
    pub pupils: i64,
    /// Pupils whose account is active.
    pub pupils_active: i64,
    /// Pupils with at least one guardian whose account is active.
    pub families: i64,
    /// The actor may open it.
    pub open: bool,
}

pub(super) async fn classes(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: &School,
    today: NaiveDate,
) -> Result<Vec<ClassLine>, sqlx::Error> {
    sqlx::query_as!(
        ClassLine,
        r#"with pupil as (
             select r.place_id, r.person_id, coalesce(a.state = 'active', false) as active,
                    exists (select from guardianship($3) g join account ga on ga.person_id = g.guardian_id
                        where g.pupil_id = r.person_id and ga.state = 'active') as reached
             from role r left join account a on a.person_id = r.person_id
             where r.school_id = $1 and r.kind = 'pupil'
               and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))
         select c.id as "id!", c.name,
                coalesce((select string_agg(p.first_name || ' ' || p.last_name, ', ' order by p.last_name)
                   from role t join person_card p on p.person_id = t.person_id
                  where t.place_id = c.id and t.kind in ('teacher', 'substitute')
                    and t.from_day <= $3 and (t.until_day is null or t.until_day >= $3)), '') as "teachers!",
                (select count(*) from pupil u where u.place_id = c.id) as "pupils!",
                (select count(*) from pupil u where u.place_id = c.id and u.active) as "pupils_active!",
                (select count(*) from pupil u where u.place_id = c.id and u.reached) as "families!",
                ($4 or exists (select from role m where m.place_id = c.id and m.person_id = $2
                    and m.kind in ('teacher', 'substitute', 'atsem', 'aesh', 'helper')
                    and m.from_day <= $3 and (m.until_day is null or m.until_day >= $3))) as "open!"
         from place c
         where c.school_id = $1 and c.kind = 'class' and c.school_year >= $5 and c.closed_on is null
         order by c.name"#,
        school.id.0,
        actor.person.0,
        today,
        school.head,
        school_year_of(today),
    )
    .fetch_all(db)
    .await
}

/// The head says that somebody who works in her school teaches this class. `false`: nobody of hers.
pub(super) async fn add_teacher(
    db: impl PgExecutor<'_>,
    class: &Class,
    teacher: PersonId,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), $1, 'teacher', $2, $3, $4, 'head'
         where exists (select from role r where r.person_id = $1 and r.place_id = $3
             and r.kind in ('teacher', 'head', 'substitute', 'staff')
             and r.from_day <= $4 and (r.until_day is null or r.until_day >= $4))
         on conflict (person_id, kind, place_id) where until_day is null do update set source = 'head'",
        teacher.0,
        class.id.0,
        class.school.0,
        today,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends a teacher's role on a class, from today. `false`: had none.
pub(crate) async fn end_teaching(
    conn: &mut sqlx::PgConnection,
    teacher: PersonId,
    class: PlaceId,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    let never = sqlx::query!(
        "delete from role where person_id = $1 and place_id = $2 and kind = 'teacher' and from_day >= $3",
        teacher.0,
        class.0,
        today,
    )
    .execute(&mut *conn)
    .await?;
    let ended = sqlx::query!(
        "update role set until_day = $3::date - 1
         where person_id = $1 and place_id = $2 and kind = 'teacher' and (until_day is null or until_day >= $3)",
        teacher.0,
        class.0,
        today,
    )
    .execute(conn)
    .await?;
    Ok(never.rows_affected() + ended.rows_affected() > 0)
}

/// The other open classes of the school: where a pupil of this one may go. Nobody goes from or into a group: its
/// pupils stay in their classes.
pub(crate) async fn other_classes(
    db: impl PgExecutor<'_>,
    class: &Class,
) -> Result<Vec<(PlaceId, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select o.id, o.name from place c
         join place o on o.school_id = c.school_id and o.kind = 'class' and o.school_year = c.school_year
              and o.closed_on is null and o.id <> c.id
         where c.id = $1 and c.kind = 'class' order by o.name",
        class.id.0,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (PlaceId(r.id), r.name)).collect())
}

//! The SQL of a school's people. All of it is asked through a school that the actor heads.

mod changes;

pub(super) use changes::{correct, end, ine_is_taken, said};

use super::rules::Kind;
use crate::school::School;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::year::school_year_of;
use kernel::{Error, PersonId, PlaceId, RoleId};
use sqlx::PgExecutor;

/// One line of a list.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub id: PersonId,
    pub name: String,
    pub kinds: Vec<String>,
    /// Classes; for a guardian the children with theirs.
    pub places: Vec<String>,
    pub state: Option<String>,
    pub has_code: bool,
    pub came_week: Option<NaiveDate>,
}

/// What one looks for.
#[derive(Debug, Clone)]
pub(super) struct Sought<'a> {
    pub kind: Kind,
    pub class: Option<PlaceId>,
    /// Of a name, in any order, with or without accents; or a login.
    pub typed: &'a str,
    /// The last one of the page before.
    pub after: Option<PersonId>,
}

/// A page, and one line more when it goes on.
pub(super) const PAGE: usize = 50;

pub(super) async fn list(
    db: impl PgExecutor<'_>,
    school: &School,
    sought: &Sought<'_>,
    today: NaiveDate,
) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as!(
        Line,
        r#"with here as (
             select r.person_id, r.kind, r.place_id, case when p.kind in ('class', 'group') then p.name end as class
             from role r join place p on p.id = r.place_id
             where r.school_id = $1 and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         ), who as materialized (
             select h.person_id, h.kind, h.class as place from here h
             where ($3 = 'eleves') = (h.kind = 'pupil') and $3 <> 'familles'
               and ($4::uuid is null or h.place_id = $4)
             union all
             select g.guardian_id, 'guardian', c.first_name || ' ' || c.last_name || coalesce(' · ' || h.class, '')
             from here h join guardian_link g on g.pupil_id = h.person_id and g.from_day <= $2
                  and (g.until_day is null or g.until_day >= $2)
             join person_card c on c.person_id = h.person_id
             where $3 = 'familles' and h.kind = 'pupil' and ($4::uuid is null or h.place_id = $4)
         )
         select p.id as "id!", p.shown_first_name || ' ' || p.shown_last_name as "name!",
                array_agg(distinct w.kind) as "kinds!", array_remove(array_agg(distinct w.place), null) as "places!",
                a.state as "state?", coalesce(a.password_hash is not null, false) as "has_code!",
                greatest((select c.week from came c where c.person_id = p.id),
                         (select max(s.seen_at)::date from session s where s.person_id = p.id)) as came_week
         from who w join person p on p.id = w.person_id left join account a on a.person_id = p.id
         where ($5 = '' or p.plain like all((select sought_words($5))::text[]) or a.login = lower($5))
           and ($6::uuid is null or (p.plain, p.id) > (
                select k.plain, k.id from person k where k.id = $6 and k.id in (select person_id from who)))
         group by p.id, a.person_id order by p.plain, p.id limit $7"#,
        school.id.0,
        today,
        sought.kind.word(),
        sought.class.map(|c| c.0),
        sought.typed,
        sought.after.map(|p| p.0),
        PAGE as i64 + 1,
    )
    .fetch_all(db)
    .await
}

/// The classes and groups of this year, and spaces shared with a collège, to choose one.
pub(crate) async fn classes(
    db: impl PgExecutor<'_>,
    school: &School,
    today: NaiveDate,
) -> Result<Vec<(PlaceId, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, name from place where school_id = $1 and kind in ('class', 'group')
            and (school_year >= $2 or id in (select place_id from joint_space where school_id = $1))
            and closed_on is null order by kind, name, id",
        school.id.0,
        school_year_of(today),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (PlaceId(r.id), r.name)).collect())
}

/// Somebody of the school.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub id: PersonId,
    pub name: String,
    pub level: Option<String>,
    pub birth_date: Option<NaiveDate>,
    pub login: Option<String>,
    pub state: Option<String>,
    pub has_code: bool,
    pub activated_at: Option<DateTime<Utc>>,
    pub came_week: Option<NaiveDate>,
    /// Is here today, not only soon.
    pub pupil: bool,
    pub adult: bool,
    /// Heads a school, inspects or is of the project: a head settles nothing of her account.
    pub far: bool,
    /// Has a role, or a child, in another school too.
    pub elsewhere: bool,
    /// The directory says who she is.
    pub fed: bool,
}

/// Somebody with a role in the school, today or soon, or who answers for a pupil of it.
pub(super) async fn find(
    db: impl PgExecutor<'_>,
    school: &School,
    person: PersonId,
    today: NaiveDate,
) -> Result<Person, Error> {
    let found = sqlx::query_as!(
        Person,
        r#"with held as (
             select r.person_id, r.kind, r.school_id, r.from_day from role r
             where (r.until_day is null or r.until_day >= $3)
               and (r.person_id = $2 or r.person_id in (select g.pupil_id from guardian_link g
                    where g.guardian_id = $2 and (g.until_day is null or g.until_day >= $3)))
         )
         select p.id as "id!", p.shown_first_name || ' ' || p.shown_last_name as "name!", p.level, p.birth_date,
                a.login as "login?", a.state as "state?", coalesce(a.password_hash is not null, false) as "has_code!",
                a.activated_at as "activated_at?",
                greatest((select c.week from came c where c.person_id = p.id),
                         (select max(s.seen_at)::date from session s where s.person_id = p.id)) as came_week,
                exists (select from held h where h.person_id = $2 and h.school_id = $1 and h.kind = 'pupil'
                    and h.from_day <= $3) as "pupil!",
                exists (select from held h where h.person_id = $2 and h.school_id = $1 and h.kind <> 'pupil'
                    and h.from_day <= $3) as "adult!",
                exists (select from held h where h.person_id = $2
                    and h.kind in ('head', 'inspector', 'operator', 'project_manager')) as "far!",
                exists (select from held h where h.school_id is distinct from $1) as "elsewhere!",
                exists (select from person_key k where k.person_id = p.id and k.source = 'aaf') as "fed!"
         from person p left join account a on a.person_id = p.id
         where p.id = $2 and exists (select from held h where h.school_id = $1
               and (h.person_id = $2 or h.kind = 'pupil' and h.from_day <= $3))"#,
        school.id.0,
        person.0,
        today,
    )
    .fetch_optional(db)
    .await?;
    found.ok_or(Error::NotFound)
}

/// What somebody is in the school, with the days and who said so.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub id: RoleId,
    pub kind: String,
    pub place: PlaceId,
    pub place_name: String,
    pub place_kind: String,
    pub from_day: NaiveDate,
    pub until_day: Option<NaiveDate>,
    pub source: String,
    pub purpose: String,
}

/// Of this school only: those that hold or will, and those that ended within a year.
pub(super) async fn roles(
    db: impl PgExecutor<'_>,
    school: &School,
    person: &Person,
    today: NaiveDate,
) -> Result<Vec<Held>, sqlx::Error> {
    sqlx::query_as!(
        Held,
        r#"select r.id, r.kind, r.place_id as place, p.name as place_name, p.kind as place_kind, r.from_day, r.until_day,
                r.source, r.purpose
         from role r join place p on p.id = r.place_id
         where r.school_id = $1 and r.person_id = $2 and (r.until_day is null or r.until_day >= $3::date - 365)
         order by r.until_day < $3, r.from_day desc, p.kind desc, p.name, r.id limit 60"#,
        school.id.0,
        person.id.0,
        today,
    )
    .fetch_all(db)
    .await
}

/// Whom a pupil has, or whom somebody answers for.
#[derive(Debug, Clone)]
pub(super) struct Relative {
    pub id: PersonId,
    pub name: String,
    pub relation: String,
    /// A child's class; nothing for a guardian.
    pub class: Option<String>,
    pub state: Option<String>,
    /// The head hides the child from her.
    pub hidden: bool,
    /// This is the child.
    pub child: bool,
}

/// A pupil's guardians; a guardian's children in this school.
pub(super) async fn relatives(
    db: impl PgExecutor<'_>,
    school: &School,
    person: &Person,
    today: NaiveDate,
) -> Result<Vec<Relative>, sqlx::Error> {
    sqlx::query_as!(
        Relative,
        r#"with pupil as (
             select r.person_id, min(p.name) filter (where p.kind = 'class') as class
             from role r join place p on p.id = r.place_id
             where r.school_id = $1 and r.kind = 'pupil' and r.from_day <= $3
               and (r.until_day is null or r.until_day >= $3)
             group by r.person_id)
         select c.person_id as "id!", c.first_name || ' ' || c.last_name as "name!", g.relation,
                case when g.guardian_id = $2 then u.class end as class, a.state as "state?",
                exists (select from protection t where t.pupil_id = g.pupil_id and t.guardian_id = g.guardian_id
                    and t.lifted_at is null and t.from_day <= $3 and t.until_day >= $3) as "hidden!",
                g.guardian_id = $2 as "child!"
         from guardian_link g join pupil u on u.person_id = g.pupil_id
         join person_card c on c.person_id = case when g.guardian_id = $2 then g.pupil_id else g.guardian_id end
         left join account a on a.person_id = c.person_id
         where $2 in (g.guardian_id, g.pupil_id) and g.from_day <= $3 and (g.until_day is null or g.until_day >= $3)
         order by 7, g.contact_rank nulls last, c.last_name, c.first_name, c.person_id"#,
        school.id.0,
        person.id.0,
        today,
    )
    .fetch_all(db)
    .await
}

/// Pairs that nobody has settled and that she is one of.
pub(super) async fn doubts(
    db: impl PgExecutor<'_>,
    person: &Person,
) -> Result<Vec<kernel::DoubtId>, sqlx::Error> {
    let rows = sqlx::query_scalar!(
        "select id from duplicate_doubt where $1 in (person_a, person_b) and settled_at is null order by id limit 5",
        person.id.0,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(kernel::DoubtId).collect())
}

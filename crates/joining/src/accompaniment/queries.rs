//! The SQL of accompaniment. A school’s plan is obtained through the actor: its teachers and head, the inspector of its
//! circonscription, whoever accompanies it, the project.

use super::rules::{Act, New, Part};
use chrono::NaiveDate;
use cockpit::register::{self, Done};
use database::Tx;
use kernel::{Actor, Error, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// With a validation. A school that was refused and comes again keeps the plan that it had.
pub(crate) async fn open(tx: &mut Tx, school: PlaceId) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into accompaniment (school_id, opened_at) values ($1, $2) on conflict do nothing",
        school.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    for part in Part::ALL {
        sqlx::query!(
            "insert into accompaniment_part (school_id, kind) values ($1, $2) on conflict do nothing",
            school.0,
            part.name(),
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub school: PlaceId,
    pub name: String,
    pub commune: String,
    pub dane: bool,
    pub companion: Option<String>,
    /// Her account, when she has one.
    pub companion_id: Option<PersonId>,
    pub plan: String,
    pub result: String,
    pub planned: Vec<(String, i64)>,
    pub by_hand: Vec<(String, i64)>,
    /// Says the plan: the inspector, the project.
    pub keeps: bool,
    /// Notes what was done: whoever accompanies, too.
    pub notes: bool,
}

pub(super) async fn plans(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<Plan>, sqlx::Error> {
    load(db, actor, None, today).await
}

pub(super) async fn plan(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Plan, Error> {
    load(db, actor, Some(school), today).await?.pop().ok_or(Error::NotFound)
}

async fn load(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: Option<PlaceId>,
    today: NaiveDate,
) -> Result<Vec<Plan>, sqlx::Error> {
    let inspected: Vec<Uuid> = actor.inspected().map(|p| p.0).collect();
    let rows = sqlx::query!(
        r#"select a.school_id, s.name, s.parent_id as "circonscription?", coalesce(t.name, s.town, '') as "commune!", a.dane, a.companion_id as "companion_id?",
                coalesce(c.first_name || ' ' || c.last_name, nullif(a.companion_name, '')) as companion, a.plan, a.result,
                array(select p.kind from accompaniment_part p where p.school_id = a.school_id order by p.kind) as "kinds!: Vec<String>",
                array(select p.planned_minutes::bigint from accompaniment_part p where p.school_id = a.school_id order by p.kind) as "planned!: Vec<i64>",
                array(select x.kind from accompaniment_act x where x.school_id = a.school_id group by x.kind order by x.kind) as "acts!: Vec<String>",
                array(select sum(x.minutes)::bigint from accompaniment_act x where x.school_id = a.school_id group by x.kind order by x.kind) as "minutes!: Vec<i64>"
         from accompaniment a join place s on s.id = a.school_id left join place t on t.id = s.territory_id
         left join person_card c on c.person_id = a.companion_id
         where ($1::uuid is null or a.school_id = $1) and s.closed_on is null
           and ($2 or s.parent_id = any($3) or a.companion_id = $4
                or $1::uuid is not null and exists (select from role r where r.person_id = $4 and r.school_id = s.id and r.kind in ('teacher', 'head')
                     and r.from_day <= $5 and (r.until_day is null or r.until_day >= $5)
                     and not exists (select from joint_space j where j.place_id = r.place_id)))
         order by s.name, s.id"#,
        school.map(|s| s.0),
        actor.is_project(),
        &inspected,
        actor.person.0,
        today,
    )
    .fetch_all(db)
    .await?;
    let plans = rows.into_iter().map(|r| {
        let keeps = actor.is_project() || r.circonscription.is_some_and(|c| inspected.contains(&c));
        Plan {
            school: PlaceId(r.school_id),
            name: r.name,
            commune: r.commune,
            dane: r.dane,
            companion: r.companion,
            companion_id: r.companion_id.map(PersonId),
            plan: r.plan,
            result: r.result,
            planned: r.kinds.into_iter().zip(r.planned).collect(),
            by_hand: r.acts.into_iter().zip(r.minutes).collect(),
            keeps,
            notes: keeps || r.companion_id == Some(actor.person.0),
        }
    });
    Ok(plans.collect())
}

/// What was done on site, the last first.
#[derive(Debug, Clone)]
pub(super) struct Noted {
    pub kind: String,
    pub day: NaiveDate,
    pub minutes: i32,
    pub what: String,
    pub by: Option<String>,
}

pub(super) async fn acts(db: impl PgExecutor<'_>, plan: &Plan) -> Result<Vec<Noted>, sqlx::Error> {
    sqlx::query_as!(
        Noted,
        r#"select a.kind, a.day, a.minutes, a.what, c.first_name || ' ' || c.last_name as by
         from accompaniment_act a left join person_card c on c.person_id = a.by_id
         where a.school_id = $1 order by a.day desc, a.id desc limit 200"#,
        plan.school.0,
    )
    .fetch_all(db)
    .await
}

/// Who has to be trained in a school that was validated.
#[derive(Debug, Clone)]
pub(super) struct Need {
    pub school: PlaceId,
    /// Who administers the school and has to be trained; else who administers it; nobody, without a head.
    pub administrator: Option<String>,
    /// All are trained, or waived.
    pub administrator_ready: bool,
    /// Who begins and came to no session for teachers.
    pub untrained: Vec<String>,
}

pub(super) async fn needs(
    db: impl PgExecutor<'_>,
    schools: &[PlaceId],
    today: NaiveDate,
) -> Result<Vec<Need>, sqlx::Error> {
    let ids: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
    let rows = sqlx::query!(
        r#"select w.id as "school!", a.name as "administrator?", coalesce(a.ready, false) as "ready!",
                array(select c.first_name || ' ' || c.last_name
                  from (select distinct g.person_id from engaged_teachers($2) g where g.school_id = w.id) g
                  join person_card c on c.person_id = g.person_id
                  where not exists (select from training_enrolment e join training_session s on s.id = e.session_id
                      join training_course k on k.id = s.course_id
                      where e.person_id = g.person_id and e.attendance = 'present' and k.track = 'teacher')
                  order by c.last_name, c.first_name, c.person_id) as "untrained!: Vec<String>"
         from unnest($1::uuid[]) w (id)
         left join lateral (
             select coalesce(string_agg(c.first_name || ' ' || c.last_name, ', ' order by c.last_name, c.first_name) filter (where k.ready is null),
                             string_agg(c.first_name || ' ' || c.last_name, ', ' order by c.last_name, c.first_name)) as name,
                    bool_and(k.ready is not null) as ready
             from school_administrators($2) k join person_card c on c.person_id = k.person_id where k.school_id = w.id
         ) a on true"#,
        &ids,
        today,
    )
    .fetch_all(db)
    .await?;
    let needs = rows.into_iter().map(|r| Need {
        school: PlaceId(r.school),
        administrator: r.administrator,
        administrator_ready: r.ready,
        untrained: r.untrained,
    });
    Ok(needs.collect())
}

/// What the register of training holds for these plans.
pub(super) async fn register(
    conn: &mut PgConnection,
    plans: &[Plan],
    today: NaiveDate,
) -> Result<Vec<Done>, sqlx::Error> {
    let schools: Vec<_> = plans.iter().map(|p| p.school).collect();
    register::done_in(conn, &schools, today).await
}

pub(super) async fn say(
    tx: &mut Tx,
    actor: &Actor,
    plan: &Plan,
    (new, companion): (&New, Option<PersonId>),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    let name = if companion.is_some() { "" } else { &new.companion_name };
    sqlx::query!(
        "update accompaniment set dane = $2, companion_id = $3, companion_name = $4, plan = $5, result = $6, said_by = $7, said_at = $8
         where school_id = $1",
        plan.school.0,
        new.dane,
        companion.map(|p| p.0),
        name,
        new.plan,
        new.result,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    for (part, minutes) in Part::ALL.into_iter().zip(new.planned) {
        sqlx::query!(
            "update accompaniment_part set planned_minutes = $3 where school_id = $1 and kind = $2",
            plan.school.0,
            part.name(),
            minutes,
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

pub(super) async fn note(tx: &mut Tx, actor: &Actor, plan: &Plan, act: &Act) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into accompaniment_act (id, school_id, kind, day, minutes, what, by_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        Uuid::now_v7(),
        plan.school.0,
        act.part.name(),
        act.day,
        act.minutes,
        act.what,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

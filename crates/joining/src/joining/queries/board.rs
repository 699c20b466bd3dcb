//! The schools of a territory on their way in: where each stands, by its steps; what the directory holds, of those whose
//! next step depends on it; and what is shown of those on the page. An inspector’s are her
//! circonscription’s, an agent’s her commune’s, the project’s all.

use super::super::standing::{Figures, Mark};
use super::super::steps::Step;
use chrono::{DateTime, NaiveDate, Utc};
use cockpit::near;
use kernel::year::school_year_of;
use kernel::{Actor, PlaceId};
use sqlx::PgExecutor;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What one looks for.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Sought<'a> {
    pub circonscription: Option<PlaceId>,
    pub commune: Option<PlaceId>,
    pub typed: &'a str,
}

impl Sought<'_> {
    pub(in super::super) fn narrows(&self) -> bool {
        self.circonscription.is_some() || self.commune.is_some() || !self.typed.is_empty()
    }
}

/// By name, the schools that she sees; and whether their accounts are open by steps, or were before anybody asked for them.
pub(in super::super) async fn schools(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    sought: &Sought<'_>,
) -> Result<Vec<(Uuid, bool)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select s.id, s.opened_at is not null as "opened!" from place s
         where s.kind = 'school' and not s.pseudo and s.closed_on is null
           and ($1 or s.parent_id = any($2) or s.territory_id = any($3)
                or s.territory_id in (select t.id from place t where t.kind = 'commune' and t.territory_id = any($3)))
           and ($4::uuid is null or s.parent_id = $4) and ($5::uuid is null or s.territory_id = $5)
           and ($6 = '' or concat(s.plain, coalesce((select t.plain from place t where t.id = s.territory_id), plain_name(s.town)),
                (select c.plain from place c where c.id = s.parent_id and c.kind = 'circonscription')) like all((select sought_words($6))::text[]))
         order by s.name, s.id"#,
        actor.is_project(),
        &near::ids(actor.inspected()),
        &near::ids(actor.communes()),
        sought.circonscription.map(|p| p.0),
        sought.commune.map(|p| p.0),
        sought.typed,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.opened)).collect())
}

/// The path under way of a school; or that the last one ended without it.
#[derive(Debug, Clone)]
pub(in super::super) enum Way {
    Since(DateTime<Utc>, Vec<Mark>),
    Ended,
}

/// Of these schools; of all, without reading who they are. Of a school that is in service, whether it stays there.
pub(in super::super) async fn ways(
    db: impl PgExecutor<'_>,
    schools: Option<&[Uuid]>,
) -> Result<HashMap<Uuid, Way>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select school_id, begun_at, ended_at is not null as "ended!", steps, outcomes, ats
         from joining where $1 or school_id = any($2)"#,
        schools.is_none(),
        schools.unwrap_or_default(),
    )
    .fetch_all(db)
    .await?;
    let mut ways = HashMap::with_capacity(rows.len());
    for r in rows {
        if r.ended {
            ways.entry(r.school_id).or_insert(Way::Ended);
            continue;
        }
        let said = r.steps.into_iter().zip(r.outcomes).zip(r.ats);
        let marks = said.filter_map(|((step, outcome), at)| {
            Some(Mark { step: Step::named(&step)?, outcome, at, amount: None })
        });
        ways.insert(r.school_id, Way::Since(r.begun_at, marks.collect()));
    }
    Ok(ways)
}

/// What the directory holds of these schools. Of pupils, whether there are any: the board does not say how many.
pub(in super::super) async fn figures(
    db: impl PgExecutor<'_>,
    schools: &[Uuid],
    today: NaiveDate,
) -> Result<HashMap<Uuid, Figures>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select s.id as "id!", c.classes as "classes!", c.empty_classes as "empty_classes!",
                exists (select from role r where r.school_id = s.id and r.kind = 'pupil' and r.from_day <= $2
                   and (r.until_day is null or r.until_day >= $2)) as "pupils!",
                exists (select from role r where r.place_id = s.id and r.kind = 'head' and r.from_day <= $2
                   and (r.until_day is null or r.until_day >= $2)) as "headed!",
                d.administered as "administered!", coalesce(d.ready, false) as "ready!"
         from unnest($1::uuid[]) s (id) cross join lateral (
             select count(*) as classes,
                    count(*) filter (where not exists (select from role r where r.place_id = k.id and r.kind = 'pupil'
                       and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2))) as empty_classes
             from place k where k.school_id = s.id and k.kind = 'class' and k.school_year = $3 and k.closed_on is null
         ) c cross join lateral (
             select count(*) > 0 as administered, bool_or(a.ready is not null) as ready
             from school_administrators($2) a where a.school_id = s.id
         ) d"#,
        schools,
        today,
        school_year_of(today),
    )
    .fetch_all(db)
    .await?;
    let figures = rows.into_iter().map(|r| {
        let figures = Figures {
            pupils: r.pupils.into(),
            classes: r.classes,
            empty_classes: r.empty_classes,
            headed: r.headed,
            administered: r.administered,
            administrator_ready: r.ready,
            ..Figures::default()
        };
        (r.id, figures)
    });
    Ok(figures.collect())
}

/// Of these schools, those for whose commune somebody acts, herself or through its EPCI.
pub(in super::super) async fn acted_for(
    db: impl PgExecutor<'_>,
    schools: &[Uuid],
    today: NaiveDate,
) -> Result<HashSet<Uuid>, sqlx::Error> {
    let acted = sqlx::query_scalar!(
        "with acted as materialized (
             select r.place_id as id from role r
             where r.kind = 'commune_agent' and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         )
         select s.id from place s join place t on t.id = s.territory_id
         where s.id = any($1) and (t.id in (select id from acted) or t.territory_id in (select id from acted))",
        schools,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(acted.into_iter().collect())
}

/// Of these schools, those to which a name leads.
pub(in super::super) async fn named(
    db: impl PgExecutor<'_>,
    schools: &[Uuid],
) -> Result<HashSet<Uuid>, sqlx::Error> {
    let named = sqlx::query_scalar!(
        r#"select n.school_id as "school_id!" from named_school n where n.school_id = any($1)"#,
        schools,
    )
    .fetch_all(db)
    .await?;
    Ok(named.into_iter().collect())
}

/// What a line of the page says of its school.
#[derive(Debug, Clone)]
pub(in super::super) struct Described {
    pub id: Uuid,
    pub name: String,
    pub commune: String,
    pub circonscription: String,
    pub is_open: bool,
    /// Who carried the project there does not work there any more.
    pub bearer_left: bool,
}

/// Of schools that [`schools`] gave.
pub(in super::super) async fn described(
    db: impl PgExecutor<'_>,
    schools: &[Uuid],
    today: NaiveDate,
) -> Result<Vec<Described>, sqlx::Error> {
    sqlx::query_as!(
        Described,
        r#"select s.id, s.name, coalesce(t.name, s.town, '') as "commune!", coalesce(c.name, '') as "circonscription!",
                s.opened_at is not null or not exists (select from opening_rule where gated) as "is_open!",
                b.joining_id is not null and not exists (
                    select from role r where r.person_id = b.subject_id and r.school_id = s.id
                      and r.kind in ('teacher', 'head', 'staff') and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)) as "bearer_left!"
         from unnest($1::uuid[]) asked (id) join place s on s.id = asked.id
         left join place c on c.id = s.parent_id and c.kind = 'circonscription' left join place t on t.id = s.territory_id
         left join lateral (
             -- Whoever took it over last, else who volunteered.
             select m.joining_id, m.subject_id from joining j join joining_step m on m.joining_id = j.id
             where j.school_id = s.id and j.ended_at is null and m.step in ('succession', 'volunteering')
             order by m.step, m.at desc, m.id desc limit 1
         ) b on true"#,
        schools,
        today,
    )
    .fetch_all(db)
    .await
}

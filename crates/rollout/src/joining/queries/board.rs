//! The schools of a territory on their way in, in one query: their places, the last row of each step, what the directory
//! holds. An inspector’s are her circonscription’s, an agent’s her commune’s, the project’s all.

use super::super::standing::{Figures, Mark, Standing};
use super::super::steps::Step;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::year::school_year_of;
use kernel::{Actor, PlaceId};
use sqlx::PgPool;

/// What one looks for.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Sought<'a> {
    pub circonscription: Option<PlaceId>,
    pub commune: Option<PlaceId>,
    pub typed: &'a str,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Line {
    pub id: PlaceId,
    pub name: String,
    pub commune: String,
    pub circonscription: String,
    pub is_open: bool,
    /// By its steps, or because it was in use before anybody asked for them.
    pub opened: bool,
    pub joining: bool,
    /// « refused », « withdrawn »: of the last path, when none is under way.
    pub ended: Option<String>,
    pub standing: Standing,
}

#[expect(clippy::too_many_lines, reason = "one query, and its rows")]
pub(in super::super) async fn lines(
    pool: &PgPool,
    actor: &Actor,
    sought: &Sought<'_>,
    today: NaiveDate,
) -> Result<Vec<Line>, sqlx::Error> {
    let ids = |places: Vec<PlaceId>| places.into_iter().map(|p| p.0).collect::<Vec<_>>();
    let mut tx = pool.begin().await?;
    // Planned for whom it is asked: one plan for anybody may take seconds where an academy’s schools are many.
    sqlx::query_scalar!("select set_config('plan_cache_mode', 'force_custom_plan', true)")
        .fetch_one(&mut *tx)
        .await?;
    let rows = sqlx::query!(
        r#"with word as (
             select array_agg('%' || plain_name(w) || '%') as all_of from regexp_split_to_table($6, '\s+') w
             where plain_name(w) <> ''
         ), gate as (
             select exists (select from opening_rule where gated) as gated
         ), seen as (
             select s.id, s.name, coalesce(t.name, s.town, '') as commune, coalesce(c.name, '') as circonscription,
                    s.opened_at is not null or not (select gated from gate) as is_open, s.opened_at is not null as opened, t.id as commune_id, t.territory_id as epci_id
             from place s left join place c on c.id = s.parent_id and c.kind = 'circonscription'
             left join place t on t.id = s.territory_id
             where s.kind = 'school' and not s.pseudo and s.closed_on is null
               and ($1 or s.parent_id = any($2) or t.id = any($3) or t.territory_id = any($3))
               and ($4::uuid is null or s.parent_id = $4) and ($5::uuid is null or s.territory_id = $5)
         ), way as (
             select distinct on (j.school_id) j.id, j.school_id, j.begun_at, j.ended_at, j.end_reason
             from joining j join seen s on s.id = j.school_id order by j.school_id, j.begun_at desc
         ), mark as (
             select distinct on (m.joining_id, m.step) m.joining_id, m.step, m.outcome, m.at, m.amount, m.subject_id
             from way w join joining_step m on m.joining_id = w.id and w.ended_at is null
             order by m.joining_id, m.step, m.at desc, m.id desc
         ), marked as (
             select m.joining_id, array_agg(m.step) as steps, array_agg(m.outcome) as outcomes, array_agg(m.at) as ats,
                    array_agg(m.amount) as amounts, bool_or(m.step = 'accounts') as opened,
                    (array_agg(m.subject_id order by m.step) filter (where m.step in ('succession', 'volunteering')))[1] as bearer,
                    bool_or(m.step in ('succession', 'volunteering')) as borne
             from mark m group by m.joining_id
         ), under_way as (
             select w.id as joining_id, s.id, s.commune_id, s.epci_id from way w join seen s on s.id = w.school_id
             left join marked m on m.joining_id = w.id where w.ended_at is null and not coalesce(m.opened, false)
         ), fact as materialized (
             select u.joining_id, c.classes, c.empty_classes,
                    -- Whether there are any: the board does not say how many.
                    (exists (select from role r where r.school_id = u.id and r.kind = 'pupil' and r.from_day <= $7
                       and (r.until_day is null or r.until_day >= $7)))::int::bigint as pupils,
                    exists (select from role r where r.place_id = u.id and r.kind = 'head' and r.from_day <= $7
                       and (r.until_day is null or r.until_day >= $7)) as headed,
                    coalesce(d.administered, false) as administered, coalesce(d.ready, false) as ready,
                    exists (select from role r where r.kind = 'commune_agent' and r.place_id in (u.commune_id, u.epci_id)
                       and r.from_day <= $7 and (r.until_day is null or r.until_day >= $7)) as commune_acts
             from under_way u cross join lateral (
                 select count(*) as classes,
                        count(*) filter (where not exists (select from role r where r.place_id = k.id and r.kind = 'pupil'
                           and r.from_day <= $7 and (r.until_day is null or r.until_day >= $7))) as empty_classes
                 from place k where k.school_id = u.id and k.kind = 'class' and k.school_year = $8 and k.closed_on is null
             ) c
             left join lateral (
                 select true as administered, bool_or(a.ready is not null) as ready from school_administrators($7) a
                 where a.school_id = u.id having count(*) > 0
             ) d on true
         )
         select s.id, s.name, s.commune as "commune!", s.circonscription as "circonscription!", s.is_open as "is_open!", s.opened as "opened!",
                coalesce(f.commune_acts, false) as "commune_acts!", w.id is not null and w.ended_at is null as "joining!", w.begun_at as "begun_at?",
                w.end_reason as "end_reason?", m.steps as "steps?: Vec<String>", m.outcomes as "outcomes?: Vec<String>",
                m.ats as "ats?: Vec<DateTime<Utc>>", m.amounts as "amounts?: Vec<Option<i32>>",
                coalesce(f.pupils, 0) as "pupils!", coalesce(f.classes, 0) as "classes!", coalesce(f.empty_classes, 0) as "empty_classes!",
                coalesce(f.headed, false) as "headed!", coalesce(f.administered, false) as "administered!", coalesce(f.ready, false) as "ready!", s.id in (select school_id from named_school) as "named!",
                coalesce(m.borne and b.works is null, false) as "bearer_left!"
         from seen s left join way w on w.school_id = s.id left join marked m on m.joining_id = w.id
         left join fact f on f.joining_id = w.id
         left join lateral (
             select true as works from role r where r.person_id = m.bearer and r.school_id = s.id
               and r.kind in ('teacher', 'head', 'staff') and r.from_day <= $7 and (r.until_day is null or r.until_day >= $7) limit 1
         ) b on true
         where $6 = '' or plain_name(concat_ws(' ', s.name, s.commune, s.circonscription)) like all((select all_of from word)::text[])
         order by s.name, s.id"#,
        actor.is_project(),
        &ids(actor.inspected().collect()),
        &ids(actor.communes().collect()),
        sought.circonscription.map(|p| p.0),
        sought.commune.map(|p| p.0),
        sought.typed,
        today,
        school_year_of(today),
    )
    .fetch_all(&mut *tx)
    .await?;
    let lines = rows.into_iter().map(|r| {
        let steps = r.steps.unwrap_or_default().into_iter().zip(r.outcomes.unwrap_or_default());
        let times = r.ats.unwrap_or_default().into_iter().zip(r.amounts.unwrap_or_default());
        let marks = steps.zip(times).filter_map(|((step, outcome), (at, amount))| {
            Some(Mark { step: Step::named(&step)?, outcome, at, amount })
        });
        let figures = Figures {
            pupils: r.pupils,
            classes: r.classes,
            empty_classes: r.empty_classes,
            headed: r.headed,
            administered: r.administered,
            administrator_ready: r.ready,
            named: r.named,
            commune_acts: r.commune_acts,
            bearer_left: r.bearer_left,
        };
        Line {
            id: PlaceId(r.id),
            name: r.name,
            commune: r.commune,
            circonscription: r.circonscription,
            is_open: r.is_open,
            opened: r.opened,
            joining: r.joining,
            ended: r.end_reason,
            standing: Standing::new(marks.collect(), figures, r.begun_at.filter(|_| r.joining)),
        }
    });
    Ok(lines.collect())
}

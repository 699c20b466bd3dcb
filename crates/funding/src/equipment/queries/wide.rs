//! A territory’s equipment: by commune, by school, by the year in which it must be replaced. The project sees all, an
//! agent her communes, an inspector her schools.

use chrono::NaiveDate;
use cockpit::equipment::{Kind, Rule};
use cockpit::near;
use kernel::Actor;
use kernel::year::school_year_of;
use sqlx::PgExecutor;
use uuid::Uuid;

/// What is counted of a commune’s schools.
#[derive(Debug, Clone)]
pub(in super::super) struct CommuneLine {
    pub id: Uuid,
    pub commune: String,
    /// Of the last count; nothing before the first.
    pub pupils: Option<i64>,
    pub classes: i64,
    pub boarded: i64,
    pub devices: i64,
    pub incidents: i64,
    pub ending: i64,
}

/// Which of them: whose name has these words, after one of them, so many.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Sought<'a> {
    pub typed: &'a str,
    pub after: Option<Uuid>,
    pub most: i64,
}

/// `soon`: what ends until then is said to be ending.
pub(in super::super) async fn communes(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    sought: Sought<'_>,
    today: NaiveDate,
    soon: NaiveDate,
) -> Result<Vec<CommuneLine>, sqlx::Error> {
    sqlx::query_as!(
        CommuneLine,
        r#"-- First which ones, then what stands in their schools: not in those of a whole academy, to show fifty.
         with page as materialized (
             select t.id, t.name, t.territory_id as epci_id from place t
             where t.kind = 'commune' and ($6 = '' or t.plain like all((select sought_words($6))::text[]))
               and ($7::uuid is null or (t.name, t.id) > (select l.name, l.id from place l where l.id = $7))
               and exists (select from place s where s.territory_id = t.id and s.kind = 'school' and not s.pseudo and s.closed_on is null
                             and ($1 or s.parent_id = any($2) or t.id = any($3) or t.territory_id = any($3)))
             order by t.name, t.id limit $8
         ), school as materialized (
             select s.id, t.id as commune_id from page t join place s on s.territory_id = t.id
             where s.kind = 'school' and not s.pseudo and s.closed_on is null
               and ($1 or s.parent_id = any($2) or t.id = any($3) or t.epci_id = any($3))
         ), pupil as (
             -- Of the last count: to count an academy's pupils takes half a second.
             select s.commune_id, sum(a.potential) as n from school s join counted_pupils a on a.place_id = s.id group by 1
         ), held as materialized (
             select s.commune_id, e.class_id, e.kind, e.working, e.incidents, e.ends_on
             from school s join equipment_at_work e on e.school_id = s.id where e.removed_on is null
         ), board as (
             select distinct class_id from held where kind = 'board' and working > 0
         ), class as (
             select s.commune_id, count(*) as n, count(b.class_id) as boarded
             from school s join place k on k.school_id = s.id left join board b on b.class_id = k.id
             where k.kind = 'class' and k.school_year = $4 and k.closed_on is null group by 1
         ), counted as (
             select commune_id, sum(working) filter (where kind in ('tablet', 'computer', 'mobile_class')) as devices,
                    count(*) filter (where ends_on <= $5) as ending, sum(incidents) as incidents
             from held group by 1
         )
         select c.id as "id!", c.name as "commune!", p.n as pupils, coalesce(k.n, 0) as "classes!", coalesce(k.boarded, 0) as "boarded!",
                coalesce(h.devices, 0)::bigint as "devices!", coalesce(h.incidents, 0)::bigint as "incidents!", coalesce(h.ending, 0) as "ending!"
         from page c left join pupil p on p.commune_id = c.id left join class k on k.commune_id = c.id
         left join counted h on h.commune_id = c.id order by c.name, c.id"#,
        actor.is_project(),
        &near::ids(actor.inspected()),
        &near::ids(actor.communes()),
        school_year_of(today),
        soon,
        sought.typed,
        sought.after,
        sought.most,
    )
    .fetch_all(db)
    .await
}

#[derive(Debug, Clone)]
pub(in super::super) struct SchoolLine {
    pub id: Uuid,
    pub name: String,
    pub commune: String,
    pub said: bool,
    pub classes: i64,
    pub boarded: i64,
    pub incidents: i64,
}

/// By name, or by that of their commune.
pub(in super::super) async fn schools(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    sought: Sought<'_>,
    year: i16,
) -> Result<Vec<SchoolLine>, sqlx::Error> {
    sqlx::query_as!(
        SchoolLine,
        r#"with page as materialized (
             select s.id, s.name, s.territory_id from place s
             where s.kind = 'school' and not s.pseudo and s.closed_on is null
               and ($1 or s.parent_id = any($2) or s.territory_id = any($3)
                    or s.territory_id in (select t.id from place t where t.kind = 'commune' and t.territory_id = any($3)))
               and ($7 = '' or concat(s.plain, (select t.plain from place t where t.id = s.territory_id))
                               like all((select sought_words($7))::text[]))
               and ($5::uuid is null or (s.name, s.id) > (select l.name, l.id from place l where l.id = $5))
             order by s.name, s.id limit $6
         )
         select p.id as "id!", p.name as "name!", coalesce((select t.name from place t where t.id = p.territory_id), '') as "commune!",
                exists (select from equipment e where e.school_id = p.id and e.removed_on is null) as "said!",
                (select count(*) from place k where k.school_id = p.id and k.kind = 'class' and k.school_year = $4 and k.closed_on is null) as "classes!",
                (select count(*) from place k where k.school_id = p.id and k.kind = 'class' and k.school_year = $4 and k.closed_on is null
                   and exists (select from equipment_at_work e where e.class_id = k.id and e.kind = 'board' and e.working > 0)) as "boarded!",
                (select count(*) from equipment_incident i join equipment e on e.id = i.equipment_id
                 where e.school_id = p.id and i.closed_at is null) as "incidents!"
         from page p order by p.name, p.id"#,
        actor.is_project(),
        &near::ids(actor.inspected()),
        &near::ids(actor.communes()),
        year,
        sought.after,
        sought.most,
        sought.typed,
    )
    .fetch_all(db)
    .await
}

/// What must be replaced in a year, of a kind.
#[derive(Debug, Clone)]
pub(in super::super) struct Total {
    pub year: i32,
    pub kind: Kind,
    pub units: i64,
    /// Of them, what ends within the six months that come, or ended.
    pub soon: i64,
}

/// In all her schools, by year and kind.
pub(in super::super) async fn totals(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    soon: NaiveDate,
) -> Result<Vec<Total>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"with due as (
             -- By day first: an academy has 50,000 batches, and few days.
             select e.ends_on, e.kind, sum(e.quantity) as units from equipment e
             where e.removed_on is null and e.ends_on is not null and e.school_id in (
                 select s.id from place s where s.kind = 'school' and s.closed_on is null
                   and ($1 or s.parent_id = any($2) or s.territory_id = any($3)
                        or s.territory_id in (select t.id from place t where t.kind = 'commune' and t.territory_id = any($3))))
             group by 1, 2
         )
         select extract(year from d.ends_on)::integer as "year!", d.kind, sum(d.units)::bigint as "units!",
                coalesce(sum(d.units) filter (where d.ends_on <= $4), 0)::bigint as "soon!"
         from due d group by 1, 2
         order by 1, array_position(array['board', 'tablet', 'mobile_class', 'computer', 'wifi', 'other'], d.kind)"#,
        actor.is_project(),
        &near::ids(actor.inspected()),
        &near::ids(actor.communes()),
        soon,
    )
    .fetch_all(db)
    .await?;
    let total =
        |(year, kind, units, soon): (_, String, _, _)| Total { year, kind: Kind::named(&kind), units, soon };
    Ok(rows.into_iter().map(|r| total((r.year, r.kind, r.units, r.soon))).collect())
}

/// The same in one commune.
#[derive(Debug, Clone)]
pub(in super::super) struct Due {
    pub year: i32,
    pub commune: String,
    pub kind: Kind,
    pub units: i64,
    pub schools: i64,
    pub soon: i64,
}

/// Of the communes whose name has these words, so many lines.
pub(in super::super) async fn dues(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    typed: &str,
    soon: NaiveDate,
    most: i64,
) -> Result<Vec<Due>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"with named as materialized (
             select t.id from place t where t.kind = 'commune' and $5 <> '' and t.plain like all((select sought_words($5))::text[])
         ), school as materialized (
             select s.id, t.id as commune_id, t.name as commune from place s left join place t on t.id = s.territory_id
             where s.kind = 'school' and s.closed_on is null
               and ($1 or s.parent_id = any($2) or t.id = any($3) or t.territory_id = any($3))
               and ($5 = '' or s.territory_id in (select id from named))
         )
         select extract(year from e.ends_on)::integer as "year!", coalesce(s.commune, 'Sans commune') as "commune!", e.kind,
                sum(e.quantity)::bigint as "units!", count(distinct e.school_id) as "schools!",
                coalesce(sum(e.quantity) filter (where e.ends_on <= $4), 0)::bigint as "soon!"
         from school s join equipment e on e.school_id = s.id
         where e.removed_on is null and e.ends_on is not null
         group by 1, 2, s.commune_id, e.kind
         order by 1, 2, s.commune_id, array_position(array['board', 'tablet', 'mobile_class', 'computer', 'wifi', 'other'], e.kind) limit $6"#,
        actor.is_project(),
        &near::ids(actor.inspected()),
        &near::ids(actor.communes()),
        soon,
        typed,
        most,
    )
    .fetch_all(db)
    .await?;
    let dues = rows.into_iter().map(|r| Due {
        year: r.year,
        commune: r.commune,
        kind: Kind::named(&r.kind),
        units: r.units,
        schools: r.schools,
        soon: r.soon,
    });
    Ok(dues.collect())
}

/// Of every phase.
pub(in super::super) async fn rules(db: impl PgExecutor<'_>) -> Result<Vec<Rule>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, phase, kind, per, least, minimum from equipment_rule where dropped_at is null
         order by array_position(array['', 'experimentation', 'deployment', 'generalisation', 'contract_end'], phase), kind"
    )
    .fetch_all(db)
    .await?;
    let rules = rows.into_iter().map(|r| Rule {
        id: r.id,
        phase: r.phase,
        kind: Kind::named(&r.kind),
        by_class: r.per == "class",
        least: r.least,
        minimum: r.minimum,
    });
    Ok(rules.collect())
}

#[derive(Debug, Clone)]
pub(in super::super) struct Contract {
    pub id: Uuid,
    pub commune: Option<String>,
    pub supplier: String,
    pub covers: String,
    pub phone: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

/// Of the communes that she sees (of all, without their names being read), and the project’s; those that ended a year ago are not shown any more.
pub(in super::super) async fn contracts(
    db: impl PgExecutor<'_>,
    communes: Option<&[Uuid]>,
    since: NaiveDate,
) -> Result<Vec<Contract>, sqlx::Error> {
    sqlx::query_as!(
        Contract,
        r#"select m.id, t.name as "commune?", m.supplier, m.covers, m.phone, m.from_day as "from", m.until_day as "until"
         from maintenance_contract m left join place t on t.id = m.commune_id
         where ($3 or m.commune_id is null or m.commune_id = any($1)) and m.until_day >= $2
         order by m.until_day, m.id limit 500"#,
        communes.unwrap_or_default(),
        since,
        communes.is_none(),
    )
    .fetch_all(db)
    .await
}

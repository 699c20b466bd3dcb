//! The SQL of steering. What is asked takes the actor, and its condition is in the query: an inspector's own
//! circonscriptions, everything for the project.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::year::school_year_of;
use kernel::{Actor, Error, PersonId, PlaceId};
use sqlx::PgExecutor;
use uuid::Uuid;

/// A school that the actor steers.
#[derive(Debug, Clone)]
pub struct Steered {
    pub id: PlaceId,
    pub name: String,
    pub circonscription: Option<PlaceId>,
    pub circonscription_name: String,
    /// The actor steers every school.
    pub everywhere: bool,
}

pub async fn school(db: impl PgExecutor<'_>, actor: &Actor, id: PlaceId) -> Result<Steered, Error> {
    let row = sqlx::query!(
        r#"select s.name, c.id as "circonscription?", coalesce(c.name, '') as "circonscription_name!"
         from place s left join place c on c.id = s.parent_id and c.kind = 'circonscription'
         where s.id = $1 and s.kind = 'school' and not s.pseudo and s.closed_on is null
           and ($2 or s.parent_id = any($3))"#,
        id.0,
        actor.is_project(),
        &inspected(actor),
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    Ok(Steered {
        id,
        name: row.name,
        circonscription: row.circonscription.map(PlaceId),
        circonscription_name: row.circonscription_name,
        everywhere: actor.is_project(),
    })
}

fn inspected(actor: &Actor) -> Vec<Uuid> {
    actor.inspected().map(|place| place.0).collect()
}

#[derive(Debug, Clone)]
pub struct Circonscription {
    pub id: PlaceId,
    pub name: String,
}

pub async fn circonscription(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    id: PlaceId,
) -> Result<Circonscription, Error> {
    sqlx::query_as!(
        Circonscription,
        r#"select id as "id!", name from place
         where id = $1 and kind = 'circonscription' and closed_on is null and ($2 or id = any($3))"#,
        id.0,
        actor.is_project(),
        &inspected(actor),
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)
}

/// What one looks for among the schools that one steers.
#[derive(Debug, Clone, Default)]
pub struct Sought<'a> {
    pub circonscription: Option<PlaceId>,
    pub commune: Option<PlaceId>,
    /// Words of a school’s name, its commune’s or its circonscription’s; or its UAI, whole.
    pub typed: &'a str,
    /// The last one of the page before.
    pub after: Option<PlaceId>,
    pub most: i64,
}

#[derive(Debug, Clone)]
pub struct SchoolLine {
    pub id: PlaceId,
    pub name: String,
    pub uai: String,
    pub commune: String,
    pub circonscription: String,
}

/// By circonscription, then name.
pub async fn schools(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    sought: &Sought<'_>,
) -> Result<Vec<SchoolLine>, sqlx::Error> {
    sqlx::query_as!(
        SchoolLine,
        r#"with here as (
             select s.id, s.name, coalesce(s.uai, '') as uai, coalesce(t.name, s.town, '') as commune,
                    coalesce(c.name, '') as circonscription, concat(s.plain, coalesce(t.plain, plain_name(s.town)), c.plain) as plain
             from place s left join place c on c.id = s.parent_id and c.kind = 'circonscription'
             left join place t on t.id = s.territory_id
             where s.kind = 'school' and not s.pseudo and s.closed_on is null
               and ($1 or s.parent_id = any($2))
               and ($3::uuid is null or s.parent_id = $3) and ($4::uuid is null or s.territory_id = $4)
         )
         select id as "id!", name as "name!", uai as "uai!", commune as "commune!", circonscription as "circonscription!"
         from here h
         where case when $5 = '' then true when $5 ~ '^\d{7}[A-Za-z]$' then upper($5) = h.uai
                    else h.plain like all((select sought_words($5))::text[]) end
           and ($6::uuid is null or (h.circonscription, h.name, h.id) > (
                select k.circonscription, k.name, k.id from here k where k.id = $6))
         order by h.circonscription, h.name, h.id limit $7"#,
        actor.is_project(),
        &inspected(actor),
        sought.circonscription.map(|p| p.0),
        sought.commune.map(|p| p.0),
        sought.typed,
        sought.after.map(|p| p.0),
        sought.most,
    )
    .fetch_all(db)
    .await
}

/// Circonscriptions (true) or communes (false) that have a school, to choose one.
pub async fn territories(
    db: impl PgExecutor<'_>,
    circonscriptions: bool,
) -> Result<Vec<(PlaceId, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select p.id, p.name from place p
         where p.kind = case when $1 then 'circonscription' else 'commune' end
           and exists (select from place s where s.kind = 'school' and not s.pseudo and s.closed_on is null
                         and p.id = case when $1 then s.parent_id else s.territory_id end)
         order by p.name, p.id",
        circonscriptions,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (PlaceId(r.id), r.name)).collect())
}

/// Communes that have a school, to choose one, where they are no more than `most`; else only the one that was chosen.
pub async fn few_communes(
    db: impl PgExecutor<'_>,
    most: usize,
    chosen: Option<PlaceId>,
) -> Result<Vec<(PlaceId, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"with first as (
             select p.id, p.name from place p
             where p.kind = 'commune'
               and exists (select from place s where s.territory_id = p.id and s.kind = 'school' and not s.pseudo and s.closed_on is null)
             order by p.name, p.id limit $1::bigint + 1
         ), few as (
             select count(*) <= $1 as are from first
         )
         select id as "id!", name as "name!" from first where (select are from few)
         union all
         select id, name from place where id = $2 and kind = 'commune' and not (select are from few)
         order by 2, 1"#,
        i64::try_from(most).unwrap_or(i64::MAX - 1),
        chosen.map(|p| p.0),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (PlaceId(r.id), r.name)).collect())
}

/// What is counted of a school today.
#[derive(Debug, Clone)]
pub struct Figures {
    pub school: PlaceId,
    pub classes: i64,
    pub pupils: i64,
    pub adults: i64,
    /// Who lives at one address counts once; see `reach`.
    pub households: i64,
    /// Of them, those where somebody's account is active.
    pub reached: i64,
    /// Pairs of records that nobody has settled.
    pub doubts: i64,
    /// « Hélène Petit, Sonia Keller (intérim) ».
    pub heads: String,
}

pub async fn figures(
    db: impl PgExecutor<'_>,
    schools: &[SchoolLine],
    today: NaiveDate,
) -> Result<Vec<Figures>, sqlx::Error> {
    let ids: Vec<Uuid> = schools.iter().map(|s| s.id.0).collect();
    sqlx::query_as!(
        Figures,
        r#"with held as materialized (
             select r.person_id, r.kind, r.school_id, r.source from role r
             where r.school_id = any($1) and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         ), pupil as materialized (
             select distinct school_id, person_id from held where kind = 'pupil'
         ), guardian as materialized (
             select distinct u.school_id, g.guardian_id from pupil u join guardianship($2) g on g.pupil_id = u.person_id and g.whole
         ), house as (
             select g.school_id, household_of(p) as household, bool_or(a.state = 'active') as active
             from guardian g join person p on p.id = g.guardian_id left join account a on a.person_id = p.id
             group by 1, 2
         ), here as (
             select school_id, person_id from held union select school_id, guardian_id from guardian
         ), doubt as (
             select h.school_id, d.id from duplicate_doubt d join here h on h.person_id = d.person_a where d.settled_at is null
             union
             select h.school_id, d.id from duplicate_doubt d join here h on h.person_id = d.person_b where d.settled_at is null
         ), counted as (
             select school_id, count(*) filter (where kind = 'pupil') as pupils,
                    count(distinct person_id) filter (where kind in ('teacher', 'head', 'staff', 'substitute', 'atsem', 'aesh', 'helper')) as adults
             from (select distinct school_id, person_id, kind from held) k group by 1
         ), housed as (
             select school_id, count(*) as households, count(*) filter (where active) as reached from house group by 1
         ), doubted as (
             select school_id, count(*) as doubts from doubt group by 1
         ), headed as (
             select h.school_id, string_agg(c.first_name || ' ' || c.last_name
                        || case when h.source = 'delegation' then ' (intérim)' else '' end, ', ' order by c.last_name, c.first_name) as heads
             from held h join person_card c on c.person_id = h.person_id where h.kind = 'head' group by 1
         )
         select s.id as "school!",
                (select count(*) from place c where c.school_id = s.id and c.kind = 'class' and c.school_year >= $3 and c.closed_on is null) as "classes!",
                coalesce(n.pupils, 0) as "pupils!", coalesce(n.adults, 0) as "adults!",
                coalesce(f.households, 0) as "households!", coalesce(f.reached, 0) as "reached!",
                coalesce(d.doubts, 0) as "doubts!", coalesce(h.heads, '') as "heads!"
         from unnest($1::uuid[]) s (id)
         left join counted n on n.school_id = s.id left join housed f on f.school_id = s.id
         left join doubted d on d.school_id = s.id left join headed h on h.school_id = s.id"#,
        &ids,
        today,
        school_year_of(today),
    )
    .fetch_all(db)
    .await
}

/// Somebody who is no pupil, as the project finds her.
#[derive(Debug, Clone)]
pub struct Adult {
    pub id: PersonId,
    pub name: String,
    pub login: Option<String>,
    pub state: Option<String>,
    pub activated_at: Option<DateTime<Utc>>,
    /// « teacher · Les Tilleuls »: kind and place, one line each. A guardian’s are the schools of her children.
    pub roles: Vec<String>,
}

/// By the words of her name, or her login. For the project: the route says so.
pub async fn adults(
    db: impl PgExecutor<'_>,
    typed: &str,
    today: NaiveDate,
    most: i64,
) -> Result<Vec<Adult>, sqlx::Error> {
    sqlx::query_as!(
        Adult,
        r#"with found as materialized (
             select p.id, p.plain, p.shown_first_name || ' ' || p.shown_last_name as name
             from person p left join account n on n.person_id = p.id
             where (p.plain like all((select sought_words($1))::text[]) or n.login = lower($1))
               and not exists (select from role r where r.person_id = p.id and r.kind = 'pupil')
               and (exists (select from role r where r.person_id = p.id) or exists (select from guardianship($2) g where g.guardian_id = p.id))
             order by p.plain, p.id limit $3
         )
         select f.id as "id!", f.name as "name!", a.login as "login?", a.state as "state?", a.activated_at as "activated_at?",
                array(select distinct r.kind || ' · ' || coalesce(s.name, q.name) from role r join place q on q.id = r.place_id
                        left join place s on s.id = r.school_id
                        where r.person_id = f.id and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
                      union
                      select 'guardian · ' || s.name from guardianship($2) g
                        join role r on r.person_id = g.pupil_id and r.kind = 'pupil' and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
                        join place s on s.id = r.school_id where g.guardian_id = f.id order by 1) as "roles!"
         from found f left join account a on a.person_id = f.id order by f.plain, f.id"#,
        typed,
        today,
        most,
    )
    .fetch_all(db)
    .await
}

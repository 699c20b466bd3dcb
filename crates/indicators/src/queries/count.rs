//! Counting: a statement for each kind of figure, over everybody at once. People are first gathered by where they are and
//! how far they are (a few thousand such sets for a whole academy), then each set is counted once in each place.

use super::super::communes::Commune;
use chrono::NaiveDate;
use sqlx::{PgConnection, PgExecutor};

/// INSEE codes of the project’s places that nothing is known of yet.
pub(in super::super) async fn unknown_communes(db: impl PgExecutor<'_>) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select distinct p.insee as "insee!" from place p
         where p.insee is not null and p.kind in ('commune', 'school') and p.closed_on is null
           and not exists (select from figure_commune c where c.insee = p.insee)"#
    )
    .fetch_all(db)
    .await
}

pub(in super::super) async fn put_commune(
    db: impl PgExecutor<'_>,
    commune: &Commune,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into figure_commune (insee, name, population, department, epci, epci_name, box, outline)
         values ($1, $2, $3, $4, $5, $6, $7, $8)
         on conflict (insee) do update set name = excluded.name, population = excluded.population,
             department = excluded.department, epci = excluded.epci, epci_name = excluded.epci_name,
             box = excluded.box, outline = excluded.outline",
        commune.insee,
        commune.name,
        commune.population,
        commune.department,
        commune.epci,
        commune.epci_name,
        &commune.bounds,
        commune.outline,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Until the transaction ends no other count runs: it waits, however long, and counts what is there then.
pub(in super::super) async fn alone(conn: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::query!("set local lock_timeout = 0").execute(&mut *conn).await?;
    sqlx::query!("select pg_advisory_xact_lock(hashtext('figures'))").execute(conn).await?;
    Ok(())
}

/// What the month says is said anew.
pub(in super::super) async fn forget_month(
    conn: &mut PgConnection,
    month: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from figure_account where month = $1", month).execute(&mut *conn).await?;
    sqlx::query!("delete from figure_class where month = $1", month).execute(&mut *conn).await?;
    sqlx::query!("delete from figure_family where month = $1", month).execute(conn).await?;
    Ok(())
}

/// Accounts of the month, and who came in the week of `week` (a Monday).
#[expect(clippy::too_many_lines, reason = "one statement")]
pub(in super::super) async fn accounts(
    conn: &mut PgConnection,
    day: NaiveDate,
    week: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r#"with gate as (
             select exists (select from opening_rule where gated) as gated
         ), here as materialized (
             select s.id as school_id, s.school_kind, s.opened_at is not null or not (select gated from gate) as is_open
             from place s where s.kind = 'school' and not s.pseudo and s.closed_on is null
         ), held as materialized (
             select r.person_id, r.kind, r.school_id, h.is_open, level_band(case when k.kind in ('class', 'group') then k.levels else '{}' end, h.school_kind) as band
             from role r join here h on h.school_id = r.school_id join place k on k.id = r.place_id
             where r.kind in ('pupil', 'teacher', 'head', 'substitute', 'staff', 'atsem', 'aesh', 'helper')
               and r.from_day <= $1 and (r.until_day is null or r.until_day >= $1)
         ), pupil as materialized (
             select distinct h.person_id, h.school_id, h.is_open, coalesce(level_band(array[p.level], null), h.band) as band
             from held h join person p on p.id = h.person_id where h.kind = 'pupil'
         ), one as materialized (
             select 'pupil' as profile, person_id, school_id, band, is_open from pupil
             union
             select 'guardian', g.guardian_id, u.school_id, u.band, u.is_open
             from pupil u join guardianship($1) g on g.pupil_id = u.person_id and g.whole
             union
             -- Who teaches or heads is never held back: it is she who brings her school to the opening.
             select case when kind in ('teacher', 'head', 'substitute') then 'teacher' else 'staff' end, person_id, school_id, band,
                    is_open or kind in ('teacher', 'head', 'substitute') from held where kind <> 'pupil'
         ), seen as (
             select person_id, max(seen_at)::date as day from session group by person_id
         ), state as materialized (
             select o.person_id, a.state <> 'erased' as created, a.state <> 'erased' and a.activated_at is not null as activated,
                    greatest(c.week, date_trunc('week', s.day)::date) > date_trunc('month', $1::date)::date - 7 as in_month,
                    greatest(c.week, date_trunc('week', s.day)::date) >= $2 as in_week
             from (select distinct person_id from one) o left join account a on a.person_id = o.person_id
             left join came c on c.person_id = o.person_id left join seen s on s.person_id = o.person_id
         ), set as materialized (
             select row_number() over () as n, k.profile, k.at, count(*) as potential, count(*) filter (where s.created) as created,
                    count(*) filter (where s.activated) as activated, count(*) filter (where s.in_month) as in_month,
                    count(*) filter (where s.in_week) as in_week
             from (select profile, person_id, array_agg(distinct school_id || '/' || coalesce(band, '') || '/' || is_open) as at
                   from one group by profile, person_id) k
             join state s on s.person_id = k.person_id group by k.profile, k.at
         ), wide as materialized (
             select whole_id as scope_id, part_id as school_id from figure_part where kind = 'school'
             union all select school_id, school_id from here
         ), spread as (
             select e.n, w.scope_id, bool_or(split_part(x, '/', 2) = 'nursery') as nursery,
                    bool_or(split_part(x, '/', 2) = 'elementary') as elementary, bool_or(split_part(x, '/', 3) = 'true') as is_open
             from set e cross join unnest(e.at) x join wide w on w.school_id = split_part(x, '/', 1)::uuid group by e.n, w.scope_id
         ), counted as materialized (
             select s.scope_id, e.profile, b.band, sum(e.potential)::int as potential,
                    coalesce(sum(e.created) filter (where s.is_open), 0)::int as created, sum(e.activated)::int as activated,
                    sum(e.in_month)::int as in_month, sum(e.in_week)::int as in_week
             from spread s join set e on e.n = s.n
             cross join lateral (values ('all', true), ('nursery', s.nursery), ('elementary', s.elementary)) b (band, holds)
             where b.holds group by s.scope_id, e.profile, b.band
         ), week as (
             insert into figure_week (scope_id, week, profile, band, potential, active)
             select scope_id, $2, profile, band, potential, in_week from counted
             on conflict (scope_id, week, profile, band) do update set potential = excluded.potential, active = excluded.active
         )
         insert into figure_account (scope_id, month, profile, band, potential, created, activated, active)
         select scope_id, date_trunc('month', $1::date)::date, profile, band, potential, created, activated, in_month from counted"#,
        day,
        week,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Classes with a pupil, and of them those that are deployed: taught, and a pupil or a guardian came in.
pub(in super::super) async fn classes(conn: &mut PgConnection, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r#"with held as materialized (
             select r.person_id, r.kind, r.place_id from role r
             where r.kind in ('pupil', 'teacher') and r.from_day <= $1 and (r.until_day is null or r.until_day >= $1)
         ), taught as (
             select place_id from held where kind = 'teacher' group by place_id
         ), used as (
             select a.place_id from audience a join audience_member m on m.audience_id = a.id
             join account n on n.person_id = m.person_id and n.activated_at is not null
             where a.kind in ('class_pupils', 'class_guardians') group by a.place_id
         ), class as materialized (
             select k.id, k.school_id, level_band(k.levels, s.school_kind) as band,
                    t.place_id is not null and u.place_id is not null as deployed
             from place k join place s on s.id = k.school_id and s.kind = 'school' and not s.pseudo and s.closed_on is null
             left join taught t on t.place_id = k.id left join used u on u.place_id = k.id
             where k.kind = 'class' and k.id in (select h.place_id from held h where h.kind = 'pupil')
         ), school as (
             select school_id, bool_and(deployed) as whole from class group by school_id
         ), wide as (
             select whole_id as scope_id, part_id as school_id from figure_part where kind = 'school'
             union all select school_id, school_id from school
         )
         insert into figure_class (scope_id, month, band, classes, deployed, schools, whole)
         select w.scope_id, date_trunc('month', $1::date)::date, b.band, count(*), count(*) filter (where c.deployed),
                count(distinct c.school_id), count(distinct c.school_id) filter (where s.whole)
         from class c join school s on s.school_id = c.school_id join wide w on w.school_id = c.school_id
         cross join lateral (values ('all'), (c.band)) b (band) where b.band is not null group by w.scope_id, b.band"#,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Families reached: by pupil, and by household (who lives at one address is one; see `reach`).
pub(in super::super) async fn families(conn: &mut PgConnection, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r#"with pupil as materialized (
             select distinct r.person_id, r.school_id,
                    coalesce(level_band(array[p.level], null), level_band(case when k.kind in ('class', 'group') then k.levels else '{}' end, s.school_kind)) as band
             from role r join place s on s.id = r.school_id and s.kind = 'school' and not s.pseudo and s.closed_on is null
             join place k on k.id = r.place_id join person p on p.id = r.person_id
             where r.kind = 'pupil' and r.from_day <= $1 and (r.until_day is null or r.until_day >= $1)
         ), pair as materialized (
             select u.person_id, u.school_id, u.band, household_of(p) as household, coalesce(a.state = 'active', false) as active
             from pupil u join guardianship($1) g on g.pupil_id = u.person_id and g.whole
             join person p on p.id = g.guardian_id left join account a on a.person_id = p.id
         ), home as materialized (
             select household, bool_or(active) as reached from pair group by household
         ), child as (
             select c.person_id, count(*) as homes, count(*) filter (where h.reached) as reached
             from (select distinct person_id, household from pair) c join home h on h.household = c.household group by c.person_id
         ), unit as (
             select 'pupil' as what, person_id::text as key, school_id, band from pupil
             union select 'home', household, school_id, band from pair
         ), set as materialized (
             select row_number() over () as n, k.what, k.at, count(*) as whole,
                    count(*) filter (where case k.what when 'home' then h.reached else c.reached > 0 end) as reached,
                    count(*) filter (where c.homes = c.reached) as wholly, count(*) filter (where c.homes > 1) as apart
             from (select what, key, array_agg(distinct school_id || '/' || coalesce(band, '')) as at from unit group by what, key) k
             left join child c on k.what = 'pupil' and c.person_id::text = k.key
             left join home h on k.what = 'home' and h.household = k.key
             group by k.what, k.at
         ), wide as materialized (
             select whole_id as scope_id, part_id as school_id from figure_part where kind = 'school'
             union all select distinct school_id, school_id from pupil
         ), spread as (
             select e.n, w.scope_id, bool_or(split_part(x, '/', 2) = 'nursery') as nursery, bool_or(split_part(x, '/', 2) = 'elementary') as elementary
             from set e cross join unnest(e.at) x join wide w on w.school_id = split_part(x, '/', 1)::uuid group by e.n, w.scope_id
         )
         insert into figure_family (scope_id, month, band, pupils, reached, wholly, apart, households, households_reached)
         select s.scope_id, date_trunc('month', $1::date)::date, b.band,
                coalesce(sum(e.whole) filter (where e.what = 'pupil'), 0)::int, coalesce(sum(e.reached) filter (where e.what = 'pupil'), 0)::int,
                coalesce(sum(e.wholly) filter (where e.what = 'pupil'), 0)::int, coalesce(sum(e.apart) filter (where e.what = 'pupil'), 0)::int,
                coalesce(sum(e.whole) filter (where e.what = 'home'), 0)::int, coalesce(sum(e.reached) filter (where e.what = 'home'), 0)::int
         from spread s join set e on e.n = s.n
         cross join lateral (values ('all', true), ('nursery', s.nursery), ('elementary', s.elementary)) b (band, holds)
         where b.holds group by s.scope_id, b.band"#,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Days that are over, since the last one counted, forty at most.
pub(in super::super) async fn days_to_count(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
) -> Result<Vec<NaiveDate>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select d::date as "day!" from generate_series(
             coalesce((select max(day) + 1 from figure_service_day), $1::date - 1), $1::date - 1, interval '1 day') d
         order by d limit 40"#,
        today,
    )
    .fetch_all(db)
    .await
}

/// The acts of one day, by service and profile. Whoever works in a school acts as such, also when her own child is there.
pub(in super::super) async fn services(
    conn: &mut PgConnection,
    day: NaiveDate,
    zone: &str,
    acts: &[String],
    services: &[String],
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        r#"with new as (
             insert into figure_service_day (day) values ($1) on conflict do nothing returning day
         ), done as materialized (
             select a.person_id, v.service, count(*) as acts
             from audit a join unnest($3::text[], $4::text[]) v (act, service) on v.act = a.act
             where a.at >= ($1::date::timestamp at time zone $2) and a.at < (($1::date + 1)::timestamp at time zone $2)
               and a.person_id is not null and exists (select from new)
             group by a.person_id, v.service
         ), held as (
             select d.person_id, r.school_id,
                    case when r.kind in ('teacher', 'head', 'substitute') then 1 when r.kind = 'pupil' then 3 else 2 end as rank
             from (select distinct person_id from done) d join role r on r.person_id = d.person_id
             where r.school_id is not null and r.from_day <= $1 and (r.until_day is null or r.until_day >= $1)
             union
             select d.person_id, r.school_id, 4
             from (select distinct person_id from done) d join guardianship($1) g on g.guardian_id = d.person_id
             join role r on r.person_id = g.pupil_id and r.kind = 'pupil' and r.from_day <= $1 and (r.until_day is null or r.until_day >= $1)
         ), chosen as (
             select person_id, min(rank) as rank from held group by person_id
         ), wide as (
             select whole_id as scope_id, part_id as school_id from figure_part where kind = 'school'
             union all select part_id, part_id from figure_part where kind = 'school' and whole_id = '00000000-0000-0000-0000-000000000000'
         ), place_of as (
             select distinct h.person_id, h.rank, w.scope_id
             from held h join chosen c on c.person_id = h.person_id and c.rank = h.rank join wide w on w.school_id = h.school_id
         )
         insert into figure_service (scope_id, month, service, profile, acts)
         select p.scope_id, date_trunc('month', $1::date)::date, d.service, (array['teacher', 'staff', 'pupil', 'guardian'])[p.rank], sum(d.acts)::int
         from done d join place_of p on p.person_id = d.person_id group by p.scope_id, d.service, p.rank
         on conflict (scope_id, month, service, profile) do update set acts = figure_service.acts + excluded.acts"#,
        day,
        zone,
        acts,
        services,
    )
    .execute(conn)
    .await?;
    Ok(())
}

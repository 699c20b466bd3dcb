//! The SQL of doubles. A doubt and a merge are obtained within a scope: a school that the actor heads, or the
//! project.

use super::rules::Side;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kernel::{Actor, DoubtId, MergeId, PersonId, PlaceId, RoleKind};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// Where one looks from. Made only from the actor's own roles.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    /// None: the whole project.
    pub school: Option<PlaceId>,
    /// « Les Tilleuls ».
    pub name: String,
    /// « /ecole/… » or « /pilotage ».
    pub path: String,
}

pub(super) async fn headed(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: PlaceId,
) -> Result<Option<Scope>, sqlx::Error> {
    if !actor.is_in(RoleKind::Head, school) {
        return Ok(None);
    }
    let name = sqlx::query_scalar!("select name from place where id = $1 and closed_on is null", school.0)
        .fetch_optional(db)
        .await?;
    Ok(name.map(|name| Scope { school: Some(school), name, path: format!("/ecole/{school}") }))
}

/// For the project's people (the routes say so).
pub(super) fn project(actor: &Actor) -> Option<Scope> {
    let scope = || Scope { school: None, name: "Tout le projet".to_owned(), path: "/pilotage".to_owned() };
    actor.is_project().then(scope)
}

/// A pair that nobody has settled.
#[derive(Debug, Clone)]
pub(super) struct Doubt {
    pub id: DoubtId,
    pub a: PersonId,
    pub b: PersonId,
    pub name_a: String,
    pub name_b: String,
    pub reason: String,
}

/// Those of whom at least one is of the school; all for the project.
pub(super) async fn doubts(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    only: Option<DoubtId>,
) -> Result<Vec<Doubt>, sqlx::Error> {
    sqlx::query_as!(
        Doubt,
        r#"with of_school as materialized (
             select r.person_id from role r where r.school_id = $1 and r.until_day is null
             union select g.guardian_id from guardian_link g join role r on r.person_id = g.pupil_id
                 and r.kind = 'pupil' and r.school_id = $1 and r.until_day is null where g.until_day is null)
         select d.id as "id!", d.person_a as "a!", d.person_b as "b!",
                a.first_name || ' ' || a.last_name as "name_a!", b.first_name || ' ' || b.last_name as "name_b!",
                d.reason
         from duplicate_doubt d join person_card a on a.person_id = d.person_a
         join person_card b on b.person_id = d.person_b
         where d.settled_at is null and ($2::uuid is null or d.id = $2)
           and ($1::uuid is null or d.person_a in (select person_id from of_school)
                or d.person_b in (select person_id from of_school))
         order by a.last_name, a.first_name, d.id limit 300"#,
        scope.school.map(|s| s.0),
        only.map(|d| d.0),
    )
    .fetch_all(db)
    .await
}

/// What is known of both, from where one looks.
pub(super) async fn sides(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    people: [PersonId; 2],
    today: NaiveDate,
) -> Result<Vec<Side>, sqlx::Error> {
    let people: Vec<Uuid> = people.iter().map(|p| p.0).collect();
    sqlx::query_as!(
        Side,
        r#"with held as (
             select r.person_id, r.kind, p.name, s.name as school_name, r.school_id, p.kind as place_kind
             from role r join place p on p.id = r.place_id left join place s on s.id = r.school_id
             where r.person_id = any($1) and (r.until_day is null or r.until_day >= $3)
         ), child as (
             select g.guardian_id, r.school_id from guardian_link g
             join role r on r.person_id = g.pupil_id and r.kind = 'pupil' and (r.until_day is null or r.until_day >= $3)
             where g.guardian_id = any($1) and (g.until_day is null or g.until_day >= $3)
         )
         select p.id as "person!", p.shown_first_name || ' ' || p.shown_last_name as "name!", p.birth_date, p.email,
                p.ine is not null as "ine!",
                exists (select from person_key k where k.person_id = p.id and k.source = 'aaf') as "fed!",
                a.login as "login?", a.state as "state?",
                coalesce((select array_agg(distinct h.kind || ' · ' || h.name || case when h.place_kind in ('class', 'group')
                        then ' · ' || h.school_name else '' end) from held h where h.person_id = p.id), '{}') as "places!",
                coalesce((select array_agg(distinct c.first_name || ' ' || c.last_name) from guardian_link g
                    join person_card c on c.person_id = case when g.guardian_id = p.id then g.pupil_id else g.guardian_id end
                    where p.id in (g.guardian_id, g.pupil_id) and (g.until_day is null or g.until_day >= $3)), '{}') as "links!",
                greatest((select max(s.seen_at) from session s where s.person_id = p.id),
                         (select max(u.at) from audit u where u.person_id = p.id and u.act = 'signed_in')) as last_came,
                (select count(*) from item i where i.author_id = p.id and i.published_at is not null) as "posts!",
                (select count(*) from comment c where c.author_id = p.id) as "comments!",
                exists (select from role r where r.person_id = p.id and r.kind = 'pupil') as "pupil!",
                (exists (select from role r where r.person_id = p.id and r.kind <> 'pupil')
                    or exists (select from guardian_link g where g.guardian_id = p.id)) as "adult!",
                ($2::uuid is not null
                    and not exists (select from held h where h.person_id = p.id and h.school_id is distinct from $2)
                    and not exists (select from child c where c.guardian_id = p.id and c.school_id is distinct from $2)
                    and (exists (select from held h where h.person_id = p.id)
                         or exists (select from child c where c.guardian_id = p.id))) as "within!",
                exists (select from held h where h.person_id = p.id
                    and h.kind in ('head', 'inspector', 'operator', 'project_manager')) as "reaches_far!",
                exists (select from guardian_link g where g.guardian_id = any($1) and g.pupil_id = any($1)) as "of_the_other!"
         from person p left join account a on a.person_id = p.id
         where p.id = any($1) order by p.id"#,
        &people,
        scope.school.map(|s| s.0),
        today,
    )
    .fetch_all(db)
    .await
}

/// Two persons, said not to be the same: never raised again. `false`: settled already.
pub(super) async fn settle(
    db: impl PgExecutor<'_>,
    doubt: &Doubt,
    by: PersonId,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update duplicate_doubt set settled_at = $2, settled_by = $3 where id = $1 and settled_at is null",
        doubt.id.0,
        now,
        by.0,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// A doubt about two persons; settled from the start when somebody has said that they are two.
pub(crate) async fn settle_pair(
    db: impl PgExecutor<'_>,
    (one, other): (PersonId, PersonId),
    reason: &str,
    settled_by: Option<PersonId>,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into duplicate_doubt (id, person_a, person_b, reason, found_at, settled_at, settled_by)
         values ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), $4,
                 $5::timestamptz, case when $6::uuid is not null then $5::timestamptz end, $6)
         on conflict (person_a, person_b) do update set settled_at = excluded.settled_at, settled_by = excluded.settled_by",
        Uuid::now_v7(),
        one.0,
        other.0,
        reason,
        now,
        settled_by.map(|p| p.0),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A merge that can still be undone.
#[derive(Debug, Clone)]
pub(super) struct Done {
    pub id: MergeId,
    pub name: String,
    pub at: DateTime<Utc>,
}

pub(super) async fn merges(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    only: Option<MergeId>,
    now: DateTime<Utc>,
) -> Result<Vec<Done>, sqlx::Error> {
    sqlx::query_as!(
        Done,
        r#"select m.id as "id!", c.first_name || ' ' || c.last_name as "name!", m.merged_at as "at!"
         from person_merge m join person_card c on c.person_id = m.kept_id
         where m.journal is not null and m.merged_at > $3 and ($2::uuid is null or m.id = $2)
           and ($1::uuid is null or (
               exists (select from role r where r.person_id = m.kept_id and r.school_id = $1 and r.until_day is null
                   union all select from guardian_link g join role r on r.person_id = g.pupil_id and r.until_day is null
                   where g.guardian_id = m.kept_id and r.school_id = $1)
               and not exists (select from role r where r.person_id = m.kept_id and r.until_day is null
                   and (r.school_id is distinct from $1 or r.kind = 'head'))
               and not exists (select from guardian_link g join role r on r.person_id = g.pupil_id and r.until_day is null
                   where g.guardian_id = m.kept_id and g.until_day is null and r.school_id is distinct from $1)))
         order by m.merged_at desc limit 100"#,
        scope.school.map(|s| s.0),
        only.map(|m| m.0),
        now - TimeDelta::days(super::super::DAYS),
    )
    .fetch_all(db)
    .await
}

/// Somebody made by hand whom the directory has not named for three weeks.
#[derive(Debug, Clone)]
pub(super) struct Unknown {
    pub name: String,
    pub class: String,
    pub since: NaiveDate,
}

pub(super) async fn unknown_to_the_feed(
    db: impl PgExecutor<'_>,
    scope: &Scope,
    today: NaiveDate,
) -> Result<Vec<Unknown>, sqlx::Error> {
    sqlx::query_as!(
        Unknown,
        r#"select c.first_name || ' ' || c.last_name as "name!", p.name as "class!", r.from_day as "since!"
         from role r join place p on p.id = r.place_id join person_card c on c.person_id = r.person_id
         where r.school_id = $1 and r.kind = 'pupil' and r.source = 'head' and r.until_day is null and r.from_day <= $2
           and not exists (select from person_key k where k.person_id = r.person_id and k.source = 'aaf')
         order by c.last_name, c.first_name limit 200"#,
        scope.school.map(|s| s.0),
        today - TimeDelta::weeks(3),
    )
    .fetch_all(db)
    .await
}

pub(super) async fn find_pairs(conn: &mut PgConnection, now: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let found = sqlx::query!(
        "with plain as materialized (
             select id, plain_name(last_name) as l, plain_name(first_name) as f, birth_date, lower(email) as e
             from person where leaving_since is null
         ), pair as (
             select a.id as a, b.id as b, 'name_and_birth' as reason, 1 as rank
             from plain a join plain b on b.birth_date = a.birth_date and b.l = a.l and b.f = a.f and b.id > a.id
             where a.l <> '' and a.f <> ''
             union all
             -- A couple shares an address, not a first name.
             select a.id, b.id, 'email', 2 from plain a join plain b on b.e = a.e and b.f = a.f and b.id > a.id
             where a.f <> ''
             union all
             select least(g.guardian_id, h.guardian_id), greatest(g.guardian_id, h.guardian_id), 'name_and_child', 3
             from guardian_link g join guardian_link h on h.pupil_id = g.pupil_id and h.guardian_id > g.guardian_id
             join plain a on a.id = g.guardian_id join plain b on b.id = h.guardian_id and b.l = a.l and b.f = a.f
             where g.until_day is null and h.until_day is null and a.l <> ''
         )
         insert into duplicate_doubt (id, person_a, person_b, reason, found_at)
         select distinct on (a, b) gen_random_uuid(), a, b, reason, $1 from pair order by a, b, rank
         on conflict (person_a, person_b) do nothing",
        now,
    )
    .execute(conn)
    .await?;
    Ok(found.rows_affected())
}

//! The SQL of containment. A place is obtained through the actor: [`Reach`] can be made nowhere else.

use super::rules::Profile;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// A place where the actor may contain, and whom.
#[derive(Debug, Clone)]
pub(super) struct Reach {
    /// None: the whole project.
    place: Option<Uuid>,
    pub name: String,
    profiles: Vec<Profile>,
}

impl Reach {
    /// What stands in the form.
    pub fn value(&self) -> String {
        self.place.map_or_else(|| "tout".to_owned(), |place| place.to_string())
    }

    pub fn profiles(&self) -> &[Profile] {
        &self.profiles
    }

    /// Those of the named profiles that she may contain here, as in the database.
    pub fn of(&self, named: &[String]) -> Vec<String> {
        let hers = self.profiles.iter().filter(|profile| named.iter().any(|n| n == profile.name()));
        hers.map(|profile| profile.name().to_owned()).collect()
    }

    pub fn place(&self) -> Option<Uuid> {
        self.place
    }
}

/// Every place where she may contain; `school`: this one and its classes only.
pub(super) async fn reaches(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: Option<PlaceId>,
    today: NaiveDate,
) -> Result<Vec<Reach>, sqlx::Error> {
    let project = actor.is_project();
    let rows = sqlx::query!(
        r#"select p.id, p.kind, p.name, s.name as "school?",
                exists (select from role r where r.person_id = $1 and r.school_id = p.school_id and r.kind = 'head'
                    and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)) as "headed!",
                exists (select from role r where r.person_id = $1 and r.place_id = p.id
                    and leads(r.kind, r.tools) and p.kind in ('class', 'group')
                    and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)) as "taught!"
         from place p left join place s on s.id = p.school_id and s.id <> p.id
         where p.closed_on is null and not p.pseudo
           and (($3::uuid is null and p.kind in ('circonscription', 'school') and $4)
                or (p.school_id = $3 and p.kind in ('school', 'class', 'group'))
                or (not $4 and $3::uuid is null and p.kind in ('school', 'class', 'group') and p.school_id in
                    (select r.school_id from role r where r.person_id = $1)))
         order by p.kind = 'circonscription' desc, p.kind = 'school' desc, s.name nulls first, p.name, p.id"#,
        actor.person.0,
        today,
        school.map(|s| s.0),
        project,
    )
    .fetch_all(db)
    .await?;
    let whole = Reach { place: None, name: "Tout le projet".to_owned(), profiles: Profile::ALL.to_vec() };
    let mut all: Vec<Reach> = if project && school.is_none() { vec![whole] } else { Vec::new() };
    all.extend(rows.into_iter().filter_map(|row| {
        let profiles = if project {
            Profile::ALL.to_vec()
        } else if row.headed {
            vec![Profile::Adults, Profile::Guardians, Profile::Pupils]
        } else if row.taught {
            vec![Profile::Pupils]
        } else {
            return None;
        };
        let name = match (row.kind.as_str(), row.school) {
            ("circonscription", _) => format!("Circonscription {}", row.name),
            ("school", _) => format!("École {}", row.name),
            (_, school) => format!("{} ({})", row.name, school.unwrap_or_default()),
        };
        Some(Reach { place: Some(row.id), name, profiles })
    }));
    Ok(all)
}

/// The place that a form names, if she may contain there.
pub(super) async fn reach(
    conn: &mut PgConnection,
    actor: &Actor,
    value: &str,
    today: NaiveDate,
) -> Result<Option<Reach>, sqlx::Error> {
    let school = match value.parse::<Uuid>() {
        Ok(place) => sqlx::query_scalar!("select school_id from place where id = $1", place)
            .fetch_optional(&mut *conn)
            .await?
            .flatten(),
        Err(_) => None,
    };
    let all = reaches(conn, actor, school.map(PlaceId), today).await?;
    Ok(all.into_iter().find(|reach| reach.value() == value))
}

/// Somebody whom the actor may contain alone, and look back on.
#[derive(Debug, Clone)]
pub(super) struct Contained {
    pub id: PersonId,
    pub name: String,
    pub login: Option<String>,
}

/// The project: whoever has an account. A head: pupils of her school, and adults who hold no role that reaches
/// further than hers.
pub(super) async fn person(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    person: PersonId,
    today: NaiveDate,
) -> Result<Option<Contained>, sqlx::Error> {
    sqlx::query_as!(
        Contained,
        r#"select p.id as "id!", p.shown_first_name || ' ' || p.shown_last_name as "name!", a.login as "login?"
         from person p join account a on a.person_id = p.id
         where p.id = $1 and ($4 or (
           exists (select from role r join role h on h.school_id = r.school_id and h.kind = 'head' and h.person_id = $2
                   and h.from_day <= $3 and (h.until_day is null or h.until_day >= $3)
               where r.person_id = p.id and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))
           and not exists (select from role o where o.person_id = p.id
               and o.kind in ('head', 'inspector', 'operator', 'project_manager')
               and (o.until_day is null or o.until_day >= $3))))"#,
        person.0,
        actor.person.0,
        today,
        actor.is_project(),
    )
    .fetch_optional(db)
    .await
}

/// People whom the actor may contain, by what was typed of a name or an identifier.
pub(super) async fn found(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    typed: &str,
    today: NaiveDate,
) -> Result<Vec<Contained>, sqlx::Error> {
    sqlx::query_as!(
        Contained,
        r#"select p.id as "id!", p.shown_first_name || ' ' || p.shown_last_name as "name!", a.login as "login?"
         from account a join person p on p.id = a.person_id
         where (a.login = lower($1) or starts_with(lower(p.shown_last_name), lower($1))
                or lower(p.shown_first_name || ' ' || p.shown_last_name) = lower($1))
           and ($4 or (
           exists (select from role r join role h on h.school_id = r.school_id and h.kind = 'head' and h.person_id = $2
                   and h.from_day <= $3 and (h.until_day is null or h.until_day >= $3)
               where r.person_id = p.id and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))
           and not exists (select from role o where o.person_id = p.id
               and o.kind in ('head', 'inspector', 'operator', 'project_manager')
               and (o.until_day is null or o.until_day >= $3))))
         order by p.shown_last_name, p.shown_first_name, p.id limit 20"#,
        typed,
        actor.person.0,
        today,
        actor.is_project(),
    )
    .fetch_all(db)
    .await
}

/// How many accounts and open sessions a closing would touch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Touched {
    pub accounts: i64,
    pub sessions: i64,
}

pub(super) async fn touched(
    db: impl PgExecutor<'_>,
    reach: &Reach,
    profiles: &[String],
    today: NaiveDate,
) -> Result<Touched, sqlx::Error> {
    sqlx::query_as!(
        Touched,
        r#"with who as (select distinct w.person_id from people_in($1, $2, $3) w join account a using (person_id))
         select (select count(*) from who) as "accounts!",
                (select count(*) from session s join who using (person_id)) as "sessions!""#,
        reach.place,
        profiles,
        today,
    )
    .fetch_one(db)
    .await
}

/// Notes who is meant: all later steps go by this list. Whoever does it is never among them.
pub(super) async fn begin(
    conn: &mut PgConnection,
    actor: &Actor,
    reach: &Reach,
    profiles: &[String],
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<(Uuid, i64), sqlx::Error> {
    let id = note(&mut *conn, actor, reach.place, profiles, false, now).await?;
    let accounts = sqlx::query!(
        "insert into containment_person (containment_id, person_id)
         select distinct $1::uuid, w.person_id from people_in($2, $3, $4) w join account a using (person_id)
         where w.person_id <> $5",
        id,
        reach.place,
        profiles,
        today,
        actor.person.0,
    )
    .execute(conn)
    .await?;
    Ok((id, i64::try_from(accounts.rows_affected()).unwrap_or(i64::MAX)))
}

pub(super) async fn begin_with(
    conn: &mut PgConnection,
    actor: &Actor,
    person: &Contained,
    now: DateTime<Utc>,
) -> Result<Uuid, sqlx::Error> {
    let id = note(&mut *conn, actor, None, &[], false, now).await?;
    sqlx::query!(
        "insert into containment_person (containment_id, person_id) values ($1, $2)",
        id,
        person.id.0,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

pub(super) async fn note(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    place: Option<Uuid>,
    profiles: &[String],
    drill: bool,
    now: DateTime<Utc>,
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into containment (id, at, by_id, place_id, profiles, drill, accounts, sessions)
         values ($1, $2, $3, $4, $5, $6, 0, 0)",
        id,
        now,
        actor.person.0,
        place,
        profiles,
        drill,
    )
    .execute(db)
    .await?;
    Ok(id)
}

/// Closes their sessions and makes their secrets void, inside the database: as many as there are.
pub(super) async fn void(conn: &mut PgConnection, id: Uuid) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select void_secrets(array(select person_id from containment_person where containment_id = $1)) as "n!""#,
        id,
    )
    .fetch_one(conn)
    .await
}

pub(super) async fn finish(
    db: impl PgExecutor<'_>,
    id: Uuid,
    touched: Touched,
    steps: &serde_json::Value,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update containment set accounts = $2, sessions = $3, steps = $4 where id = $1",
        id,
        touched.accounts,
        touched.sessions,
        steps,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// One freeze for each profile, unless the same is there already.
pub(super) async fn freeze(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    reach: &Reach,
    profiles: &[String],
    words: (&str, &str),
    now: DateTime<Utc>,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "insert into writing_freeze (id, profile, place_id, message, reason, frozen_at, frozen_by)
         select gen_random_uuid(), p, $2, $3, $4, $5, $6 from unnest($1::text[]) p
         where not exists (select from writing_freeze f where f.profile = p and f.place_id is not distinct from $2
             and f.reopened_at is null)",
        profiles,
        reach.place,
        words.0,
        words.1,
        now,
        actor.person.0,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// A freeze, open or not, as the page shows it.
#[derive(Debug, Clone)]
pub(super) struct FreezeRow {
    pub id: Uuid,
    pub profile: String,
    pub place: Option<Uuid>,
    pub place_name: String,
    pub message: String,
    pub reason: String,
    pub frozen_at: DateTime<Utc>,
    pub by: String,
    pub reopened_at: Option<DateTime<Utc>>,
    pub openings: String,
}

/// Those that hold or held in the places she reaches, or around them; the open ones first.
pub(super) async fn freezes(
    db: impl PgExecutor<'_>,
    reaches: &[Reach],
) -> Result<Vec<FreezeRow>, sqlx::Error> {
    let places: Vec<_> = reaches.iter().filter_map(|reach| reach.place).collect();
    sqlx::query_as!(
        FreezeRow,
        r#"select f.id, f.profile, f.place_id as "place?", coalesce(p.name, 'Tout le projet') as "place_name!",
                f.message, f.reason, f.frozen_at, b.first_name || ' ' || b.last_name as "by!", f.reopened_at,
                coalesce((select string_agg(o.name, ', ' order by o.name) from freeze_opening i
                    join place o on o.id = i.place_id where i.freeze_id = f.id), '') as "openings!"
         from writing_freeze f left join place p on p.id = f.place_id join person_card b on b.person_id = f.frozen_by
         where f.place_id is null or f.place_id = any($1)
            or exists (select from place r where r.id = any($1) and f.place_id in (r.school_id, r.parent_id))
         order by f.reopened_at is not null, f.frozen_at desc, f.id limit 100"#,
        &places,
    )
    .fetch_all(db)
    .await
}

/// Ends a freeze of a place that she reaches. `false`: it is none, or has ended.
pub(super) async fn reopen(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    reach: &Reach,
    freeze: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let profiles: Vec<_> = reach.profiles.iter().map(|p| p.name().to_owned()).collect();
    let done = sqlx::query!(
        "update writing_freeze set reopened_at = $4, reopened_by = $5
         where id = $1 and place_id is not distinct from $2 and profile = any($3) and reopened_at is null",
        freeze,
        reach.place,
        &profiles,
        now,
        actor.person.0,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Reopens one school or class under a wider freeze: whoever froze the wider place says so, the project only.
pub(super) async fn open_here(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    reach: &Reach,
    freeze: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "insert into freeze_opening (freeze_id, place_id, opened_at, opened_by)
         select f.id, p.id, $3, $4 from writing_freeze f join place p on p.id = $2 left join place s on s.id = p.school_id
         where f.id = $1 and f.reopened_at is null and $5
           and (f.place_id is null or f.place_id in (p.school_id, s.parent_id)) and f.place_id is distinct from p.id
         on conflict do nothing",
        freeze,
        reach.place,
        now,
        actor.person.0,
        actor.is_project(),
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What was closed, and the drills.
#[derive(Debug, Clone)]
pub(super) struct Past {
    pub at: DateTime<Utc>,
    pub by: String,
    pub place_name: String,
    pub profiles: Vec<String>,
    pub drill: bool,
    pub accounts: i64,
    pub sessions: i64,
    pub steps: serde_json::Value,
}

pub(super) async fn past(db: impl PgExecutor<'_>, reaches: &[Reach]) -> Result<Vec<Past>, sqlx::Error> {
    let whole = reaches.iter().any(|reach| reach.place.is_none());
    let places: Vec<_> = reaches.iter().filter_map(|reach| reach.place).collect();
    sqlx::query_as!(
        Past,
        r#"select c.at, b.first_name || ' ' || b.last_name as "by!",
                case when c.place_id is not null then p.name when cardinality(c.profiles) = 0 then 'Une personne'
                     else 'Tout le projet' end as "place_name!",
                c.profiles, c.drill, c.accounts, c.sessions, c.steps
         from containment c left join place p on p.id = c.place_id join person_card b on b.person_id = c.by_id
         where $1 or c.place_id = any($2)
         order by c.at desc, c.id desc limit 30"#,
        whole,
        &places,
    )
    .fetch_all(db)
    .await
}

/// « Ce n’était pas moi », until somebody has looked.
#[derive(Debug, Clone)]
pub(super) struct Alert {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub person: PersonId,
    pub name: String,
}

pub(super) async fn alerts(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<Alert>, sqlx::Error> {
    sqlx::query_as!(
        Alert,
        r#"select l.id, l.at, l.person_id as "person!", p.first_name || ' ' || p.last_name as "name!"
         from security_alert l join person_card p on p.person_id = l.person_id
         where l.seen_at is null and ($3 or exists (
             select from role h where h.person_id = $1 and h.kind = 'head'
                and h.from_day <= $2 and (h.until_day is null or h.until_day >= $2)
                and l.person_id in (select person_id from people_in(h.school_id, '{adults,guardians}', $2))))
         order by l.at desc, l.id limit 50"#,
        actor.person.0,
        today,
        actor.is_project(),
    )
    .fetch_all(db)
    .await
}

pub(super) async fn see_alert(
    conn: &mut PgConnection,
    actor: &Actor,
    alert: Uuid,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    if !alerts(&mut *conn, actor, today).await?.iter().any(|hers| hers.id == alert) {
        return Ok(false);
    }
    sqlx::query!(
        "update security_alert set seen_at = $2, seen_by = $3 where id = $1",
        alert,
        now,
        actor.person.0,
    )
    .execute(conn)
    .await?;
    Ok(true)
}

/// What the audit says of somebody, and from which device.
#[derive(Debug, Clone)]
pub(super) struct Audited {
    pub at: DateTime<Utc>,
    pub act: String,
    pub details: serde_json::Value,
    pub session: Option<Uuid>,
    pub device: Option<String>,
}

pub(super) async fn audited(
    db: impl PgExecutor<'_>,
    person: &Contained,
    since: DateTime<Utc>,
    most: i64,
) -> Result<Vec<Audited>, sqlx::Error> {
    sqlx::query_as!(
        Audited,
        r#"select a.at, a.act, a.details, a.session_id as session, coalesce(s.device, o.device) as "device?"
         from audit a left join session s on s.id = a.session_id left join past_session o on o.id = a.session_id
         where a.person_id = $1 and a.at >= $2 order by a.at desc, a.id desc limit $3"#,
        person.id.0,
        since,
        most,
    )
    .fetch_all(db)
    .await
}

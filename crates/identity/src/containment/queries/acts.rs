//! Closing accounts: who is meant, what is made void, who is told.

use super::{Contained, Reach};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, PersonId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// How many accounts and open sessions a closing would touch.
#[derive(Debug, Clone, Copy)]
pub(in crate::containment) struct Touched {
    pub accounts: i64,
    pub sessions: i64,
}

pub(in crate::containment) async fn touched(
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
pub(in crate::containment) async fn begin(
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

pub(in crate::containment) async fn begin_with(
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

pub(in crate::containment) async fn note(
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
pub(in crate::containment) async fn void(conn: &mut PgConnection, id: Uuid) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select void_secrets(array(select person_id from containment_person where containment_id = $1)) as "n!""#,
        id,
    )
    .fetch_one(conn)
    .await
}

pub(in crate::containment) async fn finish(
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

/// How each adult will be told, before her secrets are void: by letter where there is an address, else on paper.
/// Whom nothing let in is told nothing. `true`: there is a letter to send.
pub(in crate::containment) async fn choose_how_told(
    conn: &mut PgConnection,
    id: Uuid,
) -> Result<bool, sqlx::Error> {
    sqlx::query!(
        "update containment_person c
         set told = case when not has_mailbox(p.email, p.email_failed) or a.state = 'to_activate' and p.email_by_person then 'paper'
                         else 'mail' end
         from account a join person p on p.id = a.person_id
         where c.containment_id = $1 and c.person_id = a.person_id
           and (a.state = 'active' and not closed_out(a.person_id) or a.state = 'to_activate' and a.code_hash is not null)
           and not exists (select from role r where r.person_id = a.person_id and r.kind = 'pupil')",
        id,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query_scalar!(
        r#"select exists (select from containment_person where containment_id = $1 and told = 'mail') as "any!""#,
        id,
    )
    .fetch_one(conn)
    .await
}

/// Somebody who gets a letter.
pub(in crate::containment) struct ToTell {
    pub person: PersonId,
    /// She had never come: an invitation with a new code takes the place of her slip.
    pub invited: bool,
}

/// At most so many who have not been told, from now on told; and who closed their accounts.
pub(in crate::containment) async fn next_to_tell(
    conn: &mut PgConnection,
    id: Uuid,
    most: i64,
    now: DateTime<Utc>,
) -> Result<Vec<ToTell>, sqlx::Error> {
    sqlx::query_as!(
        ToTell,
        r#"update containment_person c set told_at = $3 from account a
         where c.containment_id = $1 and a.person_id = c.person_id and c.person_id in (
             select person_id from containment_person
             where containment_id = $1 and told = 'mail' and told_at is null
             order by person_id limit $2 for update)
         returning c.person_id as "person!", a.state = 'to_activate' as "invited!""#,
        id,
        most,
        now,
    )
    .fetch_all(conn)
    .await
}

/// Who closed accounts.
pub(in crate::containment) async fn closed_by(
    db: impl PgExecutor<'_>,
    id: Uuid,
) -> Result<Option<PersonId>, sqlx::Error> {
    let by =
        sqlx::query_scalar!("select by_id from containment where id = $1", id).fetch_optional(db).await?;
    Ok(by.map(PersonId))
}

/// Of somebody whose account nothing has opened since: whether hers alone was closed, the last time. None: it is
/// not closed.
pub(in crate::containment) async fn closed_alone(
    db: impl PgExecutor<'_>,
    person: PersonId,
) -> Result<Option<bool>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select c.place_id is null and cardinality(c.profiles) = 0 as "alone!"
         from containment_person o join containment c on c.id = o.containment_id
         where o.person_id = $1 and not c.drill and closed_out($1) order by c.at desc, c.id desc limit 1"#,
        person.0,
    )
    .fetch_optional(db)
    .await
}

/// What was closed, and the drills.
#[derive(Debug, Clone)]
pub(in crate::containment) struct Past {
    pub at: DateTime<Utc>,
    pub by: String,
    pub place_name: String,
    pub profiles: Vec<String>,
    pub drill: bool,
    pub accounts: i64,
    pub sessions: i64,
    pub steps: serde_json::Value,
    /// So many adults got a letter.
    pub mailed: i64,
    /// So many have no address, and have no new sheet yet.
    pub unmailed: i64,
}

pub(in crate::containment) async fn past(
    db: impl PgExecutor<'_>,
    reaches: &[Reach],
) -> Result<Vec<Past>, sqlx::Error> {
    let whole = reaches.iter().any(|reach| reach.place.is_none());
    let places: Vec<_> = reaches.iter().filter_map(|reach| reach.place).collect();
    sqlx::query_as!(
        Past,
        r#"select c.at, b.first_name || ' ' || b.last_name as "by!",
                case when c.place_id is not null then p.name when cardinality(c.profiles) = 0 then 'Une personne'
                     else 'Tout le projet' end as "place_name!",
                c.profiles, c.drill, c.accounts, c.sessions, c.steps,
                (select count(*) from containment_person o where o.containment_id = c.id and o.told = 'mail') as "mailed!",
                (select count(*) from containment_person o where o.containment_id = c.id and o.told = 'paper'
                    and closed_out(o.person_id)) as "unmailed!"
         from containment c left join place p on p.id = c.place_id join person_card b on b.person_id = c.by_id
         where $1 or c.place_id = any($2)
         order by c.at desc, c.id desc limit 30"#,
        whole,
        &places,
    )
    .fetch_all(db)
    .await
}

//! The SQL of mandates. All of it is asked through a school that the actor steers.

use super::rules::Asked;
use crate::candidates::Among;
use crate::steering::Steered;
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, Error, PersonId, RoleId};
use sqlx::{PgConnection, PgExecutor};

/// A mandate as head of a school that the actor steers.
#[derive(Debug, Clone)]
pub(super) struct Mandate {
    pub role: RoleId,
    pub person: PersonId,
    pub name: String,
    pub from_day: NaiveDate,
    pub until_day: Option<NaiveDate>,
    /// Given by hand, for days: an interim.
    pub interim: bool,
    pub given_by: Option<String>,
    pub given_at: Option<DateTime<Utc>>,
    pub ended_by: Option<String>,
    pub ended_at: Option<DateTime<Utc>>,
    /// Its end was said by hand, and the directory still says that she is head.
    pub held: bool,
}

/// Those that hold or will, then those that ended within two years.
pub(super) async fn mandates(
    db: impl PgExecutor<'_>,
    school: &Steered,
    only: Option<RoleId>,
    today: NaiveDate,
) -> Result<Vec<Mandate>, sqlx::Error> {
    sqlx::query_as!(
        Mandate,
        r#"select r.id as role, r.person_id as person, c.first_name || ' ' || c.last_name as "name!", r.from_day,
                r.until_day, r.source = 'delegation' as "interim!",
                g.first_name || ' ' || g.last_name as given_by, r.given_at,
                e.first_name || ' ' || e.last_name as ended_by, r.ended_at,
                r.source <> 'delegation' and r.ended_at is not null and r.fed_on is null
                and not exists (select from role o where o.person_id = r.person_id and o.place_id = r.place_id
                                  and o.kind = 'head' and o.until_day is null) as "held!"
         from role r join person_card c on c.person_id = r.person_id
         left join person_card g on g.person_id = r.given_by left join person_card e on e.person_id = r.ended_by
         where r.place_id = $1 and r.kind = 'head' and (r.until_day is null or r.until_day >= $2::date - 730)
           and ($3::uuid is null or r.id = $3)
         order by coalesce(r.until_day < $2, false), r.from_day desc, r.id limit 100"#,
        school.id.0,
        today,
        only.map(|r| r.0),
    )
    .fetch_all(db)
    .await
}

pub(super) async fn find(
    conn: &mut PgConnection,
    school: &Steered,
    role: RoleId,
    today: NaiveDate,
) -> Result<Mandate, Error> {
    mandates(conn, school, Some(role), today).await?.pop().ok_or(Error::NotFound)
}

/// Who teaches or heads in the circonscription of the school; for the project, anywhere.
pub(super) fn among<'a>(actor: &Actor, school: &Steered) -> Among<'a> {
    let circonscription = school.circonscription.filter(|_| !actor.is_project());
    Among { kinds: &["teacher", "head", "substitute"], circonscription }
}

/// Heads the school already within these days.
pub(super) async fn overlaps(
    db: impl PgExecutor<'_>,
    school: &Steered,
    asked: &Asked,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from role where person_id = $1 and kind = 'head' and place_id = $2
               and from_day <= $4 and (until_day is null or until_day >= $3)) as "there!""#,
        asked.person.0,
        school.id.0,
        asked.from,
        asked.until,
    )
    .fetch_one(db)
    .await
}

pub(super) async fn give(
    tx: &mut Tx,
    actor: &Actor,
    school: &Steered,
    asked: &Asked,
) -> Result<RoleId, sqlx::Error> {
    let (role, now) = (RoleId::fresh(), tx.now());
    sqlx::query!(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, until_day, source, given_by, given_at)
         values ($1, $2, 'head', $3, $3, $4, $5, 'delegation', $6, $7)",
        role.0,
        asked.person.0,
        school.id.0,
        asked.from,
        asked.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(role)
}

/// A mandate by hand that runs or will, as the letter tells it.
pub(super) struct Told {
    pub school: String,
    pub from_day: NaiveDate,
    pub until_day: NaiveDate,
}

pub(super) async fn told(
    db: impl PgExecutor<'_>,
    role: RoleId,
    person: PersonId,
    today: NaiveDate,
) -> Result<Option<Told>, sqlx::Error> {
    sqlx::query_as!(
        Told,
        r#"select s.name as school, r.from_day, r.until_day as "until_day!" from role r join place s on s.id = r.place_id
         where r.id = $1 and r.person_id = $2 and r.kind = 'head' and r.source = 'delegation' and r.until_day >= $3"#,
        role.0,
        person.0,
        today,
    )
    .fetch_optional(db)
    .await
}

/// Says the last day of what was given by hand or by a feed, which says nothing of it until it names her no more; none: it
/// never was.
pub(crate) async fn end(
    tx: &mut Tx,
    actor: &Actor,
    role: RoleId,
    last: Option<NaiveDate>,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    match last {
        None => sqlx::query!("delete from role where id = $1", role.0).execute(tx.conn()).await?,
        Some(day) => {
            sqlx::query!(
                "update role set until_day = $2, ended_by = $3, ended_at = $4, fed_on = null where id = $1",
                role.0,
                day,
                actor.person.0,
                now,
            )
            .execute(tx.conn())
            .await?
        }
    };
    Ok(())
}

/// The directory says it again: as if nothing had been said by hand.
pub(super) async fn give_back(conn: &mut PgConnection, mandate: &Mandate) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update role set until_day = null, ended_by = null, ended_at = null where id = $1",
        mandate.role.0
    )
    .execute(conn)
    .await?;
    Ok(())
}

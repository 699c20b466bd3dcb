//! The SQL of tickets, and of who was told what.

use super::rules::{Who, hash, ticket};
use crate::registry::queries::Service;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use database::Tx;
use identity::Vault;
use kernel::{Actor, PersonId, RoleKind, SessionId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// How long a ticket is good.
const LASTS: TimeDelta = TimeDelta::seconds(60);
/// So many tickets of one person, in so many minutes.
const MOST: i64 = 40;
const WITHIN: TimeDelta = TimeDelta::minutes(5);

/// What somebody is today, and where.
pub(crate) async fn who(
    db: impl PgExecutor<'_>,
    person: PersonId,
    today: NaiveDate,
) -> Result<Option<Who>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select p.shown_first_name as first_name, p.shown_last_name as last_name, held.kind as "kind?", s.uai as "uai?"
         from person p
         left join lateral (
             select r.kind, r.school_id from role r
             where r.person_id = p.id and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
             union
             select 'guardian', r.school_id from guardianship($2) g
             join role r on r.person_id = g.pupil_id and r.kind = 'pupil'
                  and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
             where g.guardian_id = p.id
         ) held on true
         left join place s on s.id = held.school_id
         where p.id = $1"#,
        person.0,
        today,
    )
    .fetch_all(db)
    .await?;
    let mut who: Option<Who> = None;
    for row in rows {
        let who = who.get_or_insert_with(|| Who {
            first_name: row.first_name,
            last_name: row.last_name,
            roles: Vec::new(),
        });
        who.roles.extend(row.kind.as_deref().and_then(RoleKind::named).map(|kind| (kind, row.uai)));
    }
    Ok(who)
}

/// What she was told leaves; nothing when she was not told.
pub(super) async fn told(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    service: &Service,
) -> Result<Option<Vec<String>>, sqlx::Error> {
    sqlx::query_scalar!(
        "select told from sso_use where person_id = $1 and service_id = $2",
        actor.person.0,
        service.id,
    )
    .fetch_optional(db)
    .await
}

pub(super) async fn tell(tx: &mut Tx, actor: &Actor, service: &Service) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into sso_use (person_id, service_id, told, told_at, service) values ($1, $2, $3, $4, $5)
         on conflict (person_id, service_id) do update set service = excluded.service, told = excluded.told, told_at = excluded.told_at",
        actor.person.0,
        service.id,
        &service.said.attributes,
        now,
        service.said.name,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A browser that is sent round and round is stopped.
pub(super) async fn too_many(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let recent = sqlx::query_scalar!(
        r#"select count(*) as "n!" from sso_ticket where person_id = $1 and made_at > $2"#,
        actor.person.0,
        now - WITHIN,
    )
    .fetch_one(db)
    .await?;
    Ok(recent >= MOST)
}

/// A ticket for this address, in this session.
pub(super) async fn give(
    tx: &mut Tx,
    vault: &Vault,
    actor: &Actor,
    (service, address): (&Service, &str),
    renewed: bool,
) -> Result<String, sqlx::Error> {
    let (id, now) = (Uuid::new_v4(), tx.now());
    let ticket = ticket(vault, id);
    sqlx::query!(
        "insert into sso_ticket (id, hash, service_id, person_id, session_id, service_url, renewed, made_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        hash(&ticket),
        service.id,
        actor.person.0,
        actor.session.0,
        address,
        renewed,
        now,
        now + LASTS,
    )
    .execute(tx.conn())
    .await?;
    Ok(ticket)
}

/// Since when somebody’s session knows that she is herself.
pub(super) async fn shown_at(
    db: impl PgExecutor<'_>,
    session: SessionId,
) -> Result<Option<DateTime<Utc>>, sqlx::Error> {
    let until = sqlx::query_scalar!("select confirmed_until from session where id = $1", session.0);
    let until = until.fetch_optional(db).await?.flatten();
    Ok(until.map(|until| until - identity::sessions::CONFIRMED))
}

/// A ticket that somebody came with: used up from here on, whatever is said of it.
pub(super) struct Taken {
    pub id: Uuid,
    pub service: Uuid,
    pub person: PersonId,
    pub address: String,
    pub renewed: bool,
    /// When its session was opened; nothing when it is over, or its owner’s account closed.
    pub signed_in: Option<DateTime<Utc>>,
}

/// Its session waits for the end of this transaction before it can end.
pub(super) async fn take(
    conn: &mut PgConnection,
    ticket: &str,
    now: DateTime<Utc>,
) -> Result<Option<Taken>, sqlx::Error> {
    let Some(row) = sqlx::query!(
        r#"update sso_ticket set used_at = $2 where hash = $1 and used_at is null
         returning id, service_id, person_id, session_id, service_url, renewed, ends_at > $2 as "in_time!""#,
        hash(ticket),
        now,
    )
    .fetch_optional(&mut *conn)
    .await?
    .filter(|row| row.in_time) else {
        return Ok(None);
    };
    let signed_in = sqlx::query_scalar!(
        "select s.created_at from session s join account a on a.person_id = s.person_id and a.state = 'active'
         where s.id = $1 and s.ends_at > $2 for share of s",
        row.session_id,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(Some(Taken {
        id: row.id,
        service: row.service_id,
        person: PersonId(row.person_id),
        address: row.service_url,
        renewed: row.renewed,
        signed_in,
    }))
}

pub(super) async fn granted(
    conn: &mut PgConnection,
    taken: &Taken,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update sso_ticket set granted = true where id = $1", taken.id).execute(&mut *conn).await?;
    sqlx::query!(
        "update sso_use set last_at = $3, times = times + 1 where person_id = $1 and service_id = $2",
        taken.person.0,
        taken.service,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

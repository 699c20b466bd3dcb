//! The SQL of sessions.

mod closing;
mod coming;

pub use closing::{close, close_all, close_all_of, end};
pub use coming::NewsAt;
pub(super) use coming::{At, MadeOf, actor};

use crate::sources::Through;
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Actor, ClassSessionId, PersonId, SessionId, SessionKind};
use sha2::{Digest, Sha256};
use sqlx::PgExecutor;

/// How long an unused session lasts when its cookie is kept…
pub(super) const LASTS: TimeDelta = TimeDelta::days(30);
/// … and when it is not: browsers bring such cookies back, and the tablet is everybody's.
const LASTS_SHORTLY: TimeDelta = TimeDelta::hours(12);

/// How long somebody who has shown that she is herself may do what is sensitive.
pub const CONFIRMED: TimeDelta = TimeDelta::minutes(30);

/// A session as its owner sees it in the list.
#[derive(Debug, Clone)]
pub struct SessionRow {
    pub id: SessionId,
    pub device: String,
    pub created_at: DateTime<Utc>,
    pub seen_at: DateTime<Utc>,
    /// The other ENT that opened it.
    pub through: Option<String>,
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// How a session is opened.
#[derive(Debug, Clone, Default)]
pub struct Opening<'a> {
    pub device: &'a str,
    /// The browser keeps the cookie when it closes.
    pub keep: bool,
    pub kind: SessionKind,
    /// No use of the session moves this end.
    pub hard_end: Option<DateTime<Utc>>,
    pub class_session: Option<ClassSessionId>,
    pub lent_by: Option<SessionId>,
    /// The other ENT that said who she is.
    pub through: Option<&'a Through>,
}

/// Opens an ordinary session: [`open_as`].
pub async fn open(
    db: impl PgExecutor<'_>,
    person: PersonId,
    device: &str,
    keep: bool,
    now: DateTime<Utc>,
) -> Result<(SessionId, String), sqlx::Error> {
    open_as(db, person, &Opening { device, keep, ..Opening::default() }, now).await
}

/// Opens a session and returns the token for the cookie: 256 bits, in hexadecimal. Notes that the person came.
pub async fn open_as(
    db: impl PgExecutor<'_>,
    person: PersonId,
    how: &Opening<'_>,
    now: DateTime<Utc>,
) -> Result<(SessionId, String), sqlx::Error> {
    let token = hex::encode(rand::random::<[u8; 32]>());
    let id = SessionId::fresh();
    let ends = now + lasts(how.keep);
    sqlx::query!(
        "with now_here as (insert into came (person_id, week) values ($3, date_trunc('week', $6::timestamptz)::date)
             on conflict (person_id) do update set week = excluded.week where came.week < excluded.week)
         insert into session (id, token_hash, person_id, device, kept, created_at, seen_at, ends_at,
             kind, hard_end, class_session_id, lent_by, source_id, source_ticket)
         values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12, $13)",
        id.0,
        hash(&token),
        person.0,
        how.device,
        how.keep,
        now,
        how.hard_end.map_or(ends, |hard| ends.min(hard)),
        how.kind.name(),
        how.hard_end,
        how.class_session.map(|s| s.0),
        how.lent_by.map(|s| s.0),
        how.through.map(|t| t.source),
        how.through.map(|t| t.ticket.as_slice()),
    )
    .execute(db)
    .await?;
    Ok((id, token))
}

/// Its owner has just shown that she is herself.
pub async fn confirm(db: impl PgExecutor<'_>, id: SessionId, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    sqlx::query!("update session set confirmed_until = $2 where id = $1", id.0, now + CONFIRMED)
        .execute(db)
        .await?;
    Ok(())
}

fn lasts(keep: bool) -> TimeDelta {
    if keep { LASTS } else { LASTS_SHORTLY }
}

pub(super) async fn seen(
    db: impl PgExecutor<'_>,
    id: SessionId,
    kept: bool,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update session set seen_at = $2, ends_at = least($3, hard_end) where id = $1",
        id.0,
        now,
        now + lasts(kept)
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn list(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Vec<SessionRow>, sqlx::Error> {
    sqlx::query_as!(
        SessionRow,
        r#"select s.id as "id!", s.device as "device!", s.created_at as "created_at!", s.seen_at as "seen_at!", e.name as "through?"
         from session s left join entry_source e on e.id = s.source_id
         where s.person_id = $1 and s.ends_at > $2 order by s.seen_at desc limit 50"#,
        actor.person.0,
        now,
    )
    .fetch_all(db)
    .await
}

/// The session behind a cookie that was put aside.
#[derive(Debug)]
pub struct OwnSession {
    pub id: SessionId,
    pub person: PersonId,
    pub kept: bool,
}

/// It, if it is still open and its owner still may.
pub async fn is_open(
    db: impl PgExecutor<'_>,
    token: &str,
    now: DateTime<Utc>,
) -> Result<Option<OwnSession>, sqlx::Error> {
    sqlx::query_as!(
        OwnSession,
        r#"select s.id as "id!", s.person_id as "person!", s.kept
         from session s join account a on a.person_id = s.person_id and a.state = 'active'
         where s.token_hash = $1 and s.ends_at > $2"#,
        hash(token),
        now,
    )
    .fetch_optional(db)
    .await
}

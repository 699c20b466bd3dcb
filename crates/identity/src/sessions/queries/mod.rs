//! The SQL of sessions.

mod closing;

pub use closing::{close, close_all, close_all_of, end};

use super::standing::{ReadAt, Standings};
use crate::sources::Through;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use database::Db;
use kernel::{Actor, ClassSessionId, Confirmed, PersonId, SessionId, SessionKind};
use sha2::{Digest, Sha256};
use sqlx::PgExecutor;

/// How long an unused session lasts when its cookie is kept…
pub(super) const LASTS: TimeDelta = TimeDelta::days(30);
/// … and when it is not: browsers bring such cookies back, and the tablet is everybody's.
const LASTS_SHORTLY: TimeDelta = TimeDelta::hours(12);
/// `seen_at` is renewed at most this often: reading pages must not write.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(5);

/// How long somebody who has shown that she is herself may do what is sensitive…
pub const CONFIRMED: TimeDelta = TimeDelta::minutes(30);
/// … and how long after that she may still send the form that she had opened.
const CONFIRMED_BEFORE: TimeDelta = TimeDelta::minutes(30);

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

/// Where the counters stand that move when what somebody finds in her feed changes (migrations, `news_revision`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsAt {
    /// Of the names of people and places.
    names: i64,
    /// Of what she wrote and of what she has seen; then of each of her audiences, in their order. No two are alike.
    news: Vec<Option<i64>>,
}

/// Who comes with a cookie.
pub(super) struct Recognised {
    pub actor: Actor,
    /// When it was asked for.
    pub news: Option<NewsAt>,
    /// Her entitlement has ended since then: she is no actor.
    pub leaving: Option<NaiveDate>,
    /// Its last use was noted a while ago.
    pub stale: bool,
    pub kept: bool,
    pub hard_end: Option<DateTime<Utc>>,
}

/// The actor behind a cookie: the session's row, and who its owner is from what is at hand. Blocked and erased
/// accounts have no actor here; who is leaving is said so. With her news, when the page is made of it: a question less.
pub(super) async fn actor(
    db: &Db,
    token: &str,
    now: DateTime<Utc>,
    today: NaiveDate,
    with_news: bool,
) -> Result<Option<Recognised>, sqlx::Error> {
    let Some(row) = sqlx::query!(
        r#"select s.id, s.person_id, s.seen_at, s.kept, s.kind, s.hard_end, s.confirmed_until,
                case when a.state = 'leaving'
                     then coalesce((select p.leaving_since from person p where p.id = s.person_id), $3) end as leaving,
                coalesce((select n.revision from actor_revision n where n.person_id = s.person_id), 0) as "revision!",
                (select z.revision from freeze_revision z) as "freezes!", (select m.revision from name_revision m) as "names!",
                case when $4 then (select n.revision from news_revision n where n.of_id = s.person_id) || array(
                    select (select n.revision from news_revision n where n.of_id = m.audience_id)
                    from audience_member m where m.person_id = s.person_id order by m.audience_id
                ) end as "news: Vec<Option<i64>>"
         from session s
         join account a on a.person_id = s.person_id and a.state in ('active', 'leaving')
         where s.token_hash = $1 and s.ends_at > $2"#,
        hash(token),
        now,
        today,
        with_news,
    )
    .fetch_optional(&db.pool)
    .await?
    else {
        return Ok(None);
    };
    let person = PersonId(row.person_id);
    let standings = db.memory.of::<Standings>();
    let at = ReadAt { revision: row.revision, freezes: row.freezes, day: today };
    let Some(who) = standings.of(&db.pool, person, at).await? else {
        return Ok(None);
    };
    Ok(Some(Recognised {
        news: row.news.map(|news| NewsAt { names: row.names, news }),
        stale: now - row.seen_at > SEEN_EVERY,
        kept: row.kept,
        leaving: row.leaving,
        hard_end: row.hard_end,
        actor: Actor {
            person,
            session: SessionId(row.id),
            session_kind: SessionKind::named(&row.kind),
            name: format!("{} {}", who.first_name, who.last_name),
            first_name: who.first_name.clone(),
            face: who.face,
            roles: who.roles.clone(),
            children: who.children.clone(),
            confirmed: confirmed(row.confirmed_until, now),
            frozen: who.frozen.clone(),
        },
    }))
}

fn confirmed(until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Confirmed {
    match until {
        Some(until) if now < until => Confirmed::Now,
        Some(until) if now < until + CONFIRMED_BEFORE => Confirmed::Before,
        _ => Confirmed::No,
    }
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

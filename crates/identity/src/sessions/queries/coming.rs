//! Who comes with a cookie, in one question.

use super::super::standing::{ReadAt, Standings};
use super::hash;
use crate::landing;
use crate::school::{self, RosterAt};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use database::Db;
use kernel::{Actor, Confirmed, PersonId, PlaceId, SessionId, SessionKind};
use sqlx::PgExecutor;
use uuid::Uuid;

/// `seen_at` is renewed at most this often: reading pages must not write.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(5);

/// How long somebody who has shown that she is herself, and may not do what is sensitive any more, may still send the form
/// that she had opened.
const CONFIRMED_BEFORE: TimeDelta = TimeDelta::minutes(30);

/// Where the counters stand that move when what somebody finds in her feed changes (migrations, `news_revision`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewsAt {
    /// Of the names of people and places.
    names: i64,
    /// Of what she wrote and of what she has seen; then of each of her audiences, in their order. No two are alike.
    news: Vec<Option<i64>>,
}

/// What the page is made of that is asked for, of those that are asked for most: whether it is as it was comes with the
/// session, a question less.
#[derive(Debug, Clone, Copy)]
pub(in super::super) enum MadeOf {
    News,
    Class(PlaceId),
    Other,
}

impl MadeOf {
    pub fn page(path: &str) -> Self {
        match school::class_at(path) {
            Some(class) => Self::Class(class),
            None if path == landing::FEED => Self::News,
            None => Self::Other,
        }
    }
}

pub(in super::super) enum At {
    News(NewsAt),
    Class(RosterAt),
}

/// Who comes with a cookie.
pub(in super::super) struct Recognised {
    pub actor: Actor,
    /// Of what the page is made.
    pub at: Option<At>,
    /// Her entitlement has ended since then: she is no actor.
    pub leaving: Option<NaiveDate>,
    /// Its last use was noted a while ago.
    pub stale: bool,
    pub kept: bool,
    pub hard_end: Option<DateTime<Utc>>,
}

struct Row {
    id: Uuid,
    person_id: Uuid,
    seen_at: DateTime<Utc>,
    kept: bool,
    kind: String,
    hard_end: Option<DateTime<Utc>>,
    confirmed_until: Option<DateTime<Utc>>,
    is_leaving: bool,
    revision: i32,
    freezes: i64,
    names: i64,
    news: Option<Vec<Option<i64>>>,
    people: Option<i32>,
    on_tablet: Option<bool>,
}

/// The session's row, its owner, and the counters of what her page is made of. One text, a statement for each kind of page:
/// PostgreSQL locks each table and index of a statement, whether it comes to it or not, and what a connection holds
/// beyond 16 goes into the one table that all of them share.
macro_rules! session_row {
    ($of_the_page:tt, $token:expr, $now:expr $(, $argument:expr)?) => {
        sqlx::query_as!(
            Row,
            r#"select s.id, s.person_id, s.seen_at, s.kept, s.kind, s.hard_end, s.confirmed_until,
                    a.state = 'leaving' as "is_leaving!",
                    coalesce((select n.revision from actor_revision n where n.person_id = s.person_id), 0) as "revision!",
                    (select z.revision from freeze_revision z) as "freezes!",
                    (select m.revision from name_revision m) as "names!", "#
                + $of_the_page
                + " from session s
                    join account a on a.person_id = s.person_id and a.state in ('active', 'leaving')
                    where s.token_hash = $1 and s.ends_at > $2",
            $token,
            $now
            $(, $argument)?
        )
    };
}

async fn row(
    db: impl PgExecutor<'_>,
    token: Vec<u8>,
    now: DateTime<Utc>,
    made_of: MadeOf,
) -> Result<Option<Row>, sqlx::Error> {
    match made_of {
        MadeOf::Other => {
            let of_nothing = session_row!(
                r#"null::bigint[] as "news: Vec<Option<i64>>", null::int as people, null::bool as on_tablet"#,
                token,
                now
            );
            of_nothing.fetch_optional(db).await
        }
        MadeOf::News => {
            let of_news = session_row!(
                r#"(select n.revision from news_revision n where n.of_id = s.person_id) || array(
                        select (select n.revision from news_revision n where n.of_id = m.audience_id)
                        from audience_member m where m.person_id = s.person_id order by m.audience_id
                    ) as "news: Vec<Option<i64>>", null::int as people, null::bool as on_tablet"#,
                token,
                now
            );
            of_news.fetch_optional(db).await
        }
        MadeOf::Class(class) => {
            let of_class = session_row!(
                r#"null::bigint[] as "news: Vec<Option<i64>>",
                    coalesce((select n.revision from roster_revision n where n.place_id = $3), 0) as people,
                    exists (select from class_session t where t.class_id = $3 and t.closed_at is null) as on_tablet"#,
                token,
                now,
                class.0
            );
            of_class.fetch_optional(db).await
        }
    }
}

/// The actor behind a cookie: the session's row, and who its owner is from what is at hand. Blocked and erased
/// accounts have no actor here; who is leaving is said so.
pub(in super::super) async fn actor(
    db: &Db,
    token: &str,
    now: DateTime<Utc>,
    today: NaiveDate,
    made_of: MadeOf,
) -> Result<Option<Recognised>, sqlx::Error> {
    let Some(row) = row(&db.pool, hash(token), now, made_of).await? else { return Ok(None) };
    let person = PersonId(row.person_id);
    let standings = db.memory.of::<Standings>();
    let at = ReadAt { revision: row.revision, freezes: row.freezes, day: today };
    let Some(who) = standings.of(&db.pool, person, at).await? else {
        return Ok(None);
    };
    let leaving = match row.is_leaving {
        true => Some(leaving_since(&db.pool, person).await?.unwrap_or(today)),
        false => None,
    };
    let actor = Actor {
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
    };
    Ok(Some(Recognised {
        actor,
        stale: now - row.seen_at > SEEN_EVERY,
        kept: row.kept,
        leaving,
        hard_end: row.hard_end,
        at: row.at(),
    }))
}

impl Row {
    fn at(self) -> Option<At> {
        match (self.news, self.people.zip(self.on_tablet)) {
            (Some(news), _) => Some(At::News(NewsAt { names: self.names, news })),
            (None, Some((people, on_tablet))) => {
                Some(At::Class(RosterAt { people, names: self.names, on_tablet }))
            }
            (None, None) => None,
        }
    }
}

async fn leaving_since(db: impl PgExecutor<'_>, person: PersonId) -> Result<Option<NaiveDate>, sqlx::Error> {
    sqlx::query_scalar!("select leaving_since from person where id = $1", person.0).fetch_one(db).await
}

fn confirmed(until: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Confirmed {
    match until {
        Some(until) if now < until => Confirmed::Now,
        Some(until) if now < until + CONFIRMED_BEFORE => Confirmed::Before,
        _ => Confirmed::No,
    }
}

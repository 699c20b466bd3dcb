//! A ticket, its thread, its way through the queues.

use crate::tickets::desk::Desk;
use crate::tickets::words::Queue;
use chrono::{DateTime, Utc};
use kernel::{Actor, Error};
use sqlx::PgPool;
use uuid::Uuid;

/// A ticket that the actor may read: obtained here only.
#[derive(Debug, Clone)]
pub(crate) struct Ticket {
    pub id: Uuid,
    pub number: i64,
    pub asker: Option<Uuid>,
    pub asker_name: String,
    pub contact: String,
    pub verified: bool,
    pub school: Option<Uuid>,
    pub school_name: String,
    pub category: String,
    pub title: String,
    pub page: String,
    pub device: String,
    pub version: String,
    pub channel: String,
    pub minutes: Option<i16>,
    pub priority: i16,
    pub queue: String,
    pub place_name: String,
    pub state: String,
    pub taken_by: Option<Uuid>,
    pub taken_name: String,
    pub opened_at: DateTime<Utc>,
    pub first_answer_at: Option<DateTime<Utc>>,
    pub answer_by: DateTime<Utc>,
    pub resolve_by: Option<DateTime<Utc>>,
    pub waiting_since: Option<DateTime<Utc>>,
    pub waited: i32,
    pub resolved_at: Option<DateTime<Utc>>,
    pub resolver: Option<String>,
    pub resolution: Option<String>,
    pub satisfaction: Option<i16>,
    /// The known problem that explains it.
    pub problem: Option<Uuid>,
    pub problem_title: String,
    pub revision: i32,
    /// What the actor is to it.
    pub asks: bool,
    pub works: bool,
    pub worked: bool,
}

impl Ticket {
    pub(crate) fn queue(&self) -> Queue {
        Queue::of(&self.queue).unwrap_or(Queue::Project)
    }

    /// Whoever helps or has helped reads what is said between helpers.
    pub(crate) fn inside(&self) -> bool {
        self.works || self.worked
    }

    pub(crate) fn is_open(&self) -> bool {
        !matches!(self.state.as_str(), "resolved" | "closed")
    }

    pub(crate) fn is_late(&self, now: DateTime<Utc>) -> bool {
        is_late(&self.state, self.first_answer_at, self.answer_by, self.resolve_by, now)
    }

    /// May still be opened again by who asked.
    pub(crate) fn reopens(&self, now: DateTime<Utc>) -> bool {
        let days = chrono::Duration::days(crate::tickets::rules::REOPENS);
        self.resolved_at.is_some_and(|at| at + days > now)
    }
}

pub(crate) fn is_late(
    state: &str,
    answered: Option<DateTime<Utc>>,
    answer_by: DateTime<Utc>,
    resolve_by: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> bool {
    let counts = matches!(state, "open" | "to_confirm");
    counts && (answered.is_none() && answer_by < now || resolve_by.is_some_and(|by| by < now))
}

/// The ticket, for who asks, works or has worked it; what is confidential only for who works it now.
pub(crate) async fn ticket(pool: &PgPool, actor: &Actor, desk: &Desk, id: Uuid) -> Result<Ticket, Error> {
    let (queues, places) = desk.arrays();
    let found = sqlx::query_as!(
        Ticket,
        r#"with mine as (select * from unnest($2::text[], $3::uuid[]) w (queue, place))
           select * from (select t.id as "id!", t.number as "number!", t.asker_id as "asker?",
                coalesce(nullif(t.asker_name, ''), a.shown_first_name || ' ' || a.shown_last_name, '') as "asker_name!", t.contact as "contact!",
                t.verified as "verified!", t.school_id as "school?", coalesce(s.name, '') as "school_name!", t.category as "category!", t.title as "title!",
                t.page as "page!", t.device as "device!", t.version as "version!", t.channel as "channel!", t.minutes as "minutes?",
                t.priority as "priority!", t.queue as "queue!", coalesce(q.name, '') as "place_name!", t.state as "state!",
                t.taken_by as "taken_by?", coalesce(k.shown_first_name || ' ' || k.shown_last_name, '') as "taken_name!", t.opened_at as "opened_at!",
                t.first_answer_at as "first_answer_at?", t.answer_by as "answer_by!", t.resolve_by as "resolve_by?", t.waiting_since as "waiting_since?",
                t.waited_minutes as "waited!", t.resolved_at as "resolved_at?", t.resolver as "resolver?", t.resolution as "resolution?",
                t.satisfaction as "satisfaction?", t.problem_id as "problem?", coalesce(b.title, '') as "problem_title!", t.revision as "revision!", coalesce(t.asker_id = $4, false) as "asks!",
                (exists (select from mine m where m.queue = t.queue and m.place = coalesce(t.place_id, '00000000-0000-0000-0000-000000000000'))
                  or t.queue = 'safety' and $5) as "works!",
                (t.queue <> 'safety' and exists (select from ticket_turn u join mine m on m.queue = u.queue
                  and m.place = coalesce(u.place_id, '00000000-0000-0000-0000-000000000000') where u.ticket_id = t.id)) as "worked!"
             from ticket t left join person a on a.id = t.asker_id left join person k on k.id = t.taken_by
             left join place s on s.id = t.school_id left join place q on q.id = t.place_id
             left join known_problem b on b.id = t.problem_id
             where t.id = $1) x where "asks!" or "works!" or "worked!""#,
        id,
        &queues,
        &places,
        actor.person.0,
        desk.safety,
    )
    .fetch_optional(pool)
    .await?;
    found.ok_or(Error::NotFound)
}

/// What was said and done.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub id: Uuid,
    pub kind: String,
    pub by: String,
    pub by_asker: bool,
    pub open: bool,
    pub at: DateTime<Utc>,
    pub text: String,
    pub files: Vec<Attached>,
}

#[derive(Debug, Clone)]
pub(crate) struct Attached {
    pub entry: Uuid,
    pub file: Uuid,
    pub name: String,
    pub bytes: i64,
}

/// The thread: for the asker without what helpers say among themselves.
pub(crate) async fn thread(pool: &PgPool, ticket: &Ticket) -> Result<Vec<Entry>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select e.id, e.kind, e.by_asker, e.open_to_asker, e.at, e.text,
                coalesce(p.shown_first_name || ' ' || p.shown_last_name, '') as "by!"
           from ticket_entry e left join person p on p.id = e.by_id
           where e.ticket_id = $1 and (e.open_to_asker or $2) order by e.at, e.id"#,
        ticket.id,
        ticket.inside(),
    )
    .fetch_all(pool)
    .await?;
    let files = sqlx::query_as!(
        Attached,
        r#"select a.entry_id as "entry!", a.file_id as "file!", f.name as "name!", f.bytes as "bytes!" from ticket_file a
           join file f on f.id = a.file_id join ticket_entry e on e.id = a.entry_id
           where a.ticket_id = $1 and (e.open_to_asker or $2) order by a.id"#,
        ticket.id,
        ticket.inside(),
    )
    .fetch_all(pool)
    .await?;
    let entries = rows.into_iter().map(|r| Entry {
        files: files.iter().filter(|f| f.entry == r.id).cloned().collect(),
        id: r.id,
        kind: r.kind,
        by: r.by,
        by_asker: r.by_asker,
        open: r.open_to_asker,
        at: r.at,
        text: r.text,
    });
    Ok(entries.collect())
}

/// One step on its way through the queues.
#[derive(Debug, Clone)]
pub(crate) struct Turn {
    pub queue: String,
    pub place: String,
    pub by: String,
    pub at: DateTime<Utc>,
    pub summary: String,
    pub tried: String,
    pub priority: i16,
}

impl Turn {
    pub(crate) fn words(&self) -> String {
        let queue = Queue::of(&self.queue).map_or("", Queue::words);
        if self.place.is_empty() { queue.to_owned() } else { format!("{queue} · {}", self.place) }
    }
}

pub(crate) async fn way(pool: &PgPool, ticket: &Ticket) -> Result<Vec<Turn>, sqlx::Error> {
    sqlx::query_as!(
        Turn,
        r#"select u.queue, coalesce(q.name, '') as "place!", coalesce(p.shown_first_name || ' ' || p.shown_last_name, '') as "by!", u.at,
                u.summary, u.tried, u.priority
           from ticket_turn u left join place q on q.id = u.place_id left join person p on p.id = u.by_id
           where u.ticket_id = $1 order by u.at, u.id"#,
        ticket.id,
    )
    .fetch_all(pool)
    .await
}

//! Lists of tickets: those one asked for, those of one’s queues.

use crate::tickets::desk::Desk;
use crate::tickets::words::Queue;
use chrono::{DateTime, Utc};
use kernel::Actor;
use sqlx::PgPool;
use uuid::Uuid;

/// A line of a list.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub id: Uuid,
    pub number: i64,
    pub title: String,
    pub category: String,
    pub school: String,
    pub state: String,
    pub priority: i16,
    pub queue: String,
    pub channel: String,
    pub taken: String,
    pub verified: bool,
    pub opened_at: DateTime<Utc>,
    pub late: bool,
}

impl Line {
    pub(crate) fn subject(&self) -> &str {
        if self.title.is_empty() { "(effacé)" } else { &self.title }
    }

    pub(crate) fn queue_words(&self) -> &'static str {
        Queue::of(&self.queue).map_or("", Queue::words)
    }
}

/// Those that the actor asked for, the newest first.
pub(crate) async fn asked(pool: &PgPool, actor: &Actor) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as!(
        Line,
        r#"select t.id, t.number, t.title, t.category, coalesce(s.name, '') as "school!", t.state, t.priority, t.queue, t.channel,
                '' as "taken!", t.verified, t.opened_at, false as "late!"
           from ticket t left join place s on s.id = t.school_id where t.asker_id = $1 order by t.opened_at desc, t.id desc limit 100"#,
        actor.person.0,
    )
    .fetch_all(pool)
    .await
}

/// Which of those in one’s queues.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    ToDo,
    /// Passed on, still open elsewhere.
    Followed,
    Ended,
}

/// Late ones first, then what hinders most, then the oldest. `only`: one of the actor’s queues.
pub(crate) async fn worked(
    pool: &PgPool,
    desk: &Desk,
    which: Which,
    now: DateTime<Utc>,
) -> Result<Vec<Line>, sqlx::Error> {
    let (queues, places) = desk.arrays();
    let which = match which {
        Which::ToDo => "todo",
        Which::Followed => "followed",
        Which::Ended => "ended",
    };
    sqlx::query_as!(
        Line,
        r#"with mine as (select * from unnest($1::text[], $2::uuid[]) w (queue, place)),
           here as (
             select t.*, exists (select from mine m where m.queue = t.queue and m.place = coalesce(t.place_id, '00000000-0000-0000-0000-000000000000'))
                or t.queue = 'safety' and $3 as now_here
             from ticket t where t.state in ('resolved', 'closed') = ($4 = 'ended')
               and (t.queue = 'safety' and $3 or exists (select from ticket_turn u join mine m on m.queue = u.queue
                 and m.place = coalesce(u.place_id, '00000000-0000-0000-0000-000000000000') where u.ticket_id = t.id)))
           select h.id as "id!", h.number as "number!", h.title as "title!", h.category as "category!", coalesce(s.name, '') as "school!", h.state as "state!",
                h.priority as "priority!", h.queue as "queue!", h.channel as "channel!",
                coalesce(k.shown_first_name || ' ' || k.shown_last_name, '') as "taken!", h.verified as "verified!", h.opened_at as "opened_at!",
                (h.state in ('open', 'to_confirm') and (h.first_answer_at is null and h.answer_by < $5 or h.resolve_by < $5) is true) as "late!"
           from here h left join place s on s.id = h.school_id left join person k on k.id = h.taken_by
           where case $4 when 'todo' then h.now_here when 'followed' then not h.now_here and h.queue <> 'safety'
                 else h.now_here or h.queue <> 'safety' end
           order by case when $4 = 'ended' then extract(epoch from h.resolved_at) end desc nulls last,
                (h.state in ('open', 'to_confirm') and (h.first_answer_at is null and h.answer_by < $5 or h.resolve_by < $5) is true) desc,
                h.state = 'waiting', h.priority, h.opened_at, h.id limit 200"#,
        &queues,
        &places,
        desk.safety,
        which,
        now,
    )
    .fetch_all(pool)
    .await
}

//! The SQL of the help’s mailbox.

use super::message::Message;
use crate::tickets::hours::Service;
use chrono::{DateTime, TimeDelta, Utc};
use database::Tx;
use kernel::{Actor, Error};
use sqlx::{PgExecutor, PgPool};
use storage::FileId;
use uuid::Uuid;

pub(super) async fn is_known(db: impl PgExecutor<'_>, key: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select exists (select from help_mail where key = $1) as "known!""#, key)
        .fetch_one(db)
        .await
}

/// How many this address has sent within the hour.
pub(super) async fn lately(
    db: impl PgExecutor<'_>,
    from: &str,
    now: DateTime<Utc>,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from help_mail where from_address = $1 and at > $2"#,
        from,
        now - TimeDelta::hours(1),
    )
    .fetch_one(db)
    .await
}

/// What became of a message. `false`: another node was quicker.
pub(super) async fn note(
    tx: &mut Tx,
    key: &str,
    message: Option<&Message>,
    outcome: &'static str,
    ticket: Option<Uuid>,
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let noted = sqlx::query!(
        "insert into help_mail (id, key, at, from_address, subject, vouched, outcome, ticket_id, claim)
         values ($1, $2, $3, $4, $5, $6, $7, $8, case when $7 = 'opened' then replace(gen_random_uuid()::text, '-', '') end)
         on conflict (key) do nothing",
        Uuid::now_v7(),
        key,
        now,
        message.map_or("", |m| &m.from),
        message.map_or("", |m| &m.subject),
        message.is_some_and(|m| m.vouched),
        outcome,
        ticket,
    )
    .execute(tx.conn())
    .await?;
    Ok(noted.rows_affected() == 1)
}

/// The thread that a message goes on in.
pub(super) struct Thread {
    pub id: Uuid,
    pub asker: Option<Uuid>,
    pub contact: String,
    /// Of the account of who asked.
    pub email: String,
    pub state: String,
    pub priority: i16,
    pub opened_at: DateTime<Utc>,
    pub waiting_since: Option<DateTime<Utc>>,
    pub waited: i32,
    pub taken_by: Option<Uuid>,
}

impl Thread {
    /// The message comes from the mailbox of who asked.
    pub(super) fn is_from_asker(&self, message: &Message) -> bool {
        [&self.contact, &self.email].into_iter().any(|known| known.trim().eq_ignore_ascii_case(&message.from))
    }

    pub(super) fn is_open(&self) -> bool {
        !matches!(self.state.as_str(), "resolved" | "closed")
    }
}

/// By the reply address; by the number only where our server vouches for the sender.
pub(super) async fn thread(tx: &mut Tx, message: &Message) -> Result<Option<Thread>, sqlx::Error> {
    sqlx::query_as!(
        Thread,
        r#"select t.id, t.asker_id as "asker?", t.contact, coalesce(p.email, '') as "email!", t.state, t.priority, t.opened_at,
                t.waiting_since as "waiting_since?", t.waited_minutes as waited, t.taken_by as "taken_by?"
         from ticket t left join person p on p.id = t.asker_id
         where t.masked_at is null and (t.mail_token = $1 or $3 and t.number = $2 and $4 in (lower(trim(t.contact)), lower(trim(p.email))))
         order by t.mail_token = $1 desc nulls last limit 1 for update of t"#,
        message.token.as_deref(),
        message.number,
        message.vouched,
        message.from,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Her words, or somebody’s: then between helpers only.
pub(super) async fn join(
    tx: &mut Tx,
    thread: &Thread,
    by_asker: bool,
    text: &str,
) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into ticket_entry (id, ticket_id, at, kind, open_to_asker, by_asker, text) values ($1, $2, $3, 'reply', $4, $4, $5)",
        id,
        thread.id,
        now,
        by_asker,
        text,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("update ticket set revision = revision + 1 where id = $1", thread.id)
        .execute(tx.conn())
        .await?;
    Ok(id)
}

/// She has answered: the clock runs again.
pub(super) async fn go_on(tx: &mut Tx, thread: &Thread, service: &Service) -> Result<(), sqlx::Error> {
    let now = tx.now();
    let more = thread.waiting_since.map_or(0, |since| service.minutes(since, now));
    let waited = i64::from(thread.waited) + more;
    sqlx::query!(
        "update ticket set state = 'open', waiting_since = null, waited_minutes = $2, resolve_by = $3 where id = $1",
        thread.id,
        i32::try_from(waited).unwrap_or(i32::MAX),
        service.resolve_by(thread.priority, thread.opened_at, waited),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn attach(
    tx: &mut Tx,
    ticket: Uuid,
    entry: Uuid,
    files: &[FileId],
) -> Result<(), sqlx::Error> {
    for file in files {
        sqlx::query!(
            "insert into ticket_file (id, ticket_id, entry_id, file_id) values ($1, $2, $3, $4)",
            Uuid::now_v7(),
            ticket,
            entry,
            file.0,
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(())
}

/// A letter to who wrote: her address, our answer if it is one, the link by which she says who she is.
pub(super) struct Leaving {
    pub number: i64,
    pub contact: String,
    pub name: String,
    pub token: String,
    pub claim: String,
    pub text: Option<String>,
}

/// Nothing once she has an account here, or when her words are gone.
pub(super) async fn leaving(
    pool: &PgPool,
    ticket: Uuid,
    entry: Option<Uuid>,
) -> Result<Option<Leaving>, sqlx::Error> {
    sqlx::query_as!(
        Leaving,
        r#"select t.number, t.contact, t.asker_name as name, t.mail_token as token, coalesce(m.claim, '') as "claim!", e.text as "text?"
         from ticket t left join help_mail m on m.ticket_id = t.id and m.outcome = 'opened'
         left join ticket_entry e on e.id = $2 and e.ticket_id = t.id and e.open_to_asker
         where t.id = $1 and t.channel = 'mail' and t.asker_id is null and t.contact <> '' and t.masked_at is null"#,
        ticket,
        entry,
    )
    .fetch_optional(pool)
    .await
}

/// A ticket that nobody has claimed yet, by its link.
pub(super) struct Claimed {
    pub ticket: Uuid,
    pub number: i64,
    pub subject: String,
}

pub(super) async fn claimed(db: impl PgExecutor<'_>, claim: &str) -> Result<Claimed, Error> {
    let found = sqlx::query_as!(
        Claimed,
        "select t.id as ticket, t.number, m.subject from help_mail m join ticket t on t.id = m.ticket_id
         where m.claim = $1 and t.asker_id is null and t.masked_at is null",
        claim,
    )
    .fetch_optional(db)
    .await?;
    found.ok_or(Error::NotFound)
}

/// Hers from now on; `false`: somebody was quicker.
pub(super) async fn claim(tx: &mut Tx, actor: &Actor, claimed: &Claimed) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update ticket set asker_id = $2, asker_name = '', verified = true, revision = revision + 1 where id = $1 and asker_id is null",
        claimed.ticket,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("update help_mail set claim = null where ticket_id = $1", claimed.ticket)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// What was read lately.
pub(super) struct Received {
    pub at: DateTime<Utc>,
    pub from: String,
    pub subject: String,
    pub outcome: String,
    pub ticket: Option<Uuid>,
}

pub(super) async fn received(db: impl PgExecutor<'_>) -> Result<Vec<Received>, sqlx::Error> {
    sqlx::query_as!(
        Received,
        r#"select m.at, m.from_address as "from", m.subject, m.outcome, case when t.queue <> 'safety' then m.ticket_id end as "ticket?"
         from help_mail m left join ticket t on t.id = m.ticket_id order by m.at desc, m.id desc limit 200"#
    )
    .fetch_all(db)
    .await
}

/// Addresses of those who wrote are not kept longer than it takes to look into a letter that went astray.
pub(super) async fn forget(db: impl PgExecutor<'_>, before: DateTime<Utc>) -> Result<u64, sqlx::Error> {
    let gone = sqlx::query!(
        "update help_mail set from_address = '', subject = '' where at < $1 and from_address <> ''",
        before
    )
    .execute(db)
    .await?;
    Ok(gone.rows_affected())
}

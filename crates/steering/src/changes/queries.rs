//! The SQL of changes. Whoever steers the territory reads them and may ask; the project says how they go on.

use super::rules::{self, Move, New};
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::holidays::Zone;
use kernel::{Actor, Error, PersonId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Change {
    pub id: Uuid,
    pub number: i32,
    pub kind: String,
    pub title: String,
    pub origin: String,
    pub what: String,
    pub cost: String,
    pub law: String,
    pub calendar: String,
    pub training: String,
    pub options: String,
    pub owner: String,
    made_at: DateTime<Utc>,
    /// The meeting whose action it was.
    pub meeting: Option<Uuid>,
    pub state: String,
    /// Planned for, delivered on.
    pub day: Option<NaiveDate>,
}

impl Change {
    #[cfg(test)]
    pub(super) fn titled(number: i32, title: &str) -> Self {
        Self {
            id: Uuid::nil(),
            number,
            kind: "change".into(),
            title: title.into(),
            origin: "school".into(),
            what: String::new(),
            cost: String::new(),
            law: String::new(),
            calendar: String::new(),
            training: String::new(),
            options: String::new(),
            owner: String::new(),
            made_at: DateTime::UNIX_EPOCH,
            meeting: None,
            state: "studied".into(),
            day: None,
        }
    }

    /// For the technical committee, and to be put in place during holidays.
    pub(super) fn is_technical(&self) -> bool {
        self.kind != "change"
    }
}

pub(super) async fn changes(db: impl PgExecutor<'_>) -> Result<Vec<Change>, sqlx::Error> {
    load(db, None).await
}

pub(super) async fn change(db: impl PgExecutor<'_>, id: Uuid) -> Result<Change, Error> {
    load(db, Some(id)).await?.pop().ok_or(Error::NotFound)
}

/// Held until the transaction ends.
pub(super) async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Change, Error> {
    sqlx::query!("select from change_request where id = $1 for update", id).execute(&mut *conn).await?;
    change(conn, id).await
}

async fn load(db: impl PgExecutor<'_>, id: Option<Uuid>) -> Result<Vec<Change>, sqlx::Error> {
    sqlx::query_as!(
        Change,
        r#"select r.id, r.number, r.kind, r.title, r.origin, r.what, r.cost, r.law, r.calendar, r.training, r.options, r.owner, r.made_at,
                a.meeting_id as "meeting?", coalesce(s.state, 'studied') as "state!", s.day as "day?"
         from change_request r left join meeting_action a on a.id = r.action_id
         left join lateral (select state, day from change_state s where s.change_id = r.id order by s.at desc, s.id desc limit 1) s on true
         where ($1::uuid is null or r.id = $1)
         order by array_position(array['studied', 'kept', 'planned', 'delivered', 'dismissed'], coalesce(s.state, 'studied')), r.number desc limit 500"#,
        id,
    )
    .fetch_all(db)
    .await
}

/// How it came to where it is, the first first.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub state: String,
    pub number: Option<String>,
    pub body: Option<String>,
    pub meeting: Option<Uuid>,
    pub day: Option<NaiveDate>,
    pub note: String,
    pub by: Option<String>,
    pub at: DateTime<Utc>,
}

pub(super) async fn steps(db: impl PgExecutor<'_>, change: &Change) -> Result<Vec<Step>, sqlx::Error> {
    sqlx::query_as!(
        Step,
        r#"select s.state, d.year || '-' || d.number as number, b.name as "body?", d.meeting_id as "meeting?", s.day, s.note,
                c.first_name || ' ' || c.last_name as by, s.at
         from change_state s left join body_decision d on d.id = s.decision_id left join body_meeting m on m.id = d.meeting_id
         left join governing_body b on b.id = m.body_id left join person_card c on c.person_id = s.by_id
         where s.change_id = $1 order by s.at, s.id"#,
        change.id,
    )
    .fetch_all(db)
    .await
}

/// A decision on which both colleges agree.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    pub id: Uuid,
    pub number: String,
    pub text: String,
    pub body: String,
    pub technical: bool,
    /// Of the publisher’s meetings, where no request is on the agenda.
    publisher: bool,
    made_at: DateTime<Utc>,
}

impl Taken {
    /// Taken after it was asked, where it was on the agenda, and it names it.
    pub(super) fn decides(&self, change: &Change) -> bool {
        let body = if change.is_technical() { self.technical } else { !self.publisher };
        body && self.made_at >= change.made_at && rules::is_named(&self.text, change)
    }
}

/// The last of each college holds.
pub(super) async fn taken(db: impl PgExecutor<'_>) -> Result<Vec<Taken>, sqlx::Error> {
    sqlx::query_as!(
        Taken,
        r#"with last as (
             select distinct on (decision_id, college) decision_id, agrees from decision_voice order by decision_id, college, at desc, id desc
         ), agreed as (
             select decision_id from last group by decision_id having count(*) = 2 and bool_and(agrees)
         )
         select d.id, d.year || '-' || d.number as "number!", d.text, b.name as body, b.kind = 'technical' as "technical!",
                b.kind = 'publisher' as "publisher!", d.made_at
         from agreed x join body_decision d on d.id = x.decision_id join body_meeting m on m.id = d.meeting_id
         join governing_body b on b.id = m.body_id order by d.year desc, d.number desc limit 100"#
    )
    .fetch_all(db)
    .await
}

/// Open actions of meetings that are no request yet.
pub(super) async fn open_actions(db: impl PgExecutor<'_>) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select a.id, a.text from meeting_action a
         where a.done_at is null and not exists (select from change_request r where r.action_id = a.id)
           and not exists (select from action_ticket t where t.action_id = a.id) order by a.due, a.id limit 200"
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.text)).collect())
}

pub(super) async fn zone(db: impl PgExecutor<'_>) -> Result<Option<Zone>, sqlx::Error> {
    let zone = sqlx::query_scalar!("select zone from project").fetch_optional(db).await?;
    Ok(zone.as_deref().and_then(Zone::named))
}

/// What is studied: number, title, kind. For the agenda of a committee.
pub(crate) async fn to_decide(db: impl PgExecutor<'_>) -> Result<Vec<(i32, String, String)>, sqlx::Error> {
    let all = load(db, None).await?.into_iter().filter(|c| c.state == "studied");
    Ok(all.map(|c| (c.number, c.title, c.kind)).collect())
}

/// What schools are told: planned, or delivered since that day; with the words that were planned.
#[derive(Debug, Clone)]
pub(super) struct News {
    pub title: String,
    pub kind: String,
    pub words: String,
    pub day: NaiveDate,
    pub delivered: bool,
}

pub(super) async fn news(db: impl PgExecutor<'_>, since: NaiveDate) -> Result<Vec<News>, sqlx::Error> {
    load_news(db, None, since).await
}

/// One of them, whenever it came.
pub(super) async fn one_news(db: impl PgExecutor<'_>, change: Uuid) -> Result<Option<News>, sqlx::Error> {
    Ok(load_news(db, Some(change), NaiveDate::default()).await?.pop())
}

async fn load_news(
    db: impl PgExecutor<'_>,
    one: Option<Uuid>,
    since: NaiveDate,
) -> Result<Vec<News>, sqlx::Error> {
    sqlx::query_as!(
        News,
        r#"select r.title, r.kind, p.note as words, s.day as "day!", s.state = 'delivered' as "delivered!"
         from change_request r
         join lateral (select state, day from change_state s where s.change_id = r.id order by s.at desc, s.id desc limit 1) s on true
         join lateral (select note from change_state p where p.change_id = r.id and p.state = 'planned' order by p.at desc, p.id desc limit 1) p on true
         where s.state in ('planned', 'delivered') and s.day >= $1 and ($2::uuid is null or r.id = $2)
         order by s.state = 'delivered', s.day desc, r.number limit 50"#,
        since,
        one,
    )
    .fetch_all(db)
    .await
}

/// Whose last state schools have not been told of.
pub(super) async fn untold(conn: &mut PgConnection) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "select r.id from change_request r
         join lateral (select state, told_at from change_state s where s.change_id = r.id order by s.at desc, s.id desc limit 1) s on true
         where s.state in ('planned', 'delivered') and s.told_at is null order by r.number"
    )
    .fetch_all(conn)
    .await
}

pub(super) async fn note_told(tx: &mut Tx) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!("update change_state set told_at = $1 where told_at is null", now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Of the schools that use it.
pub(super) async fn heads(conn: &mut PgConnection, today: NaiveDate) -> Result<Vec<PersonId>, sqlx::Error> {
    let heads = sqlx::query_scalar!(
        "select distinct r.person_id from role r join place s on s.id = r.school_id
         where r.kind = 'head' and r.from_day <= $1 and (r.until_day is null or r.until_day >= $1) and not s.pseudo and s.closed_on is null
           and (s.opened_at is not null or not exists (select from opening_rule where gated))",
        today,
    )
    .fetch_all(conn)
    .await?;
    Ok(heads.into_iter().map(PersonId).collect())
}

/// Numbers follow one another: one asks after the other.
pub(super) async fn ask(tx: &mut Tx, actor: &Actor, new: &New) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!("select pg_advisory_xact_lock(hashtext('change_request'))").execute(tx.conn()).await?;
    sqlx::query!(
        "insert into change_request (id, number, kind, title, origin, what, cost, law, calendar, training, options, owner, action_id, made_by, made_at)
         select $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 from change_request",
        id,
        new.kind,
        new.title,
        new.origin,
        new.what,
        new.cost,
        new.law,
        new.calendar,
        new.training,
        new.options,
        new.owner,
        new.action,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    let studied = Move { state: "studied", decision: None, day: None, note: String::new() };
    go_on(tx, actor, id, &studied).await?;
    Ok(id)
}

pub(super) async fn go_on(tx: &mut Tx, actor: &Actor, change: Uuid, new: &Move) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into change_state (id, change_id, state, decision_id, day, note, by_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        Uuid::now_v7(),
        change,
        new.state,
        new.decision,
        new.day,
        new.note,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

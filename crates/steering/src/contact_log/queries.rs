//! The SQL of the log.

use super::rules::New;
use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, Error};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub id: Uuid,
    pub kind: String,
    /// The party, the school, or the collège.
    pub with: String,
    pub day: NaiveDate,
    pub subject: String,
    pub notes: String,
    pub by: String,
    pub again_on: Option<NaiveDate>,
    pub settled: bool,
}

impl Entry {
    pub(super) fn waits(&self) -> bool {
        self.again_on.is_some() && !self.settled
    }
}

/// What waits first, the oldest reminder first; then the last. All for the project; hers and those of her schools for an
/// inspector.
pub(super) async fn entries(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    (one, parties): (Option<Uuid>, Option<&[Uuid]>),
) -> Result<Vec<Entry>, sqlx::Error> {
    let inspected: Vec<Uuid> = actor.inspected().map(|p| p.0).collect();
    sqlx::query_as!(
        Entry,
        r#"select e.id, e.kind, coalesce(p.name, s.name, k.name) as "with!", e.day, e.subject, e.notes,
                coalesce(c.first_name || ' ' || c.last_name, 'Quelqu’un qui n’est plus là') as "by!", e.again_on, e.settled_at is not null as "settled!"
         from contact_log e left join party p on p.id = e.party_id left join place s on s.id = e.school_id
         left join college k on k.id = e.college_id
         left join person_card c on c.person_id = e.by_id
         where ($1 or e.by_id = $2 or s.parent_id = any($3)
                or exists (select from college_sector f join place h on h.id = f.school_id where f.college_id = e.college_id and h.parent_id = any($3))) and ($4::uuid is null or e.id = $4) and ($5::uuid[] is null or e.party_id = any($5))
         order by e.again_on is null or e.settled_at is not null, case when e.settled_at is null then e.again_on end, e.day desc, e.id desc limit 300"#,
        actor.is_project(),
        actor.person.0,
        &inspected,
        one,
        parties,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn entry(db: impl PgExecutor<'_>, actor: &Actor, id: Uuid) -> Result<Entry, Error> {
    entries(db, actor, (Some(id), None)).await?.pop().ok_or(Error::NotFound)
}

/// Reminders whose day is over.
pub(crate) async fn late(db: impl PgExecutor<'_>, today: NaiveDate) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from contact_log where again_on < $1 and settled_at is null"#,
        today,
    )
    .fetch_one(db)
    .await
}

/// Those with whom one speaks.
pub(super) async fn parties(db: impl PgExecutor<'_>) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!("select id, name from party where left_on is null order by name, id")
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

pub(super) async fn log(tx: &mut Tx, actor: &Actor, new: &New) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into contact_log (id, party_id, school_id, kind, day, subject, notes, by_id, at, again_on, college_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        id,
        new.party,
        new.school,
        new.kind,
        new.day,
        new.subject,
        new.notes,
        actor.person.0,
        now,
        new.again_on,
        new.college,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Come back to; or put off to another day.
pub(super) async fn settle(
    tx: &mut Tx,
    actor: &Actor,
    entry: &Entry,
    again: Option<NaiveDate>,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update contact_log set again_on = coalesce($2, again_on), settled_at = case when $2::date is null then $3::timestamptz end,
           settled_by = case when $2::date is null then $4::uuid end where id = $1",
        entry.id,
        again,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

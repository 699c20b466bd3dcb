//! The SQL of other ENTs whose people come in here, as the project’s team keeps them.

mod links;

pub(super) use links::unlink;
pub(crate) use links::{Link, holds, links_of};
pub use links::{NotLinked, close_over, close_sessions, link, linked, links_to_account, mark};

use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, Error};
use sqlx::PgExecutor;
use uuid::Uuid;

/// What is written of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    pub name: String,
    /// Of its CAS server, with a final slash.
    pub address: String,
    pub profiles: Vec<String>,
    pub basis: String,
}

/// From one day to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
}

#[derive(Debug, Clone)]
pub struct Source {
    pub id: Uuid,
    pub said: Said,
    pub by: Option<String>,
    pub at: DateTime<Utc>,
    /// The one that was not closed.
    pub opening: Option<Opening>,
    /// Whose account there opens one here.
    pub people: i64,
}

impl Source {
    #[must_use]
    pub fn is_open(&self, today: NaiveDate) -> bool {
        self.opening.is_some_and(|o| o.from <= today && o.until.is_none_or(|until| today <= until))
    }
}

/// All: they are few.
pub async fn all(db: impl PgExecutor<'_>) -> Result<Vec<Source>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select s.id, s.name, s.address, s.profiles, s.basis, s.said_at, c.first_name || ' ' || c.last_name as by,
                o.from_day as "from_day?", o.until_day,
                (select count(*) from entry_link l where l.source_id = s.id) as "people!"
         from entry_source s
         left join person_card c on c.person_id = s.said_by
         left join entry_opening o on o.source_id = s.id and o.closed_at is null
         order by s.name, s.id limit 50"#
    )
    .fetch_all(db)
    .await?;
    let source = rows.into_iter().map(|r| Source {
        id: r.id,
        said: Said { name: r.name, address: r.address, profiles: r.profiles, basis: r.basis },
        by: r.by,
        at: r.said_at,
        opening: r.from_day.map(|from| Opening { from, until: r.until_day }),
        people: r.people,
    });
    Ok(source.collect())
}

pub async fn one(db: impl PgExecutor<'_>, id: Uuid) -> Result<Source, Error> {
    all(db).await?.into_iter().find(|source| source.id == id).ok_or(Error::NotFound)
}

/// « Entrer avec e-Collège »: what the sign-in page offers today.
#[derive(Debug)]
pub(crate) struct Door {
    pub id: Uuid,
    pub name: String,
}

pub(crate) async fn doors(db: impl PgExecutor<'_>, today: NaiveDate) -> Result<Vec<Door>, sqlx::Error> {
    sqlx::query_as!(
        Door,
        "select s.id, s.name from entry_source s join entry_opening o on o.source_id = s.id and o.closed_at is null
         where o.from_day <= $1 and (o.until_day is null or o.until_day >= $1) order by s.name, s.id limit 5",
        today,
    )
    .fetch_all(db)
    .await
}

/// One after the other: two of the team do not write over each other.
pub async fn lock(tx: &mut Tx) -> Result<(), sqlx::Error> {
    sqlx::query!("lock table entry_source in share row exclusive mode").execute(tx.conn()).await?;
    Ok(())
}

/// An opening as it was.
#[derive(Debug)]
pub struct Past {
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    pub opened_by: Option<String>,
    pub closed_at: Option<DateTime<Utc>>,
    pub closed_by: Option<String>,
}

pub async fn openings(db: impl PgExecutor<'_>, source: &Source) -> Result<Vec<Past>, sqlx::Error> {
    sqlx::query_as!(
        Past,
        r#"select o.from_day as "from", o.until_day as until, a.first_name || ' ' || a.last_name as opened_by,
                o.closed_at, b.first_name || ' ' || b.last_name as closed_by
         from entry_opening o left join person_card a on a.person_id = o.opened_by
         left join person_card b on b.person_id = o.closed_by
         where o.source_id = $1 order by o.opened_at desc, o.id limit 50"#,
        source.id,
    )
    .fetch_all(db)
    .await
}

pub async fn make(tx: &mut Tx, actor: &Actor, said: &Said) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into entry_source (id, name, address, profiles, basis, said_by, said_at) values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        said.name,
        said.address,
        &said.profiles,
        said.basis,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Another server knows other people: with a new address the links end, and what they had opened.
pub async fn change(tx: &mut Tx, actor: &Actor, source: &Source, said: &Said) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update entry_source set name = $2, address = $3, profiles = $4, basis = $5, said_by = $6, said_at = $7 where id = $1",
        source.id,
        said.name,
        said.address,
        &said.profiles,
        said.basis,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    if source.said.address != said.address {
        sqlx::query!("delete from entry_link where source_id = $1", source.id).execute(tx.conn()).await?;
        close_sessions(tx.conn(), source.id).await?;
    }
    Ok(())
}

pub async fn open(tx: &mut Tx, actor: &Actor, source: &Source, opening: Opening) -> Result<(), sqlx::Error> {
    close(tx, actor, source).await?;
    let now = tx.now();
    sqlx::query!(
        "insert into entry_opening (id, source_id, from_day, until_day, opened_by, opened_at) values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        source.id,
        opening.from,
        opening.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// `false`: it was not open.
pub async fn close(tx: &mut Tx, actor: &Actor, source: &Source) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let closed = sqlx::query!(
        "update entry_opening set closed_by = $2, closed_at = $3 where source_id = $1 and closed_at is null",
        source.id,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(closed.rows_affected() > 0)
}

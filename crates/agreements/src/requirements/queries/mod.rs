//! The SQL of requirements. Read by whoever steers the project or a territory of it; kept by the project’s people.

mod answers;
mod items;
mod notices;

pub(super) use answers::*;
pub(super) use items::*;
pub(super) use notices::*;

use super::rules::{From, New};
use super::starter;
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, Error, PersonId};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Catalogue {
    pub id: Uuid,
    pub title: String,
    pub version: String,
    pub source: String,
    pub source_day: NaiveDate,
    pub from: Option<Uuid>,
    pub frozen_at: Option<DateTime<Utc>>,
    pub items: i64,
    /// Nothing was decided of them yet.
    pub open: i64,
}

impl Catalogue {
    /// « Catalogue de départ, version 1 ».
    pub(super) fn said(&self) -> String {
        format!("{}, version {}", self.title, self.version)
    }
}

pub(super) async fn catalogues(
    db: impl PgExecutor<'_>,
    one: Option<Uuid>,
) -> Result<Vec<Catalogue>, sqlx::Error> {
    sqlx::query_as!(
        Catalogue,
        r#"select c.id, c.title, c.version, c.source, c.source_day, c.from_id as "from?", c.frozen_at,
                (select count(*) from requirement r where r.catalogue_id = c.id and r.accepted is not false) as "items!",
                (select count(*) from requirement r where r.catalogue_id = c.id and r.accepted is null) as "open!"
         from requirement_catalogue c where $1::uuid is null or c.id = $1 order by c.made_at desc, c.id limit 200"#,
        one,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn catalogue(db: impl PgExecutor<'_>, id: Uuid) -> Result<Catalogue, Error> {
    catalogues(db, Some(id)).await?.pop().ok_or(Error::NotFound)
}

/// Nothing when there is one of this title and version.
pub(super) async fn make(tx: &mut Tx, by: PersonId, new: &New) -> Result<Option<Uuid>, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let from = if let From::Other(other) = new.from { Some(other) } else { None };
    let made = sqlx::query!(
        "insert into requirement_catalogue (id, title, version, source, source_day, from_id, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (title, version) do nothing",
        id,
        new.title,
        new.version,
        new.source,
        new.source_day,
        from,
        by.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    if made.rows_affected() == 0 {
        return Ok(None);
    }
    match new.from {
        From::Nothing => {}
        From::Starter => begin(tx, by, id).await?,
        From::Other(other) => go_on(tx, by, id, other).await?,
    }
    Ok(Some(id))
}

/// Our own list, taken as it is: what it replaces will come.
async fn begin(tx: &mut Tx, by: PersonId, id: Uuid) -> Result<(), sqlx::Error> {
    let now = tx.now();
    let of = |pick: fn(&(&str, super::rules::Family, super::rules::Level, &str)) -> String| {
        starter::ITEMS.iter().map(pick).collect::<Vec<_>>()
    };
    sqlx::query!(
        "insert into requirement (id, catalogue_id, code, family, level, text, added_by, added_at, accepted, decided_by, decided_at)
         select gen_random_uuid(), $1, i.code, i.family, i.level, i.text, $2, $3, true, $2, $3
         from unnest($4::text[], $5::text[], $6::text[], $7::text[]) i (code, family, level, text)",
        id,
        by.0,
        now,
        &of(|i| i.0.to_owned()),
        &of(|i| i.1.name().to_owned()),
        &of(|i| i.2.name().to_owned()),
        &of(|i| i.3.to_owned()),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A new version: what the old one holds, with what we answer to it.
async fn go_on(tx: &mut Tx, by: PersonId, id: Uuid, from: Uuid) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into requirement (id, catalogue_id, code, family, level, text, source, source_day, added_by, added_at, accepted, decided_by, decided_at)
         select gen_random_uuid(), $1, code, family, level, text, source, source_day, added_by, added_at, true, decided_by, decided_at
         from requirement where catalogue_id = $2 and accepted",
        id,
        from,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into conformity (id, requirement_id, state, evidence, owner, plan, due_on, by_id, at)
         select gen_random_uuid(), n.id, c.state, c.evidence, c.owner, c.plan, c.due_on, $3, $4
         from requirement n join requirement o on o.catalogue_id = $2 and o.code = n.code
         cross join lateral (select * from conformity c where c.requirement_id = o.id order by c.at desc, c.id desc limit 1) c
         where n.catalogue_id = $1",
        id,
        from,
        by.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Nothing changes in it any more; false while something is not decided, or when it was frozen already.
pub(super) async fn freeze(tx: &mut Tx, actor: &Actor, catalogue: &Catalogue) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update requirement_catalogue c set frozen_at = $2, frozen_by = $3
         where id = $1 and frozen_at is null and exists (select from requirement r where r.catalogue_id = c.id and r.accepted)
           and not exists (select from requirement r where r.catalogue_id = c.id and r.accepted is null)",
        catalogue.id,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

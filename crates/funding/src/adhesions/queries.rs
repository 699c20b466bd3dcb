//! The SQL of adhesions. Whoever steers reads them: which communes are in is public matter.

use super::rules::{New, Step};
use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, Error};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Adhesion {
    pub id: Uuid,
    pub name: String,
    pub wave: Option<i16>,
    pub stage: String,
    pub since: NaiveDate,
    /// Stage, day, note: the first first.
    pub steps: Vec<(String, NaiveDate, String)>,
}

pub(super) async fn adhesions(db: impl PgExecutor<'_>) -> Result<Vec<Adhesion>, sqlx::Error> {
    load(db, None).await
}

/// Held until the transaction ends.
pub(super) async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Adhesion, Error> {
    sqlx::query!("select from adhesion where id = $1 for update", id).execute(&mut *conn).await?;
    load(conn, Some(id)).await?.pop().ok_or(Error::NotFound)
}

async fn load(db: impl PgExecutor<'_>, id: Option<Uuid>) -> Result<Vec<Adhesion>, sqlx::Error> {
    let rows = sqlx::query!(
        "select a.id, a.name, a.wave, s.stage, s.day, s.note from adhesion a join adhesion_step s on s.adhesion_id = a.id
         where ($1::uuid is null or a.id = $1) order by a.wave nulls last, a.name, a.id, s.at, s.id limit 5000",
        id,
    )
    .fetch_all(db)
    .await?;
    let mut all: Vec<Adhesion> = Vec::new();
    for r in rows {
        if all.last().is_none_or(|a| a.id != r.id) {
            all.push(Adhesion {
                id: r.id,
                name: r.name,
                wave: r.wave,
                stage: String::new(),
                since: r.day,
                steps: Vec::new(),
            });
        }
        if let Some(one) = all.last_mut() {
            one.stage.clone_from(&r.stage);
            one.since = r.day;
            one.steps.push((r.stage, r.day, r.note));
        }
    }
    Ok(all)
}

/// Communes of the directory that are not followed yet.
pub(super) async fn places(db: impl PgExecutor<'_>) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, name from place p where kind = 'commune' and closed_on is null
           and not exists (select from adhesion a where a.place_id = p.id) order by name, id limit 2000"
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

/// Nothing when it is followed already.
pub(super) async fn add(tx: &mut Tx, actor: &Actor, new: &New) -> Result<Option<Uuid>, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let done = sqlx::query!(
        "insert into adhesion (id, name, place_id, wave, made_by, made_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        id,
        new.name,
        new.place,
        new.wave,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(None);
    }
    let first = Step { stage: "contacted", day: new.day, note: String::new() };
    go_on(tx, actor, id, &first).await?;
    Ok(Some(id))
}

pub(super) async fn go_on(
    tx: &mut Tx,
    actor: &Actor,
    adhesion: Uuid,
    step: &Step,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into adhesion_step (id, adhesion_id, stage, day, note, by_id, at) values ($1, $2, $3, $4, $5, $6, $7)",
        Uuid::now_v7(),
        adhesion,
        step.stage,
        step.day,
        step.note,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

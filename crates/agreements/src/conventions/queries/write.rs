//! Conventions as they are written.

use super::super::clauses::library;
use super::super::rules::{New, NewParty};
use super::{Convention, Party};
use chrono::NaiveDate;
use database::Tx;
use kernel::Actor;
use sqlx::PgExecutor;
use uuid::Uuid;

/// With the clauses of the library. Nothing when another has this reference.
pub(in super::super) async fn make(
    tx: &mut Tx,
    actor: &Actor,
    new: &New,
) -> Result<Option<Uuid>, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let kind = if new.with_schools { "schools" } else { "partner" };
    let made = sqlx::query!(
        "insert into convention (id, kind, reference, object, brings, from_day, until_day, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (reference) do nothing",
        id,
        kind,
        new.reference,
        new.object,
        new.brings,
        new.from,
        new.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    if made.rows_affected() == 0 {
        return Ok(None);
    }
    for (position, (theme, title, body)) in (1_i16..).zip(library(new.with_schools)) {
        sqlx::query!(
            "insert into convention_clause (convention_id, position, theme, title, body) values ($1, $2, $3, $4, $5)",
            id,
            position,
            *theme,
            *title,
            *body,
        )
        .execute(tx.conn())
        .await?;
    }
    Ok(Some(id))
}

pub(in super::super) async fn add_party(
    tx: &mut Tx,
    convention: &Convention,
    new: &NewParty,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into convention_party (id, convention_id, side, name, signatory, place_id) values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        convention.id,
        new.side,
        new.name,
        new.signatory,
        new.place.map(|p| p.0),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Emptied, it goes.
pub(in super::super) async fn write_clause(
    tx: &mut Tx,
    convention: &Convention,
    position: i16,
    body: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update convention_clause set body = $3 where convention_id = $1 and position = $2",
        convention.id,
        position,
        body,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("delete from convention_clause where convention_id = $1 and body = ''", convention.id)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Nothing when it is signed already.
pub(in super::super) async fn sign(
    tx: &mut Tx,
    actor: &Actor,
    party: &Party,
    (day, by): (NaiveDate, &str),
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update convention_party set signed_on = $2, signed_by = $3, recorded_by = $4, recorded_at = $5
         where id = $1 and signed_on is null",
        party.id,
        day,
        by,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The open schools with one of these UAI, or in one of these communes: id and UAI.
pub(in super::super) async fn known_schools(
    db: impl PgExecutor<'_>,
    uai: &[String],
    communes: &[Uuid],
) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id, coalesce(uai, '') as "uai!" from place
         where kind = 'school' and not pseudo and closed_on is null and (uai = any($1) or territory_id = any($2))"#,
        uai,
        communes,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.uai)).collect())
}

/// Takes the place of the one of the same year.
pub(in super::super) async fn write_annex(
    tx: &mut Tx,
    actor: &Actor,
    convention: &Convention,
    year: i16,
    schools: &[Uuid],
) -> Result<(), sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!("select from convention where id = $1 for update", convention.id).execute(tx.conn()).await?;
    sqlx::query!(
        "insert into convention_annex (id, convention_id, school_year, number, made_by, made_at)
         select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5 from convention_annex where convention_id = $2 and school_year = $3",
        id,
        convention.id,
        year,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into convention_school (annex_id, school_id) select $1, unnest($2::uuid[])",
        id,
        schools
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(in super::super) async fn amend(
    tx: &mut Tx,
    actor: &Actor,
    convention: &Convention,
    (object, until, signed_on): (&str, Option<NaiveDate>, NaiveDate),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!("select from convention where id = $1 for update", convention.id).execute(tx.conn()).await?;
    sqlx::query!(
        "insert into convention_amendment (id, convention_id, number, object, until_day, signed_on, made_by, made_at)
         select $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 from convention_amendment where convention_id = $2",
        Uuid::now_v7(),
        convention.id,
        object,
        until,
        signed_on,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(in super::super) async fn end(
    tx: &mut Tx,
    convention: &Convention,
    day: NaiveDate,
    reason: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update convention set ended_on = $2, end_reason = $3 where id = $1 and ended_on is null",
        convention.id,
        day,
        reason,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

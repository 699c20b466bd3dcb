//! Writing: takes the school and the batch as they were obtained.

use super::super::rules::{New, NewContract, NewRule};
use super::{Batch, Incident};
use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, Error, PlaceId};
use uuid::Uuid;

/// Also what a group purchase brought.
pub(crate) async fn add(tx: &mut Tx, actor: &Actor, school: PlaceId, new: &New) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into equipment (id, school_id, class_id, kind, label, quantity, state, owner, funder, batch, spot, bought_on, ends_on, said_by, said_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
        id,
        school.0,
        new.class,
        new.kind.name(),
        new.label,
        new.quantity,
        new.state,
        new.owner,
        new.funder,
        new.batch,
        new.spot,
        new.bought_on,
        new.ends_on,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

pub(in super::super) async fn change(
    tx: &mut Tx,
    actor: &Actor,
    batch: &Batch,
    new: &New,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update equipment set class_id = $2, kind = $3, label = $4, quantity = $5, state = $6, owner = $7, funder = $8, batch = $9, spot = $10,
             bought_on = $11, ends_on = $12, said_by = $13, said_at = $14 where id = $1",
        batch.id,
        new.class,
        new.kind.name(),
        new.label,
        new.quantity,
        new.state,
        new.owner,
        new.funder,
        new.batch,
        new.spot,
        new.bought_on,
        new.ends_on,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Its open incidents are closed with it.
pub(in super::super) async fn remove(
    tx: &mut Tx,
    actor: &Actor,
    batch: &Batch,
    (day, reason): (NaiveDate, &str),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update equipment set removed_on = $2, removed_reason = $3, said_by = $4, said_at = $5 where id = $1",
        batch.id,
        day,
        reason,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    let outcome = if reason == "replaced" { "replaced" } else { "given_up" };
    sqlx::query!(
        "update equipment_incident set closed_at = $2, closed_by = $3, outcome = $4 where equipment_id = $1 and closed_at is null",
        batch.id,
        now,
        actor.person.0,
        outcome,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Nothing when fewer units work than would be out of order.
pub(crate) async fn open_incident(
    tx: &mut Tx,
    actor: &Actor,
    equipment: Uuid,
    (units, what): (i32, &str),
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    sqlx::query!("select from equipment where id = $1 for update", equipment).execute(tx.conn()).await?;
    let done = sqlx::query!(
        "insert into equipment_incident (id, equipment_id, units, what, opened_by, opened_at)
         select $1, e.id, $3, $4, $5, $6 from equipment_at_work e where e.id = $2 and e.working >= $3",
        Uuid::now_v7(),
        equipment,
        units,
        what,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What becomes of an incident.
pub(in super::super) enum Step {
    Sent(Uuid),
    Closed(&'static str),
}

pub(in super::super) async fn hand_over(
    tx: &mut Tx,
    actor: &Actor,
    incident: &Incident,
    contract: Uuid,
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update equipment_incident set sent_to = $2, sent_at = $3, sent_by = $4 where id = $1 and sent_at is null and closed_at is null",
        incident.id,
        contract,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(in super::super) async fn close(
    tx: &mut Tx,
    actor: &Actor,
    incident: &Incident,
    outcome: &str,
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update equipment_incident set closed_at = $2, closed_by = $3, outcome = $4 where id = $1 and closed_at is null",
        incident.id,
        now,
        actor.person.0,
        outcome,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Said anew, it takes the place of the one before.
pub(in super::super) async fn make_rule(
    tx: &mut Tx,
    actor: &Actor,
    rule: &NewRule,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update equipment_rule set dropped_at = $3 where phase = $1 and kind = $2 and dropped_at is null",
        rule.phase,
        rule.kind.name(),
        now,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into equipment_rule (id, phase, kind, per, least, minimum, said_by, said_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        Uuid::now_v7(),
        rule.phase,
        rule.kind.name(),
        if rule.by_class { "class" } else { "school" },
        rule.least,
        rule.minimum,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(in super::super) async fn drop_rule(tx: &mut Tx, rule: Uuid) -> Result<(), Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update equipment_rule set dropped_at = $2 where id = $1 and dropped_at is null",
        rule,
        now,
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}

pub(in super::super) async fn make_contract(
    tx: &mut Tx,
    actor: &Actor,
    new: &NewContract,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into maintenance_contract (id, commune_id, supplier, covers, phone, from_day, until_day, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        Uuid::now_v7(),
        new.commune,
        new.supplier,
        new.covers,
        new.phone,
        new.from,
        new.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

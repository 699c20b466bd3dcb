//! Writing, while the campaign, the line or the delivery is held.

use super::super::received::{Acceptance, Delivered};
use super::super::rules::{Adhesion, New, NewItem};
use super::{Campaign, Delivery, Line};
use crate::equipment;
use cockpit::equipment::ends_after;
use database::Tx;
use kernel::{Actor, PlaceId};
use uuid::Uuid;

pub(in super::super) async fn open(tx: &mut Tx, actor: &Actor, new: &New) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into purchase_campaign (id, title, terms, adhesion_until, needs_until, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        id,
        new.title,
        new.terms,
        new.adhesion_until,
        new.needs_until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

pub(in super::super) async fn add_item(
    tx: &mut Tx,
    campaign: &Campaign,
    new: &NewItem,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into purchase_item (id, campaign_id, kind, label, supplier, reference, unit_cents, minimum)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        Uuid::now_v7(),
        campaign.id,
        new.kind.name(),
        new.label,
        new.supplier,
        new.reference,
        new.price,
        new.minimum,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(in super::super) async fn adhere(
    tx: &mut Tx,
    actor: &Actor,
    campaign: &Campaign,
    new: &Adhesion,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into purchase_member (campaign_id, commune_id, deliberation, decided_on, recorded_by, recorded_at)
         values ($1, $2, $3, $4, $5, $6)",
        campaign.id,
        new.commune,
        new.deliberation,
        new.decided_on,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whole, or open again.
pub(in super::super) async fn validate(
    tx: &mut Tx,
    actor: &Actor,
    campaign: &Campaign,
    (commune, whole): (Uuid, bool),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update purchase_member set validated_at = case when $3 then $4::timestamptz end, validated_by = case when $3 then $5::uuid end
         where campaign_id = $1 and commune_id = $2",
        campaign.id,
        commune,
        whole,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What the school needs, in the place of what it said before.
pub(in super::super) async fn say_needs(
    tx: &mut Tx,
    actor: &Actor,
    campaign: &Campaign,
    school: PlaceId,
    needs: &[(Uuid, i32)],
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "delete from purchase_need where campaign_id = $1 and school_id = $2",
        campaign.id,
        school.0
    )
    .execute(tx.conn())
    .await?;
    let (items, quantities): (Vec<Uuid>, Vec<i32>) = needs.iter().copied().unzip();
    sqlx::query!(
        "insert into purchase_need (campaign_id, school_id, article_id, quantity, said_by, said_at)
         select $1, $2, n.item, n.quantity, $5, $6 from unnest($3::uuid[], $4::integer[]) n (item, quantity)",
        campaign.id,
        school.0,
        &items,
        &quantities,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The order book is made of what was validated, at the price of today.
pub(in super::super) async fn order(
    tx: &mut Tx,
    actor: &Actor,
    campaign: &Campaign,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into purchase_line (id, campaign_id, commune_id, school_id, article_id, quantity, unit_cents)
         select gen_random_uuid(), n.campaign_id, m.commune_id, n.school_id, n.article_id, n.quantity, i.unit_cents
         from purchase_need n join purchase_item i on i.id = n.article_id join place s on s.id = n.school_id
         join purchase_member m on m.campaign_id = n.campaign_id and m.commune_id = s.territory_id and m.validated_at is not null
         where n.campaign_id = $1",
        campaign.id,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update purchase_campaign set ordered_at = $2, ordered_by = $3 where id = $1",
        campaign.id,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(in super::super) async fn deliver(
    tx: &mut Tx,
    actor: &Actor,
    line: &Line,
    new: &Delivered,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into purchase_delivery (id, line_id, quantity, day, note, said_by, said_at) values ($1, $2, $3, $4, $5, $6, $7)",
        Uuid::now_v7(),
        line.id,
        new.quantity,
        new.day,
        new.note,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// It stands in the school’s register from now on; what a reserve speaks of is an incident of it.
pub(in super::super) async fn accept(
    tx: &mut Tx,
    actor: &Actor,
    school: PlaceId,
    (line, delivery): (&Line, &Delivery),
    new: &Acceptance,
) -> Result<(), sqlx::Error> {
    let batch = equipment::New {
        kind: line.kind,
        label: line.label.clone(),
        quantity: delivery.quantity,
        state: "new",
        class: new.class,
        owner: "commune",
        funder: String::new(),
        batch: String::new(),
        spot: String::new(),
        bought_on: Some(delivery.day),
        ends_on: Some(ends_after(line.kind, delivery.day)),
    };
    let equipment = equipment::add(tx, actor, school, &batch).await?;
    if new.faulty > 0 {
        equipment::open_incident(tx, actor, equipment, (new.faulty, &new.reserves)).await?;
    }
    let now = tx.now();
    sqlx::query!(
        "update purchase_delivery set accepted_on = $2, accepted_by = $3, accepted_at = $4, reserves = $5, equipment_id = $6 where id = $1",
        delivery.id,
        new.day,
        actor.person.0,
        now,
        new.reserves,
        equipment,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

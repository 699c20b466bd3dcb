//! The order book, what came of it, what it costs each commune.

use chrono::NaiveDate;
use cockpit::equipment::Kind;
use kernel::{Error, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// A line of a school.
#[derive(Debug, Clone)]
pub(in super::super) struct Line {
    pub id: Uuid,
    pub campaign: Uuid,
    pub kind: Kind,
    pub label: String,
    pub supplier: String,
    pub quantity: i32,
    pub delivered: i32,
    pub ordered_on: NaiveDate,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Delivery {
    pub id: Uuid,
    pub line: Uuid,
    pub quantity: i32,
    pub day: NaiveDate,
    pub note: String,
    pub accepted: Option<NaiveDate>,
    pub accepted_by: Option<String>,
    pub reserves: String,
}

pub(in super::super) async fn lines(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    zone: &str,
) -> Result<Vec<Line>, sqlx::Error> {
    load(db, school, None, zone).await
}

/// One of the school’s, held until the transaction ends.
pub(in super::super) async fn lock_line(
    conn: &mut PgConnection,
    school: PlaceId,
    id: Uuid,
    zone: &str,
) -> Result<Line, Error> {
    sqlx::query!("select from purchase_line where id = $1 for update", id).execute(&mut *conn).await?;
    load(conn, school, Some(id), zone).await?.pop().ok_or(Error::NotFound)
}

async fn load(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    id: Option<Uuid>,
    zone: &str,
) -> Result<Vec<Line>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select l.id, l.campaign_id, i.kind, i.label, i.supplier, l.quantity,
                coalesce((select sum(d.quantity) from purchase_delivery d where d.line_id = l.id), 0)::integer as "delivered!",
                (c.ordered_at at time zone $3)::date as "ordered_on!"
         from purchase_line l join purchase_campaign c on c.id = l.campaign_id join purchase_item i on i.id = l.article_id
         where l.school_id = $1 and ($2::uuid is null or l.id = $2) order by c.needs_until desc, i.label, l.id limit 500"#,
        school.0,
        id,
        zone,
    )
    .fetch_all(db)
    .await?;
    let lines = rows.into_iter().map(|r| Line {
        id: r.id,
        campaign: r.campaign_id,
        kind: Kind::named(&r.kind),
        label: r.label,
        supplier: r.supplier,
        quantity: r.quantity,
        delivered: r.delivered,
        ordered_on: r.ordered_on,
    });
    Ok(lines.collect())
}

pub(in super::super) async fn deliveries(
    db: impl PgExecutor<'_>,
    school: PlaceId,
) -> Result<Vec<Delivery>, sqlx::Error> {
    load_deliveries(db, school, None).await
}

/// One of the school’s, held until the transaction ends.
pub(in super::super) async fn lock_delivery(
    conn: &mut PgConnection,
    school: PlaceId,
    id: Uuid,
) -> Result<Delivery, Error> {
    sqlx::query!("select from purchase_delivery where id = $1 for update", id).execute(&mut *conn).await?;
    load_deliveries(conn, school, Some(id)).await?.pop().ok_or(Error::NotFound)
}

async fn load_deliveries(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    id: Option<Uuid>,
) -> Result<Vec<Delivery>, sqlx::Error> {
    sqlx::query_as!(
        Delivery,
        r#"select d.id, d.line_id as line, d.quantity, d.day, d.note, d.accepted_on as accepted, d.reserves,
                c.first_name || ' ' || c.last_name as accepted_by
         from purchase_delivery d join purchase_line l on l.id = d.line_id left join person_card c on c.person_id = d.accepted_by
         where l.school_id = $1 and ($2::uuid is null or d.id = $2) order by d.day, d.id limit 1000"#,
        school.0,
        id,
    )
    .fetch_all(db)
    .await
}

/// What a commune ordered for a school, or needs as long as nothing is ordered.
#[derive(Debug, Clone)]
pub(in super::super) struct AccountLine {
    pub school: String,
    pub label: String,
    pub supplier: String,
    pub reference: String,
    pub price: i64,
    pub quantity: i64,
    pub delivered: i64,
    pub accepted: i64,
}

pub(in super::super) async fn account(
    db: impl PgExecutor<'_>,
    campaign: Uuid,
    commune: Uuid,
) -> Result<Vec<AccountLine>, sqlx::Error> {
    sqlx::query_as!(
        AccountLine,
        r#"with asked as (
             select l.id, l.school_id, l.article_id, l.quantity, l.unit_cents from purchase_line l
             where l.campaign_id = $1 and l.commune_id = $2
             union all
             select null, n.school_id, n.article_id, n.quantity, i.unit_cents from purchase_need n
             join purchase_item i on i.id = n.article_id join place s on s.id = n.school_id
             where n.campaign_id = $1 and s.territory_id = $2
               and exists (select from purchase_campaign c where c.id = $1 and c.ordered_at is null)
         )
         select s.name as school, i.label, i.supplier, i.reference, a.unit_cents as "price!", a.quantity::bigint as "quantity!",
                coalesce(d.came, 0)::bigint as "delivered!", coalesce(d.received, 0)::bigint as "accepted!"
         from asked a join place s on s.id = a.school_id join purchase_item i on i.id = a.article_id
         left join lateral (select sum(d.quantity) as came, sum(d.quantity) filter (where d.accepted_on is not null) as received
                            from purchase_delivery d where d.line_id = a.id) d on true
         order by s.name, s.id, i.label, i.id limit 5000"#,
        campaign,
        commune,
    )
    .fetch_all(db)
    .await
}

/// The commune’s share of the invoices of this campaign, in cents.
pub(in super::super) async fn invoiced(
    db: impl PgExecutor<'_>,
    campaign: Uuid,
    commune: Uuid,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select coalesce(sum(s.amount_cents), 0)::bigint as "cents!" from invoice_share s join invoice i on i.id = s.invoice_id
         where i.campaign_id = $1 and s.commune_id = $2"#,
        campaign,
        commune,
    )
    .fetch_one(db)
    .await
}

/// What each commune ordered, in cents: by it an invoice of the campaign is split.
pub(crate) async fn ordered_by_commune(
    db: impl PgExecutor<'_>,
    campaign: Uuid,
) -> Result<Vec<(Uuid, i64)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select commune_id, sum(quantity * unit_cents)::bigint as "cents!" from purchase_line
         where campaign_id = $1 group by commune_id order by commune_id"#,
        campaign,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.commune_id, r.cents)).collect())
}

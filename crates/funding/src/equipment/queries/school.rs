//! What one school has, what of it does not work, and what its check starts from.

use chrono::{DateTime, NaiveDate, Utc};
use cockpit::equipment::Kind;
use cockpit::near::Near;
use kernel::year::school_year_of;
use kernel::{Error, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// What came together, and stands together.
#[derive(Debug, Clone)]
pub(crate) struct Batch {
    pub id: Uuid,
    pub kind: Kind,
    pub label: String,
    pub quantity: i32,
    pub working: i32,
    pub state: String,
    /// Where it stands; of another year when that class is over.
    pub class: Option<Uuid>,
    pub class_name: Option<String>,
    pub class_over: bool,
    pub owner: String,
    pub funder: String,
    pub batch: String,
    pub spot: String,
    pub bought_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
    /// The group purchase that brought it.
    pub campaign: Option<String>,
    pub removed: Option<(NaiveDate, String)>,
}

/// What is there, then what was taken out.
pub(in super::super) async fn batches(
    db: impl PgExecutor<'_>,
    near: &Near,
    today: NaiveDate,
) -> Result<Vec<Batch>, sqlx::Error> {
    load(db, near.id, None, today).await
}

/// One that is there still.
pub(in super::super) async fn batch(
    db: impl PgExecutor<'_>,
    near: &Near,
    id: Uuid,
    today: NaiveDate,
) -> Result<Batch, Error> {
    let found = load(db, near.id, Some(id), today).await?.pop();
    found.filter(|b| b.removed.is_none()).ok_or(Error::NotFound)
}

async fn load(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    id: Option<Uuid>,
    today: NaiveDate,
) -> Result<Vec<Batch>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select e.id as "id!", e.kind as "kind!", e.label as "label!", e.quantity as "quantity!", e.working as "working!",
                e.state as "state!", e.class_id, k.name as "class_name?",
                coalesce(k.school_year <> $3 or k.closed_on is not null, false) as "class_over!", e.owner as "owner!", e.funder as "funder!",
                e.batch as "batch!", e.spot as "spot!",
                e.bought_on, e.ends_on, e.removed_on, e.removed_reason,
                (select c.title from purchase_delivery d join purchase_line l on l.id = d.line_id
                 join purchase_campaign c on c.id = l.campaign_id where d.equipment_id = e.id) as campaign
         from equipment_at_work e left join place k on k.id = e.class_id
         where e.school_id = $1 and ($2::uuid is null or e.id = $2)
         order by e.removed_on desc nulls first, array_position(array['board', 'tablet', 'mobile_class', 'computer', 'wifi', 'other'], e.kind),
                  k.name nulls last, e.id limit 500"#,
        school.0,
        id,
        school_year_of(today),
    )
    .fetch_all(db)
    .await?;
    let batches = rows.into_iter().map(|r| Batch {
        id: r.id,
        kind: Kind::named(&r.kind),
        label: r.label,
        quantity: r.quantity,
        working: r.working,
        state: r.state,
        class: r.class_id,
        class_name: r.class_name,
        class_over: r.class_over,
        owner: r.owner,
        funder: r.funder,
        batch: r.batch,
        spot: r.spot,
        bought_on: r.bought_on,
        ends_on: r.ends_on,
        campaign: r.campaign,
        removed: r.removed_on.zip(r.removed_reason),
    });
    Ok(batches.collect())
}

#[derive(Debug, Clone)]
pub(in super::super) struct Incident {
    pub id: Uuid,
    pub kind: Kind,
    pub label: String,
    pub units: i32,
    pub what: String,
    pub opened_by: Option<String>,
    pub opened_at: DateTime<Utc>,
    pub sent: Option<(String, DateTime<Utc>)>,
    pub closed: Option<(String, DateTime<Utc>)>,
}

/// Those that are open, then the last that were closed.
pub(in super::super) async fn incidents(
    db: impl PgExecutor<'_>,
    near: &Near,
) -> Result<Vec<Incident>, sqlx::Error> {
    load_incidents(db, near.id, None).await
}

/// One that is open.
pub(in super::super) async fn incident(
    db: impl PgExecutor<'_>,
    near: &Near,
    id: Uuid,
) -> Result<Incident, Error> {
    load_incidents(db, near.id, Some(id)).await?.pop().ok_or(Error::NotFound)
}

async fn load_incidents(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    id: Option<Uuid>,
) -> Result<Vec<Incident>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select i.id, e.kind, e.label, i.units, i.what, i.opened_at, i.sent_at, i.closed_at, i.outcome, m.supplier as "supplier?",
                c.first_name || ' ' || c.last_name as opened_by
         from equipment_incident i join equipment e on e.id = i.equipment_id left join maintenance_contract m on m.id = i.sent_to
         left join person_card c on c.person_id = i.opened_by
         where e.school_id = $1 and ($2::uuid is null or i.id = $2)
         order by i.closed_at desc nulls first, i.opened_at, i.id limit 60"#,
        school.0,
        id,
    )
    .fetch_all(db)
    .await?;
    let incidents = rows.into_iter().map(|r| Incident {
        id: r.id,
        kind: Kind::named(&r.kind),
        label: r.label,
        units: r.units,
        what: r.what,
        opened_by: r.opened_by,
        opened_at: r.opened_at,
        sent: r.supplier.zip(r.sent_at),
        closed: r.outcome.zip(r.closed_at),
    });
    Ok(incidents.collect())
}

/// How many units of a batch are open as incidents.
pub(in super::super) async fn open_units(conn: &mut PgConnection, batch: &Batch) -> Result<i32, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select coalesce(sum(units), 0)::integer as "units!" from equipment_incident where equipment_id = $1 and closed_at is null"#,
        batch.id,
    )
    .fetch_one(conn)
    .await
}

/// Who repairs in this school today: its commune’s contracts, the project’s. Id, supplier, what, telephone, until.
pub(in super::super) async fn contracts_of(
    db: impl PgExecutor<'_>,
    near: &Near,
    today: NaiveDate,
) -> Result<Vec<super::Contract>, sqlx::Error> {
    sqlx::query_as!(
        super::Contract,
        r#"select m.id, t.name as "commune?", m.supplier, m.covers, m.phone, m.from_day as "from", m.until_day as "until"
         from maintenance_contract m left join place t on t.id = m.commune_id
         where (m.commune_id is null or m.commune_id = $1) and m.from_day <= $2 and m.until_day >= $2
         order by m.supplier, m.id limit 50"#,
        near.commune.map(|p| p.0),
        today,
    )
    .fetch_all(db)
    .await
}

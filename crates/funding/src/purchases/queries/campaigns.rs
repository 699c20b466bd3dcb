//! Campaigns, who adhered, what is needed.

use chrono::NaiveDate;
use cockpit::equipment::Kind;
use kernel::{Error, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(in super::super) struct Campaign {
    pub id: Uuid,
    pub title: String,
    pub terms: String,
    pub adhesion_until: NaiveDate,
    pub needs_until: NaiveDate,
    pub ordered: bool,
    pub items: Vec<Item>,
}

#[derive(Debug, Clone)]
pub(in super::super) struct Item {
    pub id: Uuid,
    pub kind: Kind,
    pub label: String,
    pub supplier: String,
    pub reference: String,
    pub price: i64,
    pub minimum: String,
}

/// One among others.
#[derive(Debug, Clone)]
pub(in super::super) struct Summary {
    pub campaign: Campaign,
    pub members: i64,
    /// Ordered, in cents.
    pub cents: i64,
}

pub(in super::super) async fn campaigns(db: impl PgExecutor<'_>) -> Result<Vec<Summary>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select c.id, c.title, c.terms, c.adhesion_until, c.needs_until, c.ordered_at is not null as "ordered!",
                (select count(*) from purchase_member m where m.campaign_id = c.id) as "members!",
                (select coalesce(sum(l.quantity * l.unit_cents), 0)::bigint from purchase_line l where l.campaign_id = c.id) as "cents!"
         from purchase_campaign c order by c.needs_until desc, c.id limit 200"#
    )
    .fetch_all(db)
    .await?;
    let all = rows.into_iter().map(|r| Summary {
        campaign: Campaign {
            id: r.id,
            title: r.title,
            terms: r.terms,
            adhesion_until: r.adhesion_until,
            needs_until: r.needs_until,
            ordered: r.ordered,
            items: Vec::new(),
        },
        members: r.members,
        cents: r.cents,
    });
    Ok(all.collect())
}

/// Of two who act at once, the second sees what the first did.
pub(in super::super) async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Campaign, Error> {
    sqlx::query!("select from purchase_campaign where id = $1 for update", id).execute(&mut *conn).await?;
    campaign(conn, id).await
}

pub(in super::super) async fn campaign(conn: &mut PgConnection, id: Uuid) -> Result<Campaign, Error> {
    load(conn, Some(id), None).await?.pop().ok_or(Error::NotFound)
}

/// Those to which the commune adhered.
pub(in super::super) async fn of_commune(
    conn: &mut PgConnection,
    commune: PlaceId,
) -> Result<Vec<Campaign>, Error> {
    load(conn, None, Some(commune.0)).await
}

async fn load(
    conn: &mut PgConnection,
    id: Option<Uuid>,
    commune: Option<Uuid>,
) -> Result<Vec<Campaign>, Error> {
    let rows = sqlx::query!(
        r#"select c.id, c.title, c.terms, c.adhesion_until, c.needs_until, c.ordered_at is not null as "ordered!"
         from purchase_campaign c
         where ($1::uuid is null or c.id = $1)
           and ($2::uuid is null or exists (select from purchase_member m where m.campaign_id = c.id and m.commune_id = $2))
         order by c.needs_until desc, c.id limit 50"#,
        id,
        commune,
    )
    .fetch_all(&mut *conn)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let items = sqlx::query!(
        "select id, campaign_id, kind, label, supplier, reference, unit_cents, minimum from purchase_item
         where campaign_id = any($1) order by label, id",
        &ids,
    )
    .fetch_all(conn)
    .await?;
    let all = rows.into_iter().map(|r| Campaign {
        id: r.id,
        title: r.title,
        terms: r.terms,
        adhesion_until: r.adhesion_until,
        needs_until: r.needs_until,
        ordered: r.ordered,
        items: items
            .iter()
            .filter(|i| i.campaign_id == r.id)
            .map(|i| Item {
                id: i.id,
                kind: Kind::named(&i.kind),
                label: i.label.clone(),
                supplier: i.supplier.clone(),
                reference: i.reference.clone(),
                price: i.unit_cents,
                minimum: i.minimum.clone(),
            })
            .collect(),
    });
    Ok(all.collect())
}

/// A commune that adhered, and what its schools need; once ordered, what was.
#[derive(Debug, Clone)]
pub(in super::super) struct Member {
    pub commune: Uuid,
    pub name: String,
    pub deliberation: String,
    pub decided_on: NaiveDate,
    pub validated: bool,
    pub units: i64,
    pub cents: i64,
}

pub(in super::super) async fn members(
    db: impl PgExecutor<'_>,
    campaign: Uuid,
) -> Result<Vec<Member>, sqlx::Error> {
    sqlx::query_as!(
        Member,
        r#"select m.commune_id as commune, t.name, m.deliberation, m.decided_on, m.validated_at is not null as "validated!",
                coalesce(n.units, 0)::bigint as "units!", coalesce(n.cents, 0)::bigint as "cents!"
         from purchase_member m join place t on t.id = m.commune_id
         left join lateral (
             select sum(a.quantity) as units, sum(a.quantity * a.unit_cents) as cents from (
                 select n.quantity, i.unit_cents
                 from purchase_need n join purchase_item i on i.id = n.article_id join place s on s.id = n.school_id
                 join purchase_campaign c on c.id = n.campaign_id and c.ordered_at is null
                 where n.campaign_id = m.campaign_id and s.territory_id = m.commune_id
                 union all
                 select l.quantity, l.unit_cents from purchase_line l
                 where l.campaign_id = m.campaign_id and l.commune_id = m.commune_id) a) n on true
         where m.campaign_id = $1 order by t.name, t.id limit 2000"#,
        campaign,
    )
    .fetch_all(db)
    .await
}

/// What a school needs of an item.
#[derive(Debug, Clone)]
pub(in super::super) struct Need {
    pub item: Uuid,
    pub quantity: i32,
}

pub(in super::super) async fn needs(
    db: impl PgExecutor<'_>,
    school: PlaceId,
) -> Result<Vec<Need>, sqlx::Error> {
    sqlx::query_as!(
        Need,
        "select article_id as item, quantity from purchase_need where school_id = $1",
        school.0,
    )
    .fetch_all(db)
    .await
}

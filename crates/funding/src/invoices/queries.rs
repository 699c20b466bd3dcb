//! The SQL of invoices. The project reads all, a commune’s agents those that it bears a part of.

use super::rules::{New, Pays, Split};
use crate::{money, purchases};
use chrono::{Datelike, NaiveDate};
use cockpit::near;
use database::Tx;
use kernel::year::school_year_of;
use kernel::{Actor, Error};
use sqlx::{PgExecutor, PgPool};
use storage::FileId;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Invoice {
    pub id: Uuid,
    pub number: String,
    pub supplier: String,
    pub day: NaiveDate,
    pub amount: i64,
    pub what: String,
    /// « Marché : ENT du premier degré ».
    pub pays: Option<String>,
    pub split_by: String,
    pub file: Uuid,
    /// Commune, amount: those that the actor sees.
    pub shares: Vec<(String, i64)>,
}

pub(super) async fn invoices(pool: &PgPool, actor: &Actor) -> Result<Vec<Invoice>, sqlx::Error> {
    load(pool, actor, None).await
}

pub(super) async fn invoice(pool: &PgPool, actor: &Actor, id: Uuid) -> Result<Invoice, Error> {
    load(pool, actor, Some(id)).await?.pop().ok_or(Error::NotFound)
}

async fn load(pool: &PgPool, actor: &Actor, id: Option<Uuid>) -> Result<Vec<Invoice>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select i.id, i.number, i.supplier, i.day, i.amount_cents, i.what, i.split_by, i.file_id,
                coalesce('Marché : ' || m.title, 'Achat groupé : ' || c.title, 'Répartition : ' || s.title) as pays,
                t.name, h.amount_cents as share
         from invoice i join invoice_share h on h.invoice_id = i.id join place t on t.id = h.commune_id
         left join provider_contract m on m.id = i.contract_id left join purchase_campaign c on c.id = i.campaign_id
         left join cost_statement s on s.id = i.statement_id
         where ($1::uuid is null or i.id = $1) and ($2 or t.id = any($3) or t.territory_id = any($3))
         order by i.day desc, i.id, t.name, t.id limit 5000"#,
        id,
        actor.is_project(),
        &near::ids(actor.communes()),
    )
    .fetch_all(pool)
    .await?;
    let mut all: Vec<Invoice> = Vec::new();
    for r in rows {
        if all.last().is_none_or(|i| i.id != r.id) {
            all.push(Invoice {
                id: r.id,
                number: r.number,
                supplier: r.supplier,
                day: r.day,
                amount: r.amount_cents,
                what: r.what,
                pays: r.pays,
                split_by: r.split_by,
                file: r.file_id,
                shares: Vec::new(),
            });
        }
        if let Some(invoice) = all.last_mut() {
            invoice.shares.push((r.name, r.share));
        }
    }
    Ok(all)
}

/// What an invoice can pay, as the form offers it.
pub(super) async fn payables(db: impl PgExecutor<'_>) -> Result<Vec<(String, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select 'marche:' || id as "key!", 'Marché : ' || title as "words!", 1 as "rank!", made_at as "at!" from provider_contract where closed_on is null
         union all select 'achat:' || id, 'Achat groupé : ' || title, 2, made_at from purchase_campaign where ordered_at is not null
         union all select 'etat:' || id, 'Répartition : ' || title, 3, made_at from cost_statement
         order by 3, 4 desc limit 200"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.key, r.words)).collect())
}

/// What each commune weighs in the split of this invoice.
pub(super) async fn weights(
    pool: &PgPool,
    new: &New,
    today: NaiveDate,
) -> Result<Vec<(Uuid, i64)>, sqlx::Error> {
    match (new.split, new.pays) {
        (Split::Statement, Pays::Statement(id)) => {
            let rows = sqlx::query!(
                "select commune_id, amount_cents from cost_line where statement_id = $1 order by commune_id",
                id,
            )
            .fetch_all(pool)
            .await?;
            Ok(rows.into_iter().map(|r| (r.commune_id, r.amount_cents)).collect())
        }
        (Split::Campaign, Pays::Campaign(id)) => purchases::ordered_by_commune(pool, id).await,
        (split, _) => {
            let committed = money::weights(pool, today).await?;
            let weigh = |w: &money::Weight| match split {
                Split::Account => w.accounts,
                Split::Class => w.classes,
                _ => 1,
            };
            Ok(committed.iter().map(|(w, _)| (w.commune.0, weigh(w))).collect())
        }
    }
}

/// Nothing when this number of this supplier is kept already.
pub(super) async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    new: &New,
    file: FileId,
    shares: &[(Uuid, i64)],
) -> Result<Option<Uuid>, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let (mut contract, mut campaign, mut statement) = (None, None, None);
    match new.pays {
        Pays::Contract(id) => contract = Some(id),
        Pays::Campaign(id) => campaign = Some(id),
        Pays::Statement(id) => statement = Some(id),
        Pays::Other => {}
    }
    let done = sqlx::query!(
        "insert into invoice (id, number, supplier, day, amount_cents, what, contract_id, campaign_id, statement_id, split_by, file_id, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict (supplier, number) do nothing",
        id,
        new.number,
        new.supplier,
        new.day,
        new.amount,
        new.what,
        contract,
        campaign,
        statement,
        new.split.name(),
        file.0,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 0 {
        return Ok(None);
    }
    let (communes, amounts): (Vec<Uuid>, Vec<i64>) = shares.iter().copied().unzip();
    sqlx::query!(
        "insert into invoice_share (invoice_id, commune_id, amount_cents) select $1, * from unnest($2::uuid[], $3::bigint[])",
        id,
        &communes,
        &amounts,
    )
    .execute(tx.conn())
    .await?;
    Ok(Some(id))
}

/// This school year, of a commune that is committed or was invoiced.
#[derive(Debug, Clone)]
pub(super) struct Balance {
    pub id: Uuid,
    pub commune: String,
    /// Accounts borne, at their price.
    pub committed: i64,
    pub invoiced: i64,
    /// Pupils’ accounts that are open, as the last night counted them, and at the mean price; nothing before the first count.
    pub open: Option<i64>,
    pub consumed: Option<i64>,
}

pub(super) async fn balances(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: NaiveDate,
    (typed, after, most): (&str, Option<Uuid>, i64),
) -> Result<Vec<Balance>, sqlx::Error> {
    let year = i32::from(school_year_of(today));
    let from =
        today.with_day(1).and_then(|d| d.with_month(9)).and_then(|d| d.with_year(year)).unwrap_or(today);
    sqlx::query_as!(
        Balance,
        r#"with borne as (
             select commune_id, sum(pupil_accounts::bigint * price_cents) as cents, sum(pupil_accounts) as accounts
             from funding_commitment where from_day <= $1 and until_day >= $1 group by 1
         ), billed as (
             select h.commune_id, sum(h.amount_cents) as cents from invoice_share h join invoice i on i.id = h.invoice_id
             where i.day >= $2 and i.day <= $1 group by 1
         ), page as materialized (
             select t.id, t.name, b.cents as borne, b.accounts, coalesce(i.cents, 0) as invoiced
             from place t left join borne b on b.commune_id = t.id left join billed i on i.commune_id = t.id
             where t.kind = 'commune' and (b.commune_id is not null or i.commune_id is not null)
               and ($3 or t.id = any($4) or t.territory_id = any($4))
               and ($5 = '' or t.plain like all((select sought_words($5))::text[]))
               and ($6::uuid is null or (t.name, t.id) > (select l.name, l.id from place l where l.id = $6))
             order by t.name, t.id limit $7
         )
         select c.id as "id!", c.name as "commune!", coalesce(c.borne, 0)::bigint as "committed!", c.invoiced::bigint as "invoiced!", p.activated::bigint as open,
                case when p.activated is not null then coalesce(p.activated * c.borne / nullif(c.accounts, 0), 0)::bigint end as consumed
         from page c left join counted_pupils p on p.place_id = c.id order by c.name, c.id"#,
        today,
        from,
        actor.is_project(),
        &near::ids(actor.communes()),
        typed,
        after,
        most,
    )
    .fetch_all(db)
    .await
}

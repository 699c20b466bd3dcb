//! The SQL of benefits. Whoever steers reads them.

use chrono::NaiveDate;
use cockpit::near;
use database::Tx;
use kernel::{Actor, Error};
use sqlx::PgPool;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Benefit {
    pub id: Uuid,
    pub announced: String,
    pub indicator: String,
    pub facts: Vec<Fact>,
}

#[derive(Debug, Clone)]
pub(super) struct Fact {
    pub of: Uuid,
    pub day: NaiveDate,
    pub fact: String,
    pub source: String,
    pub saved: Option<i64>,
}

pub(super) async fn benefits(pool: &PgPool) -> Result<Vec<Benefit>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, announced, indicator from benefit where dropped_at is null order by made_at, id limit 200"
    )
    .fetch_all(pool)
    .await?;
    let facts = sqlx::query_as!(
        Fact,
        "select benefit_id as of, day, fact, source, saved_cents as saved from benefit_evidence order by day desc, id limit 2000"
    )
    .fetch_all(pool)
    .await?;
    let all = rows.into_iter().map(|r| Benefit {
        id: r.id,
        announced: r.announced,
        indicator: r.indicator,
        facts: facts.iter().filter(|f| f.of == r.id).cloned().collect(),
    });
    Ok(all.collect())
}

/// One that is held still.
pub(super) async fn benefit(pool: &PgPool, id: Uuid) -> Result<Uuid, Error> {
    sqlx::query_scalar!("select id from benefit where id = $1 and dropped_at is null", id)
        .fetch_optional(pool)
        .await?
        .ok_or(Error::NotFound)
}

/// What is counted by itself, of the communes that the actor sees: ordered together, deducted from what they share.
#[derive(Debug, Clone)]
pub(super) struct Pooled {
    pub commune: String,
    pub ordered: i64,
    /// Her part of the grants that were deducted before a cost was split.
    pub granted: i64,
}

pub(super) async fn pooled(pool: &PgPool, actor: &Actor) -> Result<Vec<Pooled>, sqlx::Error> {
    let seen = near::communes(pool, actor).await?;
    sqlx::query_as!(
        Pooled,
        r#"with bought as (
             select commune_id, sum(quantity * unit_cents) as cents from purchase_line group by 1
         ), granted as (
             -- As its part of what was left to share.
             select l.commune_id, sum(s.grants_cents * l.amount_cents / nullif(s.total_cents - s.grants_cents, 0)) as cents
             from cost_line l join cost_statement s on s.id = l.statement_id group by 1
         )
         select t.name as commune, coalesce(b.cents, 0)::bigint as "ordered!", coalesce(g.cents, 0)::bigint as "granted!"
         from place t left join bought b on b.commune_id = t.id left join granted g on g.commune_id = t.id
         where t.id = any($1) and (b.cents > 0 or g.cents > 0) order by t.name, t.id limit 2000"#,
        &seen,
    )
    .fetch_all(pool)
    .await
}

pub(super) async fn announce(
    tx: &mut Tx,
    actor: &Actor,
    (announced, indicator): (&str, &str),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into benefit (id, announced, indicator, made_by, made_at) values ($1, $2, $3, $4, $5)",
        Uuid::now_v7(),
        announced,
        indicator,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) struct NewFact {
    pub day: NaiveDate,
    pub fact: String,
    pub source: String,
    pub saved: Option<i64>,
}

pub(super) async fn see(tx: &mut Tx, actor: &Actor, benefit: Uuid, new: &NewFact) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into benefit_evidence (id, benefit_id, day, fact, source, saved_cents, by_id, at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        Uuid::now_v7(),
        benefit,
        new.day,
        new.fact,
        new.source,
        new.saved,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn drop_benefit(tx: &mut Tx, benefit: Uuid) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!("update benefit set dropped_at = $2 where id = $1", benefit, now).execute(tx.conn()).await?;
    Ok(())
}

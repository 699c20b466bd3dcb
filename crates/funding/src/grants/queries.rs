//! The SQL of grants. The route says who asks: the project’s people.

use super::rules::{self, Claim, New};
use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, Error};
use sqlx::PgPool;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Grant {
    pub id: Uuid,
    pub name: String,
    pub funder: String,
    pub european: bool,
    pub rate: i16,
    pub eligible: String,
    pub eligible_cents: i64,
    pub publicity: String,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub claims: Vec<Asked>,
    pub indicators: Vec<Indicator>,
}

#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub id: Uuid,
    pub grant_id: Uuid,
    pub day: NaiveDate,
    pub spent: i64,
    pub evidence: String,
    pub paid_on: Option<NaiveDate>,
}

#[derive(Debug, Clone)]
pub(super) struct Indicator {
    pub id: Uuid,
    pub grant_id: Uuid,
    pub title: String,
    pub target: i32,
    pub actual: i32,
}

impl Grant {
    pub(super) fn granted(&self) -> i64 {
        rules::paid_back(self.eligible_cents, self.rate)
    }

    pub(super) fn spent(&self) -> i64 {
        self.claims.iter().map(|c| c.spent).sum()
    }

    pub(super) fn claimed(&self) -> i64 {
        self.claims.iter().map(|c| rules::paid_back(c.spent, self.rate)).sum()
    }

    pub(super) fn received(&self) -> i64 {
        let paid = self.claims.iter().filter(|c| c.paid_on.is_some());
        paid.map(|c| rules::paid_back(c.spent, self.rate)).sum()
    }

    /// Nobody claims any more what was not spent by then.
    pub(super) fn is_ending(&self, today: NaiveDate) -> bool {
        today + chrono::Months::new(6) > self.until && self.spent() < self.eligible_cents
    }
}

pub(super) async fn grants(pool: &PgPool) -> Result<Vec<Grant>, sqlx::Error> {
    load(pool, None).await
}

pub(super) async fn grant(pool: &PgPool, id: Uuid) -> Result<Grant, Error> {
    load(pool, Some(id)).await?.pop().ok_or(Error::NotFound)
}

async fn load(pool: &PgPool, id: Option<Uuid>) -> Result<Vec<Grant>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, name, funder, european, rate, eligible, eligible_cents, publicity, from_day, until_day
         from funding_grant where ($1::uuid is null or id = $1) order by until_day, name, id limit 200",
        id,
    )
    .fetch_all(pool)
    .await?;
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let claims = sqlx::query_as!(
        Asked,
        "select id, grant_id, day, spent_cents as spent, evidence, paid_on from grant_claim
         where grant_id = any($1) order by day, id",
        &ids,
    )
    .fetch_all(pool)
    .await?;
    let indicators = sqlx::query_as!(
        Indicator,
        "select id, grant_id, title, target, actual from grant_indicator where grant_id = any($1) order by id",
        &ids,
    )
    .fetch_all(pool)
    .await?;
    let grants = rows.into_iter().map(|r| Grant {
        id: r.id,
        name: r.name,
        funder: r.funder,
        european: r.european,
        rate: r.rate,
        eligible: r.eligible,
        eligible_cents: r.eligible_cents,
        publicity: r.publicity,
        from: r.from_day,
        until: r.until_day,
        claims: claims.iter().filter(|c| c.grant_id == r.id).cloned().collect(),
        indicators: indicators.iter().filter(|i| i.grant_id == r.id).cloned().collect(),
    });
    Ok(grants.collect())
}

pub(super) async fn make(tx: &mut Tx, actor: &Actor, new: &New) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into funding_grant (id, name, funder, european, rate, eligible, eligible_cents, publicity, from_day, until_day, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
        id,
        new.name,
        new.funder,
        new.european,
        new.rate,
        new.eligible,
        new.eligible_cents,
        new.publicity,
        new.from,
        new.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Nothing when another claim has taken what was left meanwhile.
pub(super) async fn claim(
    tx: &mut Tx,
    actor: &Actor,
    grant: &Grant,
    new: &Claim,
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    sqlx::query!("select from funding_grant where id = $1 for update", grant.id).execute(tx.conn()).await?;
    let done = sqlx::query!(
        "insert into grant_claim (id, grant_id, day, spent_cents, evidence, made_by, made_at)
         select $1, g.id, $3, $4::bigint, $5, $6, $7 from funding_grant g
         where g.id = $2 and g.eligible_cents >= $4::bigint + coalesce((select sum(c.spent_cents) from grant_claim c where c.grant_id = g.id), 0)::bigint",
        Uuid::now_v7(),
        grant.id,
        new.day,
        new.spent,
        new.evidence,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn pay(tx: &mut Tx, claim: &Asked, day: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!("update grant_claim set paid_on = $2 where id = $1 and paid_on is null", claim.id, day)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(super) async fn target(
    tx: &mut Tx,
    actor: &Actor,
    grant: &Grant,
    (title, aim): (&str, i32),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into grant_indicator (id, grant_id, title, target, said_by, said_at) values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        grant.id,
        title,
        aim,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn reach(
    tx: &mut Tx,
    actor: &Actor,
    indicator: &Indicator,
    actual: i32,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update grant_indicator set actual = $2, said_by = $3, said_at = $4 where id = $1",
        indicator.id,
        actual,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

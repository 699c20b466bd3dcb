//! Tries of names: kept, read again, those to be tried tonight.

use super::super::rules::Step;
use super::super::tried::Tried;
use super::{Request, texts};
use chrono::{DateTime, Utc};
use database::Tx;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// Agreed to, and not ended.
pub(in super::super) async fn in_use(conn: &mut PgConnection) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!("select id from domain_request where accepted and ended_at is null order by id")
        .fetch_all(conn)
        .await
}

pub(in super::super) async fn to_try(
    db: impl PgExecutor<'_>,
    id: Uuid,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!("select name from domain_request where id = $1 and accepted and ended_at is null", id)
        .fetch_optional(db)
        .await
}

/// Writes what a try found. Of the tries that said the same, the first and the last are enough.
pub(in super::super) async fn keep(tx: &mut Tx, request: Uuid, tried: &Tried) -> Result<(), sqlx::Error> {
    let now = tx.now();
    let certificate = tried.certificate.as_ref();
    sqlx::query!(
        "insert into domain_try (id, request_id, at, reached, sentence, addresses, names, issuer, valid_from, valid_until)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        Uuid::now_v7(),
        request,
        now,
        tried.reached.name(),
        tried.sentence,
        &texts(&tried.addresses),
        &certificate.map(|c| c.names.clone()).unwrap_or_default(),
        certificate.map(|c| c.issuer.clone()).unwrap_or_default(),
        certificate.and_then(|c| c.from),
        certificate.and_then(|c| c.until),
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "delete from domain_try where id in (
             select id from (
                 select id, sentence = lag(sentence) over w and sentence = lead(sentence) over w as same
                 from domain_try where request_id = $1 window w as (order by at, id)) t where same)",
        request,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A try, as its page shows it.
#[derive(Debug, Clone)]
pub(in super::super) struct Try {
    pub at: DateTime<Utc>,
    pub reached: Step,
    pub sentence: String,
    pub addresses: Vec<String>,
    pub names: Vec<String>,
    pub issuer: String,
    pub from: Option<DateTime<Utc>>,
    pub until: Option<DateTime<Utc>>,
}

pub(in super::super) async fn tries(
    db: impl PgExecutor<'_>,
    request: &Request,
) -> Result<Vec<Try>, sqlx::Error> {
    let rows = sqlx::query!(
        "select at, reached, sentence, addresses, names, issuer, valid_from, valid_until from domain_try
         where request_id = $1 order by at desc, id desc limit 30",
        request.id,
    )
    .fetch_all(db)
    .await?;
    let tries = rows.into_iter().map(|r| Try {
        at: r.at,
        reached: Step::named(&r.reached),
        sentence: r.sentence,
        addresses: r.addresses,
        names: r.names,
        issuer: r.issuer,
        from: r.valid_from,
        until: r.valid_until,
    });
    Ok(tries.collect())
}

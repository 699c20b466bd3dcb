//! The SQL of phases.

use super::rules::Decision;
use chrono::NaiveDate;
use database::Tx;
use kernel::Actor;
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Decided {
    pub kind: String,
    pub go: bool,
    pub from_year: i16,
    pub until_year: Option<i16>,
    pub on: NaiveDate,
    pub reason: String,
    pub by: Option<String>,
}

/// The last first.
pub(super) async fn decisions(db: impl PgExecutor<'_>) -> Result<Vec<Decided>, sqlx::Error> {
    sqlx::query_as!(
        Decided,
        r#"select d.kind, d.go, d.from_year, d.until_year, d.decided_on as on, d.reason, c.first_name || ' ' || c.last_name as by
         from phase_decision d left join person_card c on c.person_id = d.by_id order by d.at desc, d.id desc limit 100"#,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn is_carried(db: impl PgExecutor<'_>) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from party where part = 'carrier' and left_on is null) as "is!""#
    )
    .fetch_one(db)
    .await
}

pub(super) async fn decide(tx: &mut Tx, actor: &Actor, decision: &Decision) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into phase_decision (id, kind, go, from_year, until_year, decided_on, reason, by_id, at)
         values ($9, $1, $2, $3, $4, $5, $6, $7, $8)",
        decision.kind,
        decision.go,
        decision.from_year,
        decision.until_year,
        decision.on,
        decision.reason,
        actor.person.0,
        now,
        Uuid::now_v7(),
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

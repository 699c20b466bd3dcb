//! Commitments, a statement, a grant.

use super::equip::By;
use chrono::{Months, NaiveDate};
use kernel::PlaceId;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

pub async fn has_money(db: impl PgExecutor<'_>) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select exists (select from cost_statement) as "has!""#).fetch_one(db).await
}

pub async fn commit(
    db: impl PgExecutor<'_>,
    commune: PlaceId,
    (pupils, price): (i32, i32),
    (from, until): (NaiveDate, NaiveDate),
    (by, now): By,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into funding_commitment (id, commune_id, deliberation, decided_on, pupil_accounts, adult_accounts, price_cents, from_day, until_day, made_by, made_at)
         select $1, $2, '2026-41', $5::date - 60, $3, $3, $4, $5, $6, $7, $8
         where not exists (select from funding_commitment where commune_id = $2)",
        Uuid::now_v7(),
        commune.0,
        pupils,
        price,
        from,
        until,
        by.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn state_costs(
    db: impl PgExecutor<'_>,
    (year, total, grants): (i16, i64, i64),
    (by, now): By,
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into cost_statement (id, school_year, title, total_cents, grants_cents, split_by, made_by, made_at)
         values ($1, $2, 'Abonnement et accompagnement', $3, $4, 'account', $5, $6)",
        id,
        year,
        total,
        grants,
        by.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(id)
}

pub async fn share_costs(
    db: impl PgExecutor<'_>,
    statement: Uuid,
    commune: PlaceId,
    basis: i32,
    cents: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into cost_line (statement_id, commune_id, basis, amount_cents) values ($1, $2, $3, $4)",
        statement,
        commune.0,
        basis,
        cents,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// European, with a claim that was paid and one that waits, and what it is measured by.
pub async fn grant(conn: &mut PgConnection, today: NaiveDate, (by, now): By) -> Result<(), sqlx::Error> {
    let grant = Uuid::now_v7();
    sqlx::query!(
        "insert into funding_grant (id, name, funder, european, rate, eligible, eligible_cents, publicity, from_day, until_day, made_by, made_at)
         values ($1, 'Écoles rurales reliées', 'Fonds européen de développement régional', true, 50, 'Abonnement, équipement mobile, accompagnement',
                 960000, 'Emblème de l’Union et mention du fonds sur l’écran d’accueil et dans les écoles équipées', $2, $3, $4, $5)",
        grant,
        today - Months::new(14),
        today + Months::new(22),
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into grant_claim (id, grant_id, day, spent_cents, evidence, paid_on, made_by, made_at) values
           ($1, $3, $4, 240000, 'Factures de l’an dernier, classeur 12', $5, $6, $7),
           ($2, $3, $8, 120000, 'Facture F-2026-031 et attestation', null, $6, $7)",
        Uuid::now_v7(),
        Uuid::now_v7(),
        grant,
        today - Months::new(5),
        today - Months::new(2),
        by.0,
        now,
        today - Months::new(1),
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into grant_indicator (id, grant_id, title, target, actual, said_by, said_at)
         values ($1, $2, 'Classes rurales qui publient chaque semaine', 3, 1, $3, $4)",
        Uuid::now_v7(),
        grant,
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

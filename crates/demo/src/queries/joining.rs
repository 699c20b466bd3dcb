//! Schools that open by steps, and one of them half way.

use super::super::joining::Done;
use chrono::{DateTime, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::PgConnection;
use uuid::Uuid;

/// Decided once: `false` when it was, whatever was decided.
pub async fn open_by_steps(
    conn: &mut PgConnection,
    by: PersonId,
    wait: &[PlaceId],
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let decided = sqlx::query!(
        "insert into opening_rule (gated, decided_by, decided_at) values (true, $1, $2) on conflict do nothing",
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    if decided.rows_affected() == 0 {
        return Ok(false);
    }
    let wait: Vec<_> = wait.iter().map(|p| p.0).collect();
    sqlx::query!(
        "update place set opened_at = $2 where kind = 'school' and not (id = any($1)) and opened_at is null",
        &wait,
        now,
    )
    .execute(conn)
    .await?;
    Ok(true)
}

pub async fn begin_joining(
    conn: &mut PgConnection,
    school: PlaceId,
    by: PersonId,
    at: DateTime<Utc>,
) -> Result<Uuid, sqlx::Error> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into joining (id, school_id, begun_at, begun_by) values ($1, $2, $3, $4)",
        id,
        school.0,
        at,
        by.0,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

pub async fn do_step(
    conn: &mut PgConnection,
    joining: Uuid,
    by: PersonId,
    done: &Done,
    at: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let details: serde_json::Value = done.details.parse().unwrap_or_else(|_| serde_json::json!({}));
    sqlx::query!(
        "insert into joining_step (id, joining_id, step, outcome, by_id, as_role, at, day, note, subject_id, details, reference, amount)
         values ($1, $2, $3, $4, $5, $6, $7,
                 case when $3::text in ('notice', 'commitment', 'domain', 'families') then ($7::timestamptz at time zone 'Europe/Paris')::date end,
                 $8, $9, $10, $11, $12)",
        Uuid::now_v7(),
        joining,
        done.step,
        done.outcome,
        by.0,
        done.role,
        at,
        done.note,
        done.subject.map(|s| s.0),
        details,
        done.reference,
        done.amount,
    )
    .execute(conn)
    .await?;
    Ok(())
}

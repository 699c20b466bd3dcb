//! The years whose day has come.

use super::queries::Turn;
use super::{rules, turn};
use crate::App;
use chrono::{DateTime, Utc};
use kernel::{Activity, Error, PlaceId};

/// Each night before the audiences: the years whose day has come. One that fails stops no other, and its head
/// reads that it waits.
pub async fn night(app: App) -> Result<(), Error> {
    let today = app.db.clock.today();
    let due = sqlx::query_as!(
        Turn,
        "select id, school_id as school, school_year as year, state, applies_on, applied_on, trouble from year_turn
         where state = 'planned' and applies_on <= $1 order by applies_on, id",
        today,
    )
    .fetch_all(&app.db.pool)
    .await?;
    for one in due {
        if let Err(cause) = planned(&app, &one).await {
            tracing::error!(school = %one.school, ?cause, "a school year did not turn");
            let trouble =
                "La nuit n’a pas pu l’appliquer\u{a0}: rien n’a changé, elle réessaiera la nuit prochaine.";
            sqlx::query!("update year_turn set trouble = $2 where id = $1", one.id, trouble)
                .execute(&app.db.pool)
                .await?;
        }
    }
    Ok(())
}

/// Retention: what was prepared or turned before, once nobody can want it back; how many.
pub async fn forget(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    let gone = sqlx::query!(
        "delete from year_turn where coalesce(applied_at, made_at) < $1::date and state <> 'planned'",
        app.db.clock.day_of(before)
    )
    .execute(&app.db.pool)
    .await?;
    Ok(gone.rows_affected())
}

async fn planned(app: &App, planned: &Turn) -> Result<(), Error> {
    let mut tx = app.db.begin().await?;
    let (now, today) = (tx.now(), tx.today());
    let still = sqlx::query_scalar!(
        "select id from year_turn where id = $1 and state = 'planned' for update",
        planned.id
    )
    .fetch_optional(tx.conn())
    .await?;
    if still.is_none() || rules::may_turn(today, planned.year).is_err() {
        return Ok(());
    }
    turn::apply(tx.conn(), planned, None, now, today).await?;
    tx.record(&Activity::YearTurned { school: PlaceId(planned.school.0) }).await?;
    tx.commit().await
}

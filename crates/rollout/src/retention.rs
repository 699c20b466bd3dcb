//! What the cockpit does not keep: the names of who sat or was called there, and does no more. How long, the house's table
//! of retention says. What was decided and signed stays.

use chrono::{DateTime, Utc};
use identity::App;
use kernel::Error;

/// Names typed for a seat, contacts of a party, addresses that took no letter, that ended before: how many went.
pub async fn forget_names(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    let day = app.db.clock.day_of(before);
    let seats = sqlx::query!("update body_member set name = '' where name <> '' and until_day < $1", day)
        .execute(&app.db.pool)
        .await?;
    let contacts =
        sqlx::query!("delete from party_contact where ended_on < $1", day).execute(&app.db.pool).await?;
    let addresses = sqlx::query!(
        "update newsletter_copy set failed_address = '' where failed_address <> '' and failed_at < $1",
        before
    )
    .execute(&app.db.pool)
    .await?;
    Ok(seats.rows_affected() + contacts.rows_affected() + addresses.rows_affected())
}

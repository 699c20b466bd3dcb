//! What a class's page reminds its teacher of. Who follows whom is worked out from a year of roles, and every
//! teacher opens that page every morning: that nothing waits for her is kept at hand.

use super::{Received, received};
use crate::quiet::Quiet;
use chrono::NaiveDate;
use database::Db;
use kernel::{Actor, PlaceId};

enum Left {}

/// What was left to her for this class and waits for her, the latest first.
pub(crate) async fn reminders(
    db: &Db,
    actor: &Actor,
    class: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Received>, sqlx::Error> {
    let mut waits = Quiet::<Left>::or_read(db, actor.person, today, async || {
        let mut left = received(&db.pool, actor, today).await?;
        left.retain(|left| !left.done);
        Ok::<_, sqlx::Error>(left)
    })
    .await?;
    waits.retain(|left| left.to == class);
    Ok(waits)
}

//! What a class's page reminds its teacher of. Who follows whom is worked out from a year of roles, and every
//! teacher opens that page every morning: that nothing waits for her is kept at hand for five minutes.

use super::{Received, received};
use chrono::NaiveDate;
use database::Db;
use kernel::{Actor, PersonId, PlaceId};
use quick_cache::sync::Cache;
use std::time::{Duration, Instant};

const NOTHING_LASTS: Duration = Duration::from_mins(5);
/// Teachers of whom a process knows it.
const TEACHERS: usize = 10_000;

struct Nothing(Cache<PersonId, (NaiveDate, Instant)>);

impl Default for Nothing {
    fn default() -> Self {
        Self(Cache::new(TEACHERS))
    }
}

/// What was left to her for this class and waits for her, the latest first.
pub(crate) async fn reminders(
    db: &Db,
    actor: &Actor,
    class: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Received>, sqlx::Error> {
    let nothing = db.memory.of::<Nothing>();
    if nothing.0.get(&actor.person).is_some_and(|(day, until)| day == today && Instant::now() < until) {
        return Ok(Vec::new());
    }
    let mut waits = received(&db.pool, actor, today).await?;
    waits.retain(|left| !left.done);
    if waits.is_empty() {
        nothing.0.insert(actor.person, (today, Instant::now() + NOTHING_LASTS));
    }
    waits.retain(|left| left.to == class);
    Ok(waits)
}

//! That nothing waits for somebody, kept at hand: most pages that many people open every day would ask the database for
//! nothing. Only that there is nothing is ever kept, and not for long: what waits is read again each time, so that it is
//! gone at once when it was dealt with, and comes up within five minutes where another process began it.

use chrono::NaiveDate;
use database::Db;
use kernel::PersonId;
use quick_cache::sync::Cache;
use std::marker::PhantomData;
use std::time::{Duration, Instant};

const LASTS: Duration = Duration::from_mins(5);
/// People of whom a process knows it, for one kind of thing.
const PEOPLE: usize = 10_000;

/// For one kind of thing: `Of` is only its name.
pub(crate) struct Quiet<Of> {
    known: Cache<PersonId, (NaiveDate, Instant)>,
    of: PhantomData<fn() -> Of>,
}

impl<Of> Default for Quiet<Of> {
    fn default() -> Self {
        Self { known: Cache::new(PEOPLE), of: PhantomData }
    }
}

impl<Of: 'static> Quiet<Of> {
    /// What waits for this person, read unless it is known that nothing does.
    pub async fn or_read<T, E>(
        db: &Db,
        person: PersonId,
        today: NaiveDate,
        read: impl AsyncFnOnce() -> Result<Vec<T>, E>,
    ) -> Result<Vec<T>, E> {
        let quiet = db.memory.of::<Self>();
        if quiet.known.get(&person).is_some_and(|(day, until)| day == today && Instant::now() < until) {
            return Ok(Vec::new());
        }
        let waits = read().await?;
        if waits.is_empty() {
            quiet.known.insert(person, (today, Instant::now() + LASTS));
        }
        Ok(waits)
    }

    /// Something has begun to wait, for whomever: in this process it shows at the next page.
    pub fn over(db: &Db) {
        db.memory.of::<Self>().known.clear();
    }
}

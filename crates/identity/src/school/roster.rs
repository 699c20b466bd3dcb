//! Who is in a class, who answers for its pupils and how their accounts stand, kept at hand by each process.
//!
//! Invariant: nothing is found here that the database did not just say still holds: the class that the actor was let
//! into comes with the revision of its people, which moves in the very transaction that changes any of it
//! (migrations, `roster_revision`). So a class that a transaction of one's own has read is not looked up here: it may
//! name a revision that will never be.

use super::queries::{self, Adult, Class, Guardian, Pupil};
use chrono::NaiveDate;
use database::Db;
use kernel::PlaceId;
use quick_cache::sync::Cache;
use sqlx::PgConnection;
use std::sync::Arc;

/// Classes of which a process knows the people: about 15 kB each.
const CLASSES: usize = 1_000;

pub(super) struct Roster {
    /// Roles and links begin and end with the day.
    at: (i32, NaiveDate),
    pub team: Vec<Adult>,
    /// By name. Who answers for them is shown to whom it concerns: [`Class::knows_families`].
    pub pupils: Vec<(Pupil, Vec<Guardian>)>,
}

struct Rosters(Cache<PlaceId, Arc<Roster>>);

impl Default for Rosters {
    fn default() -> Self {
        Self(Cache::new(CLASSES))
    }
}

/// Of a class that the pool has just read.
pub(super) async fn of(db: &Db, class: &Class, today: NaiveDate) -> Result<Arc<Roster>, sqlx::Error> {
    let (rosters, at) = (db.memory.of::<Rosters>(), (class.revision, today));
    if let Some(kept) = rosters.0.get(&class.id).filter(|kept| kept.at == at) {
        return Ok(kept);
    }
    let read = async |conn: &mut PgConnection| {
        Ok((queries::people(&mut *conn, class, today).await?, queries::guardians(conn, class, today).await?))
    };
    let ((team, pupils), guardians) = db.pool.reading(read).await?;
    let with_guardians = |pupil: Pupil| {
        let hers = guardians.iter().filter(|g| g.pupil == pupil.id).cloned().collect();
        (pupil, hers)
    };
    let pupils = pupils.into_iter().map(with_guardians).collect();
    let roster = Arc::new(Roster { at, team, pupils });
    rosters.0.insert(class.id, Arc::clone(&roster));
    Ok(roster)
}

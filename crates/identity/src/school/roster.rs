//! A class, who is in it, who answers for its pupils and how their accounts stand, kept at hand by each process.
//!
//! Invariant: nothing is found here that the database did not just say still holds: the session of who asks comes with
//! the revision of the class's people, which moves in the very transaction that changes any of it (migrations,
//! `roster_revision`), and with that of all names. So nothing of it is looked up in a transaction of one's own: that
//! may name a revision that will never be. It is the same for everybody: whom it is shown to is [`Class::of`]'s to say.

use super::queries::{self, Adult, Class, Guardian, OpenClass, Pupil};
use chrono::NaiveDate;
use database::Db;
use kernel::{Actor, PlaceId};
use quick_cache::sync::Cache;
use sqlx::PgConnection;
use std::sync::Arc;

/// Classes of which a process knows the people: about 15 kB each.
const CLASSES: usize = 1_000;

/// Where a class stands: the counters that move when what is on its page changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RosterAt {
    pub people: i32,
    pub names: i64,
    pub on_tablet: bool,
}

pub(super) struct Roster {
    /// Roles and links begin and end with the day.
    at: (Option<RosterAt>, NaiveDate),
    class: OpenClass,
    pub team: Vec<Adult>,
    /// By name. Who answers for them is shown to whom it concerns: [`Class::knows_families`].
    pub pupils: Vec<(Pupil, Vec<Guardian>)>,
}

impl Roster {
    /// Perhaps open on a tablet.
    pub fn on_tablet(&self) -> bool {
        self.at.0.is_none_or(|at| at.on_tablet)
    }
}

struct Rosters(Cache<PlaceId, Arc<Roster>>);

impl Default for Rosters {
    fn default() -> Self {
        Self(Cache::new(CLASSES))
    }
}

/// The class as the actor finds it, and its people. Without `at` it is read, and not kept.
pub(super) async fn of(
    db: &Db,
    actor: &Actor,
    (school, id): (PlaceId, PlaceId),
    at: Option<RosterAt>,
) -> Result<Option<(Class, Arc<Roster>)>, sqlx::Error> {
    let (rosters, at) = (db.memory.of::<Rosters>(), (at, db.clock.today()));
    let kept = rosters.0.get(&id).filter(|kept| at.0.is_some() && kept.at == at);
    if let Some(roster) = kept {
        return Ok(Class::of(&roster.class, actor, school).map(|class| (class, roster)));
    }
    let read = async |conn: &mut PgConnection| {
        let Some(open) = queries::open_class(&mut *conn, id).await? else { return Ok(None) };
        let Some(class) = Class::of(&open, actor, school) else { return Ok(None) };
        let (team, pupils) = queries::people(&mut *conn, id, at.1).await?;
        let guardians = queries::guardians(conn, id, at.1).await?;
        let with_guardians = |pupil: Pupil| {
            let hers = guardians.iter().filter(|g| g.pupil == pupil.id).cloned().collect();
            (pupil, hers)
        };
        let pupils = pupils.into_iter().map(with_guardians).collect();
        Ok(Some((class, Arc::new(Roster { at, class: open, team, pupils }))))
    };
    let read = db.pool.reading(read).await?;
    if let Some((class, roster)) = &read
        && at.0.is_some()
    {
        rosters.0.insert(class.id, Arc::clone(roster));
    }
    Ok(read)
}

//! Where every school of the project stands, as its board says it: at hand while nothing of it has changed.

use super::place::Place;
use super::queries::{self, Described, Sought, Way};
use super::standing::{Figures, Standing};
use super::steps::{Holder, Step};
use chrono::{DateTime, Utc};
use cockpit::at_hand::{self, Kept, Mark};
use database::Db;
use futures::try_join;
use kernel::{Actor, Clock};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// After so many days somebody may have forgotten.
const LATE: i64 = 30;

/// A school, and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    pub id: Uuid,
    pub place: Place,
    /// Who holds what can be done now.
    pub holders: Vec<Holder>,
    pub since: Option<DateTime<Utc>>,
    pub days: i64,
}

/// The schools that somebody seeks, by name.
pub(super) struct Deployment {
    pub schools: Vec<Arc<Placed>>,
    known: Option<Arc<Whole>>,
}

/// All schools of the project, by name; and what was shown of any.
struct Whole {
    schools: Vec<Arc<Placed>>,
    at: HashMap<Uuid, usize>,
    described: Mutex<HashMap<Uuid, Described>>,
}

impl Deployment {
    /// As everything is at `mark`.
    pub(super) async fn of(
        db: &Db,
        mark: Mark,
        actor: &Actor,
        sought: &Sought<'_>,
    ) -> Result<Self, sqlx::Error> {
        if actor.is_project() && !sought.narrows() {
            let find = async || Ok(Whole::new(placed(db, actor, sought, true).await?));
            let whole = at_hand::kept_at(db, mark, find).await?;
            return Ok(Self { schools: whole.schools.clone(), known: Some(whole) });
        }
        let Some(whole) = db.memory.of::<Kept<Whole>>().at(mark) else {
            // Hers only: nobody waits for what of all schools she does not see.
            return Ok(Self { schools: placed(db, actor, sought, false).await?, known: None });
        };
        let hers = queries::schools(&db.pool, actor, sought).await?;
        let schools = hers.iter().filter_map(|(id, _)| Some(Arc::clone(&whole.schools[*whole.at.get(id)?])));
        Ok(Self { schools: schools.collect(), known: Some(whole) })
    }

    /// What is said of these, in their order.
    pub(super) async fn described(
        &self,
        db: &Db,
        page: Vec<Arc<Placed>>,
    ) -> Result<Vec<(Described, Arc<Placed>)>, sqlx::Error> {
        let mut found: HashMap<Uuid, Described> = HashMap::with_capacity(page.len());
        if let Some(whole) = &self.known {
            let described = whole.described.lock().unwrap_or_else(PoisonError::into_inner);
            found.extend(page.iter().filter_map(|s| Some((s.id, described.get(&s.id)?.clone()))));
        }
        let asked: Vec<Uuid> = page.iter().map(|s| s.id).filter(|id| !found.contains_key(id)).collect();
        if !asked.is_empty() {
            let new = queries::described(&db.pool, &asked, db.clock.today()).await?;
            if let Some(whole) = &self.known {
                let mut described = whole.described.lock().unwrap_or_else(PoisonError::into_inner);
                described.extend(new.iter().map(|d| (d.id, d.clone())));
            }
            found.extend(new.into_iter().map(|d| (d.id, d)));
        }
        Ok(page.into_iter().filter_map(|s| Some((found.remove(&s.id)?, s))).collect())
    }
}

impl Whole {
    fn new(schools: Vec<Arc<Placed>>) -> Self {
        let at = schools.iter().enumerate().map(|(at, s)| (s.id, at)).collect();
        Self { schools, at, described: Mutex::default() }
    }
}

/// Where each school stands. What the directory holds is read of those whose next step depends on it.
async fn placed(
    db: &Db,
    actor: &Actor,
    sought: &Sought<'_>,
    whole: bool,
) -> Result<Vec<Arc<Placed>>, sqlx::Error> {
    let today = db.clock.today();
    let schools = queries::schools(&db.pool, actor, sought);
    let (schools, ways) = if whole {
        try_join!(schools, queries::ways(&db.pool, None))?
    } else {
        let schools = schools.await?;
        let ids: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
        let ways = queries::ways(&db.pool, Some(&ids)).await?;
        (schools, ways)
    };
    let (mut standings, mut ended) = (HashMap::new(), HashSet::new());
    for (school, way) in ways {
        match way {
            Way::Ended => {
                ended.insert(school);
            }
            Way::Since(at, marks) => {
                standings.insert(school, Standing::new(marks, Figures::default(), Some(at)));
            }
        }
    }
    let at = |step| -> Vec<Uuid> {
        standings.iter().filter(|(_, s)| s.next() == Some(step)).map(|(id, _)| *id).collect()
    };
    let (data, commitment, domain) = (at(Step::Data), at(Step::Commitment), at(Step::Domain));
    let (mut figures, acted_for, named) = try_join!(
        queries::figures(&db.pool, &data, today),
        queries::acted_for(&db.pool, &commitment, today),
        queries::named(&db.pool, &domain),
    )?;
    for school in acted_for {
        figures.entry(school).or_default().commune_acts = true;
    }
    for school in named {
        figures.entry(school).or_default().named = true;
    }
    let found = schools.into_iter().map(|(id, opened)| {
        let held = figures.remove(&id).unwrap_or_default();
        let standing = standings.remove(&id).map(|s| s.with(held));
        Arc::new(Placed::new(id, standing.as_ref(), opened, ended.contains(&id), &db.clock))
    });
    Ok(found.collect())
}

impl Placed {
    fn new(id: Uuid, standing: Option<&Standing>, opened: bool, ended: bool, clock: &Clock) -> Self {
        let Some(standing) = standing else {
            let place = match (ended, opened) {
                (true, _) => Place::Ended,
                (false, true) => Place::Open,
                (false, false) => Place::NotBegun,
            };
            return Self { id, place, holders: Vec::new(), since: None, days: 0 };
        };
        let place = match standing.next() {
            _ if standing.suspended() => Place::Suspended,
            _ if standing.done(Step::GoLive) => Place::Live,
            Some(step) => Place::At(step),
            None => Place::At(Step::Data),
        };
        let (since, holders) = match place {
            Place::At(step) => (standing.since(step), standing.holders(step)),
            Place::Suspended => (standing.mark(Step::Suspension).map(|m| m.at), Vec::new()),
            _ => (standing.mark(Step::GoLive).map(|m| m.at), Vec::new()),
        };
        let mut each: Vec<Holder> = Vec::with_capacity(holders.len());
        for holder in holders {
            if !each.iter().any(|h| h.slug() == holder.slug()) {
                each.push(holder);
            }
        }
        let days = since.map_or(0, |at| (clock.today() - clock.day_of(at)).num_days());
        Self { id, place, holders: each, since, days }
    }

    pub(super) fn is_late(&self) -> bool {
        self.days >= LATE && matches!(self.place, Place::At(_))
    }
}

//! What stands on every page while something major does not work. Read by each node once in half a minute at most, and again
//! as soon as the project writes through this node: no page asks the database for it.

use super::queries::{self, Major};
use crate::concerned::Concerned;
use chrono::{DateTime, TimeDelta, Utc};
use database::Db;
use kernel::Actor;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

const LIFE: TimeDelta = TimeDelta::seconds(30);

/// One line of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Banner {
    pub problem: Uuid,
    pub title: String,
}

#[derive(Clone, Default)]
pub struct Banners(Arc<Mutex<Option<Read>>>);

#[derive(Clone)]
struct Read {
    at: DateTime<Utc>,
    majors: Arc<[Major]>,
}

impl Banners {
    /// Those that concern whoever reads. A page never fails for want of them.
    pub async fn of(&self, db: &Db, actor: Option<&Actor>) -> Vec<Banner> {
        if actor.is_some_and(Actor::is_pupil) {
            return Vec::new();
        }
        let majors = self.majors(db).await;
        if majors.is_empty() {
            return Vec::new();
        }
        let (told, places) = (Concerned::of(actor), queries::places(actor));
        let project = actor.is_some_and(Actor::is_project);
        let hers = majors.iter().filter(|major| {
            project
                || told.contains(&major.concerned)
                    && major.places.as_ref().is_none_or(|all| all.iter().any(|p| places.contains(p)))
        });
        hers.map(|major| Banner { problem: major.id, title: major.title.clone() }).collect()
    }

    /// The project has just written.
    pub(super) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    async fn majors(&self, db: &Db) -> Arc<[Major]> {
        let now = db.clock.now();
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(read) = &held
            && (TimeDelta::zero()..LIFE).contains(&(now - read.at))
        {
            return read.majors.clone();
        }
        let majors: Arc<[Major]> = match queries::majors(&db.pool).await {
            Ok(majors) => majors.into(),
            Err(error) => {
                tracing::warn!(%error, "what does not work could not be read");
                held.map_or_else(|| Arc::from([]), |read| read.majors)
            }
        };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(Read { at: now, majors: majors.clone() });
        majors
    }
}

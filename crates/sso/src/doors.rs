//! Which services somebody finds in her menu. Read by each node once in half a minute at most: no page asks the database
//! for it. The gate itself is asked anew each time (`cas::rules::admits`).

use crate::cas::rules::admits;
use crate::registry::queries::{self, Service};
use chrono::{DateTime, TimeDelta, Utc};
use database::Db;
use kernel::Actor;
use std::sync::{Arc, Mutex, PoisonError};

const LIFE: TimeDelta = TimeDelta::seconds(30);

/// « Ouvrir e-Collège ».
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    pub label: String,
    pub href: String,
}

#[derive(Clone, Default)]
pub struct Doors(Arc<Mutex<Option<Read>>>);

#[derive(Clone)]
struct Read {
    at: DateTime<Utc>,
    services: Arc<[Service]>,
}

impl Doors {
    /// Those that would let her in. A page never fails for want of them.
    pub async fn of(&self, db: &Db, actor: &Actor) -> Vec<Door> {
        let (services, today) = (self.services(db).await, db.clock.today());
        let hers = services.iter().filter(|service| admits(service, actor, today).is_ok());
        hers.map(|s| Door { label: format!("Ouvrir {}", s.said.name), href: s.said.home.clone() }).collect()
    }

    async fn services(&self, db: &Db) -> Arc<[Service]> {
        let now = db.clock.now();
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(read) = &held
            && (TimeDelta::zero()..LIFE).contains(&(now - read.at))
        {
            return read.services.clone();
        }
        let services: Arc<[Service]> = match queries::all(&db.pool).await {
            Ok(services) => services.into(),
            Err(error) => {
                tracing::warn!(%error, "the services that are linked could not be read");
                held.map_or_else(|| Arc::from([]), |read| read.services)
            }
        };
        let read = Read { at: now, services: services.clone() };
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(read);
        services
    }
}

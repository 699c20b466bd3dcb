//! What a place’s page says, kept at hand by each process: it is the same from one count to the next.
//!
//! Invariant: nothing is found here that the database did not just say still holds: with the last count it names the
//! revision of all figures, which moves in the very transaction that changes any (migrations, `figure_revision`).

use super::queries::parts;
use super::queries::read::{Scope, Taken};
use super::queues;
use super::sections::{self, Section};
use database::Db;
use kernel::Error;
use quick_cache::sync::Cache;
use std::sync::Arc;
use uuid::Uuid;

/// Places whose page a process has: about 50 kB each.
const PLACES: usize = 100;

pub(super) struct Said {
    revision: i64,
    pub sections: Vec<Section>,
    /// How many parts of each kind lie in it.
    pub kinds: Vec<(String, i64)>,
}

/// By place, and whether nothing is hidden there.
struct Pages(Cache<(Uuid, bool), Arc<Said>>);

impl Default for Pages {
    fn default() -> Self {
        Self(Cache::new(PLACES))
    }
}

pub(super) async fn said(db: &Db, scope: &Scope, taken: &Taken) -> Result<Arc<Said>, Error> {
    let (pages, key) = (db.memory.of::<Pages>(), (scope.id, scope.own));
    if let Some(said) = pages.0.get(&key).filter(|said| said.revision == taken.revision) {
        return Ok(said);
    }
    let said = Arc::new(Said {
        revision: taken.revision,
        sections: sections::all(db, scope, taken, queues::SHOWN).await?,
        kinds: parts::kinds(&db.pool, scope).await?,
    });
    pages.0.insert(key, Arc::clone(&said));
    Ok(said)
}

//! What a place’s page says, kept at hand by each process: it is the same from one count to the next.
//!
//! Invariants: nothing is found here that the database did not just say still holds: with the last count it names the
//! revision of all figures, which moves in the very transaction that changes any (migrations, `figure_revision`); and
//! what lies in a place is kept for those who see the same of it.

use super::map::Map;
use super::pages::address;
use super::parts::{self, Inside};
use super::queries::parts as parts_of;
use super::queries::read::{Scope, Taken, hers};
use super::queues;
use super::sections::{self, Section};
use askama::Template;
use database::Db;
use kernel::{Actor, Error};
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::sync::{Arc, PoisonError, RwLock};
use uuid::Uuid;

/// Places whose page a process has: about 50 kB each.
const PLACES: usize = 100;
/// About what the process gives for what lies in places, in bytes; and a usual one.
const ROOM: u64 = 16 * 1024 * 1024;
const USUAL: usize = 64 * 1024;

pub(super) struct Said {
    revision: i64,
    /// Of each section its id, and its HTML.
    pub sections: Vec<(&'static str, String)>,
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

#[derive(Template)]
#[template(path = "indicators/_said.html")]
struct SectionShown<'s> {
    s: &'s Section,
}

pub(super) async fn said(db: &Db, scope: &Scope, taken: &Taken) -> Result<Arc<Said>, Error> {
    let (pages, key) = (db.memory.of::<Pages>(), (scope.id, scope.own));
    if let Some(said) = pages.0.get(&key).filter(|said| said.revision == taken.revision) {
        return Ok(said);
    }
    let sections = sections::all(db, scope, taken, queues::SHOWN).await?;
    let html = sections.iter().map(|s| Ok((s.id, SectionShown { s }.render()?)));
    let said = Arc::new(Said {
        revision: taken.revision,
        sections: html.collect::<Result<_, askama::Error>>()?,
        kinds: parts_of::kinds(&db.pool, scope).await?,
    });
    pages.0.insert(key, Arc::clone(&said));
    Ok(said)
}

/// One thing of a kind, of the whole project.
struct OfProject<T>(RwLock<Option<(i64, Arc<T>)>>);

impl<T> Default for OfProject<T> {
    fn default() -> Self {
        Self(RwLock::new(None))
    }
}

/// What the last count says of the whole project; found anew after the next.
pub(super) async fn of_project<T: Send + Sync + 'static>(
    db: &Db,
    taken: &Taken,
    find: impl AsyncFnOnce() -> Result<T, Error>,
) -> Result<Arc<T>, Error> {
    let place = db.memory.of::<OfProject<T>>();
    let kept = place.0.read().unwrap_or_else(PoisonError::into_inner).clone();
    if let Some((_, said)) = kept.filter(|(revision, _)| *revision == taken.revision) {
        return Ok(said);
    }
    let said = Arc::new(find().await?);
    *place.0.write().unwrap_or_else(PoisonError::into_inner) = Some((taken.revision, Arc::clone(&said)));
    Ok(said)
}

/// What lies in a place, as it is shown.
pub(super) struct Within {
    revision: i64,
    pub chosen: &'static str,
    pub html: String,
    /// Of its map.
    pub outlines: Option<String>,
}

/// A place, by what it is seen, after which part; and of whose places one sees what: of all, or of hers.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Seen {
    place: Uuid,
    by: String,
    after: Option<Uuid>,
    hers: Option<Vec<Uuid>>,
}

struct Insides(Cache<Seen, Arc<Within>, Weight>);

#[derive(Clone)]
struct Weight;

impl Weighter<Seen, Arc<Within>> for Weight {
    fn weight(&self, _: &Seen, within: &Arc<Within>) -> u64 {
        u64::try_from(256 + within.html.len() + within.outlines.as_ref().map_or(0, String::len))
            .unwrap_or(u64::MAX)
    }
}

impl Default for Insides {
    fn default() -> Self {
        Self(Cache::with_weighter(usize::try_from(ROOM).unwrap_or(usize::MAX) / USUAL, ROOM, Weight))
    }
}

#[derive(Template)]
#[template(path = "indicators/_inside.html")]
struct InsideShown {
    at: String,
    inside: Inside,
}

/// Nothing for a school, or a place that holds nothing.
pub(super) async fn inside(
    db: &Db,
    actor: &Actor,
    scope: &Scope,
    taken: &Taken,
    (kinds, by, after): (&[(String, i64)], &str, Option<Uuid>),
) -> Result<Option<Arc<Within>>, Error> {
    let seen = Seen {
        place: scope.id,
        by: parts::kind(kinds, by).map_or("", |k| k.slug).to_owned(),
        after,
        hers: (!actor.is_project()).then(|| hers(actor)),
    };
    let insides = db.memory.of::<Insides>();
    if let Some(within) = insides.0.get(&seen).filter(|within| within.revision == taken.revision) {
        return Ok(Some(within));
    }
    let Some(inside) = parts::inside(db, actor, scope, taken, (kinds, by), (after, parts::PAGE)).await?
    else {
        return Ok(None);
    };
    let chosen = inside.chosen;
    // The map of a place is the same on every page of its communes: kept with the first.
    let outlines = inside.map.as_ref().filter(|_| after.is_none()).map(Map::outlines);
    let html = InsideShown { at: address(scope.id), inside }.render()?;
    let within = Arc::new(Within { revision: taken.revision, chosen, html, outlines });
    insides.0.insert(seen, Arc::clone(&within));
    Ok(Some(within))
}

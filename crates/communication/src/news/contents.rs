//! What posts say to everybody who may see them, kept at hand by each process.
//!
//! Invariant: nothing is found here that the database did not just say this person may see, in the revision
//! that it just named, with the names of people and places of the revision that it named with it.

use super::Content;
use kernel::ItemId;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::sync::Arc;

/// About what the process gives for it, in bytes.
const ROOM: u64 = 24 * 1024 * 1024;
/// A post of usual length with its files.
const USUAL: usize = 2_048;

pub(super) struct Contents(Cache<ItemId, Kept, Weight>);

#[derive(Clone)]
struct Kept {
    content: Arc<Content>,
    names: i64,
}

#[derive(Clone)]
struct Weight;

impl Weighter<ItemId, Kept> for Weight {
    fn weight(&self, _: &ItemId, kept: &Kept) -> u64 {
        u64::try_from(USUAL + kept.content.body.len()).unwrap_or(u64::MAX)
    }
}

impl Default for Contents {
    fn default() -> Self {
        Self(Cache::with_weighter(usize::try_from(ROOM).unwrap_or(usize::MAX) / USUAL, ROOM, Weight))
    }
}

impl Contents {
    /// What this post says, when it is here as it is now.
    pub fn of(&self, item: ItemId, revision: i32, names: i64) -> Option<Arc<Content>> {
        let kept = self.0.get(&item)?;
        (kept.content.revision >= revision && kept.names >= names).then_some(kept.content)
    }

    pub fn keep(&self, content: Arc<Content>, names: i64) {
        self.0.insert(content.id, Kept { content, names });
    }
}

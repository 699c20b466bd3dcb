//! The newest posts of people's feeds, kept at hand by each process: a page that stays open asks again whenever
//! something is new for somebody, and whoever comes back from a post finds hers as she left it.
//!
//! Invariant: nothing is found here that the database did not just say still holds: with her session's row it names the
//! revisions of all that a feed is made of, each of which moves in the very transaction that changes any of it
//! (migrations, `news_revision`). Who is in an audience is read with them, not counted.

use super::{Post, Section};
use identity::sessions::NewsAt;
use kernel::{Cursor, PersonId};
use quick_cache::sync::Cache;
use std::sync::Arc;
use uuid::Uuid;

/// People whose feed a process has: about 3 kB each, what posts say being counted elsewhere.
const PEOPLE: usize = 5_000;

/// What a feed was read at: good while all of it is what it was.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ReadAt {
    pub news: NewsAt,
    /// The places that she is head or inspector of, which make her of the team of what she wrote.
    pub led: Vec<Uuid>,
}

pub(super) struct Kept {
    pub at: ReadAt,
    /// Newest first, at most [`Section::LENGTH`].
    pub posts: Vec<Post>,
    pub more: bool,
}

impl Kept {
    /// Those of them, and whether there is more than these.
    pub fn newer_than(&self, cursor: Option<Cursor>) -> (Vec<Post>, bool) {
        let posts: Vec<_> = match cursor {
            Some(cursor) => self
                .posts
                .iter()
                .take_while(|p| (p.published_at, p.id.0) > (cursor.at, cursor.id))
                .cloned()
                .collect(),
            None => self.posts.clone(),
        };
        let more = self.more && posts.len() == Section::LENGTH;
        (posts, more)
    }
}

pub(super) struct Feeds(Cache<PersonId, Arc<Kept>>);

impl Default for Feeds {
    fn default() -> Self {
        Self(Cache::new(PEOPLE))
    }
}

impl Feeds {
    pub fn of(&self, person: PersonId, at: &ReadAt) -> Option<Arc<Kept>> {
        self.0.get(&person).filter(|kept| kept.at == *at)
    }

    pub fn keep(&self, person: PersonId, kept: Kept) -> Arc<Kept> {
        let kept = Arc::new(kept);
        self.0.insert(person, Arc::clone(&kept));
        kept
    }
}

//! What cards look like, kept at hand by each process: the families of a class find the same card, again and again.
//!
//! Invariant: the HTML of a card is made of the card and of nothing else, so that equal cards have the same, whoever reads.

use super::card::Card;
use askama::Template;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::sync::Arc;

/// About what the process gives for it, in bytes.
const ROOM: u64 = 24 * 1024 * 1024;
/// A card of usual length and its HTML.
const USUAL: usize = 4_096;

#[derive(Template)]
#[template(path = "news/card.html")]
struct Shown<'c> {
    card: &'c Card,
}

pub(super) struct Cards(Cache<Card, Arc<str>, Weight>);

#[derive(Clone)]
struct Weight;

impl Weighter<Card, Arc<str>> for Weight {
    fn weight(&self, _: &Card, html: &Arc<str>) -> u64 {
        u64::try_from(USUAL / 4 + html.len()).unwrap_or(u64::MAX)
    }
}

impl Default for Cards {
    fn default() -> Self {
        Self(Cache::with_weighter(usize::try_from(ROOM).unwrap_or(usize::MAX) / USUAL, ROOM, Weight))
    }
}

impl Cards {
    /// The card's HTML.
    pub fn html(&self, card: Card) -> Result<Arc<str>, askama::Error> {
        if let Some(html) = self.0.get(&card) {
            return Ok(html);
        }
        let html: Arc<str> = Shown { card: &card }.render()?.into();
        self.0.insert(card, Arc::clone(&html));
        Ok(html)
    }
}

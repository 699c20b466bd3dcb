//! The cards to cut out.

use super::PrintedCard;
use crate::ways::Led;
use askama::Template;
use kernel::{Answer, Page};
use paper::Qr;

#[derive(Template)]
#[template(path = "cards/sheet.html")]
struct Sheet<'a> {
    class: &'a Led,
    cards: Vec<(&'a PrintedCard, Option<Qr>)>,
}

impl Sheet<'_> {
    fn with_pictures(&self) -> Vec<&PrintedCard> {
        self.cards.iter().map(|c| c.0).filter(|c| c.pictures.is_some()).collect()
    }
}

pub(super) fn sheet(class: &Led, cards: &[PrintedCard]) -> Answer<Page> {
    let squares = cards.iter().map(|card| (card, Qr::of(&card.address))).collect();
    Ok(Page::new("Cartes à découper", &Sheet { class, cards: squares })?.bare())
}

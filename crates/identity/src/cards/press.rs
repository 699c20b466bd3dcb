//! Cards on paper, to cut out. The three pictures are never there: who finds a card does not come in.

use crate::App;
use crate::picture_codes::pictures::animal;
use crate::ways::{Led, LedPupil};
use kernel::Error;
use paper::{Qr, Template};
use serde::Serialize;

const CARDS: Template = Template(include_str!("../../templates/cards/cards.typ"));

#[derive(Serialize)]
struct Cards<'a> {
    title: String,
    project: &'a str,
    /// Where the cards are from: « CP · Les Tilleuls ».
    place: String,
    cards: Vec<Card<'a>>,
}

#[derive(Serialize)]
struct Card<'a> {
    first_name: &'a str,
    last_name: &'a str,
    animal: Option<Animal>,
    /// The link in the square, secret included.
    address: String,
    qr: Option<Qr>,
}

#[derive(Serialize)]
struct Animal {
    french: &'static str,
    svg: &'static str,
}

/// The bytes of the PDF. They hold the secrets: they go to whoever asked, and nowhere else.
pub(super) async fn pdf(app: &App, class: &Led, cards: &[(LedPupil, String)]) -> Result<Vec<u8>, Error> {
    let data = Cards {
        title: format!("Cartes, {}", class.name()),
        project: &app.settings.project,
        place: format!("{} · {}", class.name(), class.school_name()),
        cards: cards.iter().map(|(pupil, secret)| card(app, pupil, secret)).collect(),
    };
    Ok(paper::print(CARDS, &data).await?)
}

fn card<'a>(app: &App, pupil: &'a LedPupil, secret: &str) -> Card<'a> {
    let address = format!("{}/carte/{secret}", app.settings.public_url);
    let drawing = pupil.animal.as_deref().and_then(animal);
    Card {
        first_name: &pupil.first_name,
        last_name: &pupil.last_name,
        animal: drawing.map(|a| Animal { french: a.french, svg: a.svg }),
        qr: Qr::of(&address),
        address,
    }
}

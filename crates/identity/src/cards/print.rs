//! Fresh cards as data: the page shows them, a PDF may.

use super::queries;
use crate::accounts::codes;
use crate::picture_codes::pictures::{Picture, animal};
use crate::picture_codes::rules::Code;
use crate::picture_codes::{hashed, put_hashed};
use crate::ways::{self, Led, LedPupil};
use crate::{App, sessions};
use kernel::{Activity, Actor, Error, PersonId};

/// A card as it is printed, this once.
#[derive(Debug, Clone)]
pub struct PrintedCard {
    pub first_name: String,
    pub last_name: String,
    pub class: String,
    pub school: String,
    pub animal: Option<Picture>,
    /// The link in the square, secret included.
    pub address: String,
    /// The three pictures, where the child had none: they go on the teacher's sheet, not on the card.
    pub pictures: Option<Code>,
}

/// Draws cards for these pupils of the class, and pictures for those who have none; keeps the hashes; ends the cards
/// of before and what they opened. One entry in the audit.
pub(crate) async fn cards_of(
    app: &App,
    actor: &Actor,
    class: &Led,
    pupils: Vec<LedPupil>,
) -> Result<Vec<PrintedCard>, Error> {
    let secrets: Vec<_> = pupils.iter().map(|p| (p.person, codes::fresh_card())).collect();
    let without = pupils.iter().filter(|p| p.pictures_at.is_none());
    let drawn: Vec<_> = without.map(|p| (p.clone(), Code::drawn())).collect();
    let pictures = hashed(&drawn).await?;
    let people: Vec<_> = pupils.iter().map(|p| p.person).collect();
    let mut tx = app.db.begin_as(actor).await?;
    let now = tx.now();
    put_hashed(&mut tx, class, &pictures).await?;
    queries::put(tx.conn(), &secrets, now).await?;
    sessions::close_all_of(tx.conn(), &people).await?;
    let today = tx.today();
    let known = ways::led_pupils(tx.conn(), class, today).await?;
    tx.record(&Activity::CardsPrinted { class: class.id(), people }).await?;
    tx.commit().await?;
    let card = |(pupil, (_, secret)): (LedPupil, (PersonId, String))| PrintedCard {
        class: class.name().to_owned(),
        school: class.school_name().to_owned(),
        animal: known.iter().find(|k| k.person == pupil.person).and_then(|k| animal(k.animal.as_deref()?)),
        address: format!("{}/carte/{secret}", app.settings.public_url),
        pictures: drawn.iter().find(|d| d.0.person == pupil.person).map(|d| d.1),
        first_name: pupil.first_name,
        last_name: pupil.last_name,
    };
    Ok(pupils.into_iter().zip(secrets).map(card).collect())
}

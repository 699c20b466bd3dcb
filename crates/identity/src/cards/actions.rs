//! Cards for a class, a new card for one pupil.

use super::{press, queries};
use crate::accounts::codes;
use crate::once::pdf_once;
use crate::picture_codes::queries::give_animals;
use crate::ways::{self, Led, LedPupil, Way, refused};
use crate::{App, sessions};
use axum::extract::State;
use axum::response::Response;
use kernel::{Activity, Actor, Answer, Form, Path, PersonId, PlaceId, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Whom {
    /// « 1 »: also those who have a card, whose card of before ends.
    tous: Option<String>,
}

pub(super) async fn of_class(
    State(app): State<App>,
    actor: Actor,
    Path((school, class)): Path<(PlaceId, PlaceId)>,
    Form(form): Form<Whom>,
) -> Answer<Response> {
    let Some(class) = ways::led(&app.db.pool, &actor, school, class).await? else {
        return refused(&app.db, &actor).await;
    };
    cards(&app, &actor, &class, |p| form.tous.is_some() || p.card_at.is_none()).await
}

pub(super) async fn of_pupil(
    State(app): State<App>,
    actor: Actor,
    Path((school, class, pupil)): Path<(PlaceId, PlaceId, PersonId)>,
) -> Answer<Response> {
    let both = ways::led_both(&app.db, &actor, school, class, pupil).await?;
    let Some((class, pupil)) = both.filter(|(_, pupil)| pupil.way() == Way::Card) else {
        return refused(&app.db, &actor).await;
    };
    cards(&app, &actor, &class, |p| p.person == pupil.person).await
}

/// Fresh cards for those wanted of the class who come in with one, as a PDF made before the transaction: it keeps the
/// hashes, ends the cards of before and closes what they opened.
async fn cards(
    app: &App,
    actor: &Actor,
    class: &Led,
    wanted: impl Fn(&LedPupil) -> bool,
) -> Answer<Response> {
    let today = app.db.clock.today();
    // An animal is no secret and opens nothing: it is there before the card on which it stands.
    give_animals(&mut *app.db.pool.acquire().await?, class, today).await?;
    let mut pupils = ways::led_pupils(&app.db.pool, class, today).await?;
    pupils.retain(|p| p.way() == Way::Card && wanted(p));
    if pupils.is_empty() {
        app.db.record(Some(actor), &Activity::WayRefused).await?;
        return Ok(see_other(&format!("{}/entrees?fait=cartes", class.path())));
    }
    let cards: Vec<_> = pupils.into_iter().map(|pupil| (pupil, codes::fresh_card())).collect();
    let pdf = press::pdf(app, class, &cards).await?;
    let secrets: Vec<_> = cards.iter().map(|(pupil, secret)| (pupil.person, secret.as_str())).collect();
    let people: Vec<_> = cards.iter().map(|card| card.0.person).collect();
    let mut tx = app.db.begin_as(actor).await?;
    let now = tx.now();
    queries::put(tx.conn(), &secrets, now).await?;
    sessions::close_all_of(tx.conn(), &people).await?;
    tx.record(&Activity::CardsPrinted { class: class.id(), people }).await?;
    tx.commit().await?;
    Ok(pdf_once(&format!("cartes-{today}"), pdf))
}

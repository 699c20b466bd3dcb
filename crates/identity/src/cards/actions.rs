//! Cards for a class, a new card for one pupil.

use super::{cards_of, pages};
use crate::App;
use crate::ways::{self, LedPupil, Way, once, refused};
use axum::extract::State;
use axum::response::Response;
use kernel::{Actor, Answer, Form, Path, PersonId, PlaceId};
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
    let today = app.db.clock.today();
    let Some(class) = ways::led(&app.db.pool, &actor, school, class, today).await? else {
        return refused(&app.db, &actor).await;
    };
    let mut pupils = ways::led_pupils(&app.db.pool, &class, today).await?;
    let wanted = |p: &LedPupil| p.way() == Way::Card && (form.tous.is_some() || p.card_at.is_none());
    pupils.retain(wanted);
    let cards = cards_of(&app, &actor, &class, pupils).await?;
    Ok(once(pages::sheet(&class, &cards)?))
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
    let cards = cards_of(&app, &actor, &class, vec![pupil]).await?;
    Ok(once(pages::sheet(&class, &cards)?))
}

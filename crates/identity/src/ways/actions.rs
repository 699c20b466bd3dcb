//! Which way, a fresh code, blocked and opened again.

use super::queries::{self, led, led_both};
use super::rules::Way;
use crate::accounts::{codes, passwords};
use crate::once::once;
use crate::picture_codes::queries as pictures;
use crate::{App, sessions, sheets};
use axum::extract::State;
use axum::response::Response;
use database::Db;
use kernel::{Activity, Actor, Answer, Error, Form, Path, PersonId, PlaceId, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Choice {
    /// Whose: one of the levels of the class.
    #[serde(default)]
    niveau: String,
    /// Nothing: what goes with the level.
    #[serde(default)]
    entree: String,
}

pub(super) async fn choose_way(
    State(app): State<App>,
    actor: Actor,
    Path((school, class)): Path<(PlaceId, PlaceId)>,
    Form(form): Form<Choice>,
) -> Answer<Response> {
    let today = app.db.clock.today();
    let Some(class) = led(&app.db.pool, &actor, school, class).await? else {
        return refused(&app.db, &actor).await;
    };
    let way = Way::named(&form.entree);
    let pupils = queries::led_pupils(&app.db.pool, &class, today).await?;
    let (true, true) =
        (way.is_some() || form.entree.is_empty(), pupils.iter().any(|p| p.level == form.niveau))
    else {
        return refused(&app.db, &actor).await;
    };
    let mut tx = app.db.begin_as(&actor).await?;
    let now = tx.now();
    queries::choose_way(tx.conn(), &class, &form.niveau, way, actor.person, now).await?;
    tx.record(&Activity::WayChosen { class: class.id(), level: form.niveau }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}/entrees?fait=choix", class.path())))
}

/// A code on a slip, shown once, that opens until something better is set up.
pub(super) async fn fresh_code(
    State(app): State<App>,
    actor: Actor,
    Path((school, class, pupil)): Path<(PlaceId, PlaceId, PersonId)>,
) -> Answer<Response> {
    let Some((class, pupil)) = led_both(&app.db, &actor, school, class, pupil).await? else {
        return refused(&app.db, &actor).await;
    };
    let code = codes::fresh_pupil();
    let hash = passwords::hash(code.clone()).await?;
    let mut tx = app.db.begin_as(&actor).await?;
    queries::put_code(tx.conn(), &pupil, hash).await?;
    sessions::close_all_of(tx.conn(), &[pupil.person]).await?;
    let people = vec![pupil.person];
    tx.record(&Activity::CodesPrinted { place: class.id(), people, mailed: Vec::new() }).await?;
    tx.commit().await?;
    let place = format!("{} · {}", class.name(), class.school_name());
    let name = format!("{} {}", pupil.first_name, pupil.last_name);
    let slip = sheets::slip_of(pupil.person, name, pupil.login, place, code);
    Ok(once(sheets::slips(&app, &[slip], &format!("{}/entrees", class.path()))?))
}

/// At once: the account is closed, and every session of the pupil with it.
pub(super) async fn block(
    State(app): State<App>,
    actor: Actor,
    Path((school, class, pupil)): Path<(PlaceId, PlaceId, PersonId)>,
) -> Answer<Response> {
    let Some((class, pupil)) = led_both(&app.db, &actor, school, class, pupil).await? else {
        return refused(&app.db, &actor).await;
    };
    let mut tx = app.db.begin_as(&actor).await?;
    queries::block(tx.conn(), &class, &pupil).await?;
    sessions::close_all_of(tx.conn(), &[pupil.person]).await?;
    tx.record(&Activity::PupilBlocked { person: pupil.person }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}/entrees?fait=bloque", class.path())))
}

/// Opens again what was blocked, by the teacher or by too many tries.
pub(super) async fn unblock(
    State(app): State<App>,
    actor: Actor,
    Path((school, class, pupil)): Path<(PlaceId, PlaceId, PersonId)>,
) -> Answer<Response> {
    let Some((class, pupil)) = led_both(&app.db, &actor, school, class, pupil).await? else {
        return refused(&app.db, &actor).await;
    };
    let mut tx = app.db.begin_as(&actor).await?;
    if !queries::unblock(tx.conn(), &class, &pupil).await? {
        tx.record(&Activity::WayRefused).await?;
        tx.commit().await?;
        return Err(Error::Refused(
            "La direction de l’école a bloqué ce compte\u{a0}: elle seule le débloque.".to_owned(),
        ));
    }
    pictures::forget_wrong(tx.conn(), pupil.person).await?;
    crate::accounts::queries::forget_tries(tx.conn(), &[&pupil.login]).await?;
    tx.record(&Activity::PupilUnblocked { person: pupil.person }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}/entrees?fait=debloque", class.path())))
}

/// Not hers to settle: recorded, and not there.
pub(crate) async fn refused(db: &Db, actor: &Actor) -> Answer<Response> {
    db.record(Some(actor), &Activity::WayRefused).await?;
    Err(Error::NotFound)
}

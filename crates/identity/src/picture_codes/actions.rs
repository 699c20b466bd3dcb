//! New pictures for one pupil or for a class, another animal.

use super::pages::{self, Shown};
use super::pictures::animal as drawing;
use super::queries;
use super::rules::Code;
use crate::accounts::passwords;
use crate::once::once;
use crate::ways::{self, Led, LedPupil, refused};
use crate::{App, sessions};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use database::Db;
use futures::future::try_join_all;
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, PersonId, PlaceId, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    un: String,
    #[serde(default)]
    deux: String,
    #[serde(default)]
    trois: String,
    /// « 1 »: the system draws.
    tirer: Option<String>,
}

/// Chosen by the child with the teacher, or drawn; hashed before the transaction.
pub(super) async fn choose(
    State(app): State<App>,
    actor: Actor,
    Path((school, class, pupil)): Path<(PlaceId, PlaceId, PersonId)>,
    Form(form): Form<Chosen>,
) -> Answer<Response> {
    let Some((class, pupil)) = ways::led_both(&app.db, &actor, school, class, pupil).await? else {
        return refused(&app.db, &actor).await;
    };
    let touched = Code::touched([&form.un, &form.deux, &form.trois]);
    let chosen = if form.tirer.is_some() { Some(Code::drawn()) } else { touched };
    let fault = match chosen {
        None => Some("Il faut trois images différentes, l’une après l’autre."),
        Some(code) if code.is_first_row() => {
            Some("Trois images qui se suivent, on les devine\u{a0}: mélangez.")
        }
        Some(_) => None,
    };
    let (Some(code), None) = (chosen, fault) else {
        app.db.record(Some(&actor), &Activity::WayRefused).await?;
        let errors = FieldErrors::one("images", fault.unwrap_or_default());
        return Ok(pages::chosen_page(class, pupil, errors)?.invalid().into_response());
    };
    let shown = give(&app.db, &actor, &class, vec![(pupil, code)]).await?;
    Ok(once(pages::sheet(&class, &shown)?))
}

#[derive(Deserialize)]
pub(super) struct Whom {
    /// « 1 »: also those who have a code.
    tous: Option<String>,
}

/// Codes for a class, drawn, on a sheet for the teacher.
pub(super) async fn sheet(
    State(app): State<App>,
    actor: Actor,
    Path((school, class)): Path<(PlaceId, PlaceId)>,
    Form(form): Form<Whom>,
) -> Answer<Response> {
    let today = app.db.clock.today();
    let Some(class) = ways::led(&app.db.pool, &actor, school, class).await? else {
        return refused(&app.db, &actor).await;
    };
    let pupils = ways::led_pupils(&app.db.pool, &class, today).await?;
    let wanted = |p: &LedPupil| p.needs_pictures() && (form.tous.is_some() || p.pictures_at.is_none());
    let given = pupils.into_iter().filter(wanted).map(|p| (p, Code::drawn())).collect();
    let shown = give(&app.db, &actor, &class, given).await?;
    Ok(once(pages::sheet(&class, &shown)?))
}

/// Hashes, then puts the codes in their places. Who came in with the pictures of before is out.
async fn give(
    db: &Db,
    actor: &Actor,
    class: &Led,
    given: Vec<(LedPupil, Code)>,
) -> Result<Vec<Shown>, Error> {
    let hashed = hashed(&given).await?;
    let mut tx = db.begin_as(actor).await?;
    let (now, today) = (tx.now(), tx.today());
    queries::give_animals(tx.conn(), class, today).await?;
    queries::put(tx.conn(), &hashed, now).await?;
    let people: Vec<_> = hashed.iter().map(|h| h.0).collect();
    sessions::close_all_of(tx.conn(), &people).await?;
    let now_known = ways::led_pupils(tx.conn(), class, today).await?;
    tx.record(&Activity::PictureCodesMade { class: class.id(), people }).await?;
    tx.commit().await?;
    let animal =
        |p: &LedPupil| now_known.iter().find(|k| k.person == p.person).and_then(|k| k.animal.clone());
    Ok(given
        .into_iter()
        .map(|(pupil, code)| Shown {
            animal: animal(&pupil).as_deref().and_then(drawing),
            first_name: pupil.first_name,
            last_name: pupil.last_name,
            code,
        })
        .collect())
}

async fn hashed(given: &[(LedPupil, Code)]) -> Result<Vec<(PersonId, String)>, Error> {
    try_join_all(given.iter().map(async |(pupil, code)| {
        let hash = passwords::hash(code.secret()).await?;
        Ok::<_, Error>((pupil.person, hash))
    }))
    .await
}

#[derive(Deserialize)]
pub(super) struct Animal {
    #[serde(default)]
    animal: String,
}

pub(super) async fn animal(
    State(app): State<App>,
    actor: Actor,
    Path((school, class, pupil)): Path<(PlaceId, PlaceId, PersonId)>,
    Form(form): Form<Animal>,
) -> Answer<Response> {
    let both = ways::led_both(&app.db, &actor, school, class, pupil).await?;
    let (Some((class, pupil)), Some(animal)) = (both, drawing(&form.animal)) else {
        return refused(&app.db, &actor).await;
    };
    let mut tx = app.db.begin_as(&actor).await?;
    queries::set_animal(tx.conn(), &pupil, animal.name).await?;
    tx.record(&Activity::AnimalChosen { person: pupil.person }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}/entrees?fait=animal", class.path())))
}

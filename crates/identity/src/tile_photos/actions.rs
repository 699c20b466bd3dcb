//! Switched on and off, a picture put and taken, an answer copied from paper.

use super::queries::{self, Said};
use super::{letter, pages, rules, upload, waits};
use crate::App;
use crate::options::{self, LocalOption};
use crate::school;
use crate::ways::{Led, LedPupil, led_both};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{
    Activity, Actor, Answer, Error, FieldErrors, Form, Multipart, Path, PersonId, PlaceId, see_other,
};
use serde::Deserialize;
use storage::FileId;

#[derive(Deserialize)]
pub(super) struct Switch {
    #[serde(default)]
    photos: String,
}

pub(super) async fn switch(
    State(app): State<App>,
    actor: Actor,
    Path(school): Path<PlaceId>,
    Form(form): Form<Switch>,
) -> Answer<Response> {
    let found = school::headed(&app.db.pool, &actor, school, app.db.clock.today()).await;
    let (Ok(school), Some(on)) = (found, rules::yes_or_no(&form.photos)) else {
        return refused(&app.db, &actor).await;
    };
    if on && options::refusal(&app.db.pool, LocalOption::TilePhotos).await?.is_some() {
        app.db.record(Some(&actor), &Activity::TilePhotoRefused).await?;
        return Ok(pages::of_school(&app.db, school, None).await?.invalid().into_response());
    }
    let mut tx = app.db.begin_as(&actor).await?;
    let now = tx.now();
    let gone = if on {
        if queries::turn_on(tx.conn(), &school, actor.person, now).await? {
            letter::tell(&mut tx, school.id).await?;
        }
        Vec::new()
    } else {
        queries::turn_off(tx.conn(), &school).await?
    };
    tx.record(&Activity::TilePhotosSwitched { school: school.id, on }).await?;
    tx.commit().await?;
    waits::begin(&app.db);
    let_go(&app, gone).await?;
    Ok(see_other(&format!("/ecole/{}/photos?fait={}", school.id, if on { "oui" } else { "non" })))
}

pub(super) async fn put(
    State(app): State<App>,
    actor: Actor,
    Path((school, class, pupil)): Path<(PlaceId, PlaceId, PersonId)>,
    form: Multipart,
) -> Answer<Response> {
    let found = taught(&app.db, &actor, school, class, pupil).await?;
    let Some((class, pupil)) = found else { return refused(&app.db, &actor).await };
    let made = match upload::portrait(form).await? {
        Ok(made) => made,
        Err(sentence) => return again(&app.db, &actor, class, &pupil, "photo", sentence).await,
    };
    let file = storage::keep(&app.store, &app.db.pool, &made, app.db.clock.now()).await?;
    let mut tx = app.db.begin_as(&actor).await?;
    let at = (tx.now(), tx.today());
    let Some(before) = queries::put(tx.conn(), &class, &pupil, file, actor.person, at).await? else {
        drop(tx);
        let_go(&app, vec![file]).await?;
        let sentence =
            "Cette photo n’est pas permise\u{a0}: il faut d’abord l’accord d’un responsable, et aucun refus.";
        return again(&app.db, &actor, class, &pupil, "photo", sentence.to_owned()).await;
    };
    tx.record(&Activity::TilePhotoPut { pupil: pupil.person }).await?;
    tx.commit().await?;
    let_go(&app, before).await?;
    Ok(see_other(&back(&class, &pupil, "mise")))
}

pub(super) async fn take(
    State(app): State<App>,
    actor: Actor,
    Path((school, class, pupil)): Path<(PlaceId, PlaceId, PersonId)>,
) -> Answer<Response> {
    let Some((class, pupil)) = led_both(&app.db, &actor, school, class, pupil).await? else {
        return refused(&app.db, &actor).await;
    };
    let mut tx = app.db.begin_as(&actor).await?;
    let gone = queries::take(tx.conn(), &class, &pupil).await?;
    tx.record(&Activity::TilePhotoTaken { pupil: pupil.person }).await?;
    tx.commit().await?;
    let_go(&app, gone).await?;
    Ok(see_other(&back(&class, &pupil, "enlevee")))
}

#[derive(Deserialize)]
pub(super) struct Paper {
    responsable: PersonId,
    #[serde(default)]
    reponse: String,
    #[serde(default)]
    jour: String,
}

/// Who records it is not of the family: for her own child she answers from her account.
pub(super) async fn on_paper(
    State(app): State<App>,
    actor: Actor,
    Path((school, class, pupil)): Path<(PlaceId, PlaceId, PersonId)>,
    Form(form): Form<Paper>,
) -> Answer<Response> {
    let today = app.db.clock.today();
    let Some((class, pupil)) = led_both(&app.db, &actor, school, class, pupil).await? else {
        return refused(&app.db, &actor).await;
    };
    let of_pupil = queries::guardians(&app.db.pool, &class, today).await?;
    let mut of_pupil = of_pupil.into_iter().filter(|g| g.pupil == pupil.person);
    let (on, known) = (
        queries::is_on(&app.db.pool, class.school()).await?,
        of_pupil.clone().any(|g| g.guardian == form.responsable),
    );
    if !on || !known {
        return refused(&app.db, &actor).await;
    }
    if of_pupil.any(|g| g.guardian == actor.person) {
        let sentence = "C’est votre enfant\u{a0}: répondez depuis «\u{a0}Mon compte\u{a0}», ou laissez un·e collègue recopier.";
        return again(&app.db, &actor, class, &pupil, "reponse", sentence.to_owned()).await;
    }
    let answer = match rules::answer(&form.reponse, &form.jour, today) {
        Ok(answer) => answer,
        Err(errors) => return shown_again(&app.db, &actor, class, &pupil, errors).await,
    };
    let said = Said {
        pupil: pupil.person,
        guardian: form.responsable,
        school: class.school(),
        granted: answer.granted,
        said_on: answer.said_on,
        on_paper: true,
    };
    let mut tx = app.db.begin_as(&actor).await?;
    let gone = record(&mut tx, &said, &actor).await?;
    tx.commit().await?;
    let_go(&app, gone).await?;
    Ok(see_other(&back(&class, &pupil, "accord")))
}

/// Keeps what was said, and says so in the audit: the files that go with a no.
pub(super) async fn record(tx: &mut Tx, said: &Said, actor: &Actor) -> Result<Vec<FileId>, Error> {
    let at = (tx.now(), tx.today());
    let gone = queries::say(tx.conn(), said, actor.person, at).await?;
    let Said { pupil, guardian, granted, on_paper, .. } = *said;
    tx.record(&Activity::TilePhotoAnswered { pupil, guardian, granted, on_paper }).await?;
    Ok(gone)
}

/// The bytes, once nothing speaks of them. Where the store fails, the night's sweep takes them.
pub(super) async fn let_go(app: &App, files: Vec<FileId>) -> Result<(), Error> {
    for file in files {
        let mut tx = app.db.begin().await?;
        match storage::remove(&app.store, tx.conn(), file).await {
            Ok(()) => tx.commit().await?,
            Err(cause) => tracing::error!(?cause, "a picture's bytes wait for the night"),
        }
    }
    Ok(())
}

/// A picture is put by who knows the children: who teaches the class.
async fn taught(
    db: &Db,
    actor: &Actor,
    school: PlaceId,
    class: PlaceId,
    pupil: PersonId,
) -> Result<Option<(Led, LedPupil)>, Error> {
    Ok(led_both(db, actor, school, class, pupil).await?.filter(|(class, _)| class.teaches()))
}

fn back(class: &Led, pupil: &LedPupil, done: &str) -> String {
    format!("{}/photos?fait={done}#eleve-{}", class.path(), pupil.person)
}

async fn again(
    db: &Db,
    actor: &Actor,
    class: Led,
    pupil: &LedPupil,
    field: &'static str,
    sentence: String,
) -> Answer<Response> {
    shown_again(db, actor, class, pupil, FieldErrors::one(field, sentence)).await
}

async fn shown_again(
    db: &Db,
    actor: &Actor,
    class: Led,
    pupil: &LedPupil,
    errors: FieldErrors,
) -> Answer<Response> {
    db.record(Some(actor), &Activity::TilePhotoRefused).await?;
    Ok(pages::of_class(db, class, None, Some((pupil.person, errors))).await?.invalid().into_response())
}

pub(super) async fn refused(db: &Db, actor: &Actor) -> Answer<Response> {
    db.record(Some(actor), &Activity::TilePhotoRefused).await?;
    Err(Error::NotFound)
}

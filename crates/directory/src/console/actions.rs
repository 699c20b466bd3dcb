//! A feed is received; a preview is confirmed. The reading itself is a job.

use super::jobs::{ReadFeed, key};
use super::upload::{self, UploadError};
use super::{pages, queries, rules};
use crate::import::{self, Mode};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use identity::App;
use kernel::{Activity, Actor, Answer, Error, Form, ImportId, Multipart, Path, see_other};
use serde::Deserialize;

pub(super) async fn receive(State(app): State<App>, actor: Actor, form: Multipart) -> Answer<Response> {
    let received = match upload::receive(form).await {
        Ok(received) => received,
        Err(why) => return not_received(&app, &actor, why).await,
    };
    app.store.put_file(&key(&received.sha256), received.file.path()).await?;
    let mut tx = app.db.begin_as(&actor).await?;
    let now = tx.now();
    let id = import::receive(tx.conn(), &received.name, Some(actor.person), now).await?;
    queries::keep_hash(tx.conn(), id, &received.sha256, received.size).await?;
    ::jobs::enqueue(&mut tx, &ReadFeed { import: id, mode: Mode::Preview }).await?;
    tx.record(&Activity::FeedReceived { import: id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/pilotage/imports/{id}")))
}

async fn not_received(app: &App, actor: &Actor, why: UploadError) -> Answer<Response> {
    let mut tx = app.db.begin_as(actor).await?;
    tx.record(&Activity::FeedUploadRefused).await?;
    tx.commit().await?;
    Ok(pages::list_with(&app.db, None, Some(why.to_string())).await?.invalid().into_response())
}

#[derive(Deserialize)]
pub(super) struct Confirmation {
    #[serde(default)]
    sure: String,
}

pub(super) async fn apply(
    db: Db,
    actor: Actor,
    Path(id): Path<ImportId>,
    mut tx: Tx,
    Form(form): Form<Confirmation>,
) -> Answer<Response> {
    let Some(found) = import::find(tx.conn(), &actor, id).await? else {
        refuse(tx, id).await?;
        return Err(Error::NotFound);
    };
    let mode = match rules::decide(&found, form.sure == "1") {
        Ok(mode) if queries::start(tx.conn(), id, actor.person).await? => mode,
        Ok(_) => return apply_refused(&db, &actor, tx, id, "Cet import vient d’être confirmé.").await,
        Err(why) => return apply_refused(&db, &actor, tx, id, why).await,
    };
    ::jobs::enqueue(&mut tx, &ReadFeed { import: id, mode }).await?;
    tx.record(&Activity::FeedConfirmed { import: id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/pilotage/imports/{id}")))
}

pub(super) async fn apply_refused(
    db: &Db,
    actor: &Actor,
    tx: Tx,
    id: ImportId,
    why: &str,
) -> Answer<Response> {
    refuse(tx, id).await?;
    Ok(pages::import_with(db, actor, id, None, Some(why.to_owned())).await?.invalid().into_response())
}

async fn refuse(mut tx: Tx, id: ImportId) -> Result<(), Error> {
    tx.record(&Activity::FeedRefused { import: id }).await?;
    tx.commit().await
}

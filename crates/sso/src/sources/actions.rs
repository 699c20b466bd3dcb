//! Another ENT is written down, changed, opened, closed.

use super::{pages, rules};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use database::Tx;
use identity::App;
use identity::sources::{self, Said, Source};
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, see_other};
use uuid::Uuid;

fn done(id: Uuid) -> Response {
    see_other(&format!("/pilotage/services/entrees/{id}?fait=oui"))
}

async fn refused(mut tx: Tx, app: &App, of: Option<Source>, again: Again) -> Answer<Response> {
    tx.record(&Activity::EntrySourceRefused).await?;
    tx.commit().await?;
    Ok(pages::page(app, of, again).await?.into_response())
}

/// Nobody else has this address.
fn alone(said: Said, all: &[Source], but: Option<Uuid>) -> Result<Said, Why> {
    if all.iter().any(|s| Some(s.id) != but && s.said.address == said.address) {
        return Err(Why::Fields(FieldErrors::one("adresse", "Un autre ENT a cette adresse.")));
    }
    Ok(said)
}

pub(super) async fn make(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    sources::lock(&mut tx).await?;
    let all = sources::all(tx.conn()).await?;
    let said = rules::said(&typed, tx.today(), app.settings.inner_network);
    match said.and_then(|said| alone(said, &all, None)) {
        Err(why) => refused(tx, &app, None, Again::refused("entree", typed, why)).await,
        Ok(said) => {
            let source = sources::make(&mut tx, &actor, &said).await?;
            tx.record(&Activity::EntrySourceChanged { source, what: "made" }).await?;
            tx.commit().await?;
            Ok(done(source))
        }
    }
}

/// One of the list, held until the transaction ends; or written down that there is none.
async fn found(tx: &mut Tx, id: Uuid) -> Result<(Source, Vec<Source>), Error> {
    sources::lock(tx).await?;
    let all = sources::all(tx.conn()).await?;
    let source = all.iter().find(|s| s.id == id).cloned().ok_or(Error::NotFound)?;
    Ok((source, all))
}

pub(super) async fn change(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (source, all) = found(&mut tx, id).await?;
    let said = rules::said(&typed, tx.today(), app.settings.inner_network);
    match said.and_then(|said| alone(said, &all, Some(id))) {
        Err(why) => refused(tx, &app, Some(source), Again::refused("entree", typed, why)).await,
        Ok(said) => {
            sources::change(&mut tx, &actor, &source, &said).await?;
            tx.record(&Activity::EntrySourceChanged { source: id, what: "changed" }).await?;
            tx.commit().await?;
            Ok(done(id))
        }
    }
}

pub(super) async fn open(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (source, _) = found(&mut tx, id).await?;
    let today = tx.today();
    match rules::opening(&source, &typed, today) {
        Err(why) => refused(tx, &app, Some(source), Again::refused("ouverture", typed, why)).await,
        Ok(opening) => {
            sources::open(&mut tx, &actor, &source, opening).await?;
            tx.record(&Activity::EntrySourceChanged { source: id, what: "opened" }).await?;
            tx.commit().await?;
            Ok(done(id))
        }
    }
}

/// Nobody comes in by it from here on, and what it had opened is closed. Who is linked stays linked.
pub(super) async fn close(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Path(id): Path<Uuid>,
) -> Answer<Response> {
    let (source, _) = found(&mut tx, id).await?;
    if !sources::close(&mut tx, &actor, &source).await? {
        let again = Again::refused("fermeture", Typed::default(), Why::not("Cet ENT est déjà fermé."));
        return refused(tx, &app, Some(source), again).await;
    }
    sources::close_sessions(tx.conn(), id).await?;
    tx.record(&Activity::EntrySourceChanged { source: id, what: "closed" }).await?;
    tx.commit().await?;
    // The page of one asks again who she is.
    Ok(see_other("/pilotage/services?fait=oui"))
}

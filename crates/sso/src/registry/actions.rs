//! A service is written down, changed, opened, closed.

use super::queries::{self, Service};
use super::{pages, rules};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use database::Tx;
use identity::App;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, see_other};
use uuid::Uuid;

fn done(id: Uuid) -> Response {
    see_other(&format!("/pilotage/services/{id}?fait=oui"))
}

async fn refused(mut tx: Tx, app: &App, of: Option<Service>, again: Again) -> Answer<Response> {
    tx.record(&Activity::SsoServiceRefused).await?;
    tx.commit().await?;
    Ok(pages::page(app, of, again).await?.into_response())
}

/// Nobody else has this address.
fn alone(said: rules::Said, all: &[Service], but: Option<Uuid>) -> Result<rules::Said, Why> {
    if all.iter().any(|s| Some(s.id) != but && s.said.address == said.address) {
        let sentence = "Un autre service a cette adresse.";
        return Err(Why::Fields(FieldErrors::one("adresse", sentence)));
    }
    Ok(said)
}

pub(super) async fn make(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    queries::lock(&mut tx).await?;
    let all = queries::all(tx.conn()).await?;
    let said = rules::said(&typed, tx.today(), app.settings.inner_network);
    match said.and_then(|said| alone(said, &all, None)) {
        Err(why) => refused(tx, &app, None, Again::refused("service", typed, why)).await,
        Ok(said) => {
            let service = queries::make(&mut tx, &actor, &said).await?;
            tx.record(&Activity::SsoServiceChanged { service, what: "made" }).await?;
            tx.commit().await?;
            Ok(done(service))
        }
    }
}

/// One of the list, held until the transaction ends; or written down that there is none.
async fn found(tx: &mut Tx, id: Uuid) -> Result<(Service, Vec<Service>), Error> {
    queries::lock(tx).await?;
    let all = queries::all(tx.conn()).await?;
    let service = all.iter().find(|s| s.id == id).cloned().ok_or(Error::NotFound)?;
    Ok((service, all))
}

pub(super) async fn change(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (service, all) = found(&mut tx, id).await?;
    let said = rules::said(&typed, tx.today(), app.settings.inner_network);
    match said.and_then(|said| alone(said, &all, Some(id))) {
        Err(why) => refused(tx, &app, Some(service), Again::refused("service", typed, why)).await,
        Ok(said) => {
            queries::change(&mut tx, &actor, &service, &said).await?;
            tx.record(&Activity::SsoServiceChanged { service: id, what: "changed" }).await?;
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
    let (service, _) = found(&mut tx, id).await?;
    let today = tx.today();
    match rules::opening(service.state(today), &typed, today) {
        Err(why) => refused(tx, &app, Some(service), Again::refused("ouverture", typed, why)).await,
        Ok(opening) => {
            queries::open(&mut tx, &actor, &service, opening).await?;
            tx.record(&Activity::SsoServiceChanged { service: id, what: "opened" }).await?;
            tx.commit().await?;
            Ok(done(id))
        }
    }
}

/// Tickets that were not used yet are good for nothing from here on: whoever comes with one is asked whether it is open.
pub(super) async fn close(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Path(id): Path<Uuid>,
) -> Answer<Response> {
    let (service, _) = found(&mut tx, id).await?;
    if !queries::close(&mut tx, &actor, &service).await? {
        let again = Again::refused("fermeture", Typed::default(), Why::not("Ce service est déjà fermé."));
        return refused(tx, &app, Some(service), again).await;
    }
    tx.record(&Activity::SsoServiceChanged { service: id, what: "closed" }).await?;
    tx.commit().await?;
    // The page of one asks again who she is.
    Ok(see_other("/pilotage/services?fait=oui"))
}

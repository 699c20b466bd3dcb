//! The project keeps somebody who would be erased, and lets her go again.

use super::{pages, queries};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, PersonId, see_other};
use serde::Deserialize;

/// Long enough for a sentence.
const REASON: usize = 300;

#[derive(Deserialize)]
pub(super) struct Hold {
    #[serde(default)]
    reason: String,
}

pub(super) async fn hold(
    db: Db,
    actor: Actor,
    Path(person): Path<PersonId>,
    mut tx: Tx,
    Form(form): Form<Hold>,
) -> Answer<Response> {
    let reason = form.reason.trim();
    let fault = match reason.chars().count() {
        0 => Some("Dites pourquoi\u{a0}: la raison est lue avec la liste."),
        n if n > REASON => Some("Une phrase suffit\u{a0}: 300 signes au plus."),
        _ => None,
    };
    if let Some(fault) = fault {
        tx.record(&Activity::ErasureHoldRefused).await?;
        tx.commit().await?;
        return Ok(pages::invalid(&db, FieldErrors::one("reason", fault), person).await?.into_response());
    }
    let now = tx.now();
    if !queries::hold(tx.conn(), &actor, person, reason, now).await? {
        return refused(tx).await;
    }
    tx.record(&Activity::ErasureHeld { person }).await?;
    tx.commit().await?;
    Ok(see_other("/pilotage/departs?fait=garder"))
}

pub(super) async fn release(Path(person): Path<PersonId>, mut tx: Tx) -> Answer<Response> {
    if !queries::release(tx.conn(), person).await? {
        return refused(tx).await;
    }
    tx.record(&Activity::ErasureReleased { person }).await?;
    tx.commit().await?;
    Ok(see_other("/pilotage/departs?fait=liberer"))
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::ErasureHoldRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}

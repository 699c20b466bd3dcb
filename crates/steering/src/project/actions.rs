//! Saying what the project is.

use super::rules::Said;
use super::{pages, queries};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use identity::openings;
use kernel::{Activity, Actor, Answer, FieldErrors, Form, see_other};
use serde::Deserialize;

pub(super) async fn describe(db: Db, actor: Actor, mut tx: Tx, Form(typed): Form<Said>) -> Answer<Response> {
    let said = typed.trimmed();
    let mut checked = said.checked();
    if checked.is_ok() && !queries::says_alone(tx.conn(), &said).await? {
        checked = Err(FieldErrors::one("marque", crate::governance::card::TOGETHER));
    }
    if let Err(errors) = checked {
        tx.record(&Activity::ProjectRefused).await?;
        tx.commit().await?;
        return Ok(pages::page(&db, Some(said), errors, false).await?.into_response());
    }
    queries::say(&mut tx, &actor, &said).await?;
    tx.record(&Activity::ProjectDescribed).await?;
    tx.commit().await?;
    Ok(see_other("/pilotage/projet?fait=oui"))
}

#[derive(Deserialize)]
pub(super) struct Opening {
    #[serde(default)]
    etapes: String,
}

/// Whether schools open by steps. Where children or families have come in already, the school stays open.
pub(super) async fn opening(db: Db, actor: Actor, mut tx: Tx, Form(form): Form<Opening>) -> Answer<Response> {
    let gated = match form.etapes.as_str() {
        "oui" => true,
        "non" => false,
        _ => {
            tx.record(&Activity::ProjectRefused).await?;
            tx.commit().await?;
            let errors = FieldErrors::one("etapes", "Choisissez comment les écoles ouvrent.");
            return Ok(pages::page(&db, None, errors, false).await?.into_response());
        }
    };
    let opened = openings::decide(&mut tx, &actor, gated).await?;
    tx.record(&Activity::OpeningDecided { gated, opened }).await?;
    tx.commit().await?;
    Ok(see_other("/pilotage/projet?fait=oui"))
}

//! Adding a party, and saying what it is.

use super::rules::{self, BRINGS, Typed, TypedContact};
use super::{pages, queries};
use crate::governance::card;
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, see_other};
use uuid::Uuid;

const CARRIED: &str = "Une autre partie porte déjà le projet\u{a0}: changez d’abord ce qu’elle est.";

pub(super) async fn add(db: Db, actor: Actor, mut tx: Tx, Form(typed): Form<Typed>) -> Answer<Response> {
    let mut found = rules::checked(&typed);
    if found.is_ok() && typed.role == "carrier" && queries::is_carried(tx.conn(), None).await? {
        found = Err(FieldErrors::one("role", CARRIED));
    }
    if found.is_ok() && typed.role != "member" && card::is_shared(&mut *tx.conn()).await? {
        found = Err(FieldErrors::one("role", card::TOGETHER));
    }
    if let Err(errors) = found {
        tx.record(&Activity::PartyRefused).await?;
        tx.commit().await?;
        return Ok(pages::list_page(&db, typed, errors).await?.into_response());
    }
    let party = queries::add(&mut tx, &actor, &typed).await?;
    tx.record(&Activity::PartyAdded { party }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/pilotage/projet/parties/{party}?fait=oui")))
}

pub(super) async fn change(
    db: Db,
    Path(party): Path<Uuid>,
    mut tx: Tx,
    Form(mut typed): Form<Typed>,
) -> Answer<Response> {
    let party = match queries::find(tx.conn(), party).await {
        Ok(party) => party,
        Err(Error::NotFound) => {
            tx.record(&Activity::PartyRefused).await?;
            tx.commit().await?;
            return Err(Error::NotFound);
        }
        Err(cause) => return Err(cause),
    };
    typed.apports.retain(|a| BRINGS.iter().any(|b| b.0 == a));
    let mut found = rules::checked(&typed);
    if found.is_ok() && !queries::changes_alone(tx.conn(), &party, &typed).await? {
        found = Err(FieldErrors::one("role", card::TOGETHER));
    }
    let carries = typed.role == "carrier" && typed.sortie.is_empty();
    if found.is_ok() && carries && queries::is_carried(tx.conn(), Some(party.id)).await? {
        found = Err(FieldErrors::one("role", CARRIED));
    }
    if let Err(errors) = found {
        tx.record(&Activity::PartyRefused).await?;
        tx.commit().await?;
        return Ok(pages::one_page(&db, party, TypedContact::default(), errors, false)
            .await?
            .into_response());
    }
    queries::change(&mut tx, &party, &typed).await?;
    tx.record(&Activity::PartyChanged { party: party.id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/pilotage/projet/parties/{}?fait=oui", party.id)))
}

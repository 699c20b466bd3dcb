//! Whom to call: added, made the main one, merged with another, given access, ended.

use super::pages;
use super::queries::{self, Contact, Party};
use super::rules::{self, TypedContact};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use identity::commune_agents::{self, Agent};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, PersonId, PlaceId, see_other};
use serde::Deserialize;
use uuid::Uuid;

pub(super) async fn add(
    db: Db,
    actor: Actor,
    Path(party): Path<Uuid>,
    mut tx: Tx,
    Form(typed): Form<TypedContact>,
) -> Answer<Response> {
    let Ok(party) = queries::find(tx.conn(), party).await else { return refused(tx).await };
    if let Err(errors) = rules::contact(&typed) {
        tx.record(&Activity::PartyRefused).await?;
        tx.commit().await?;
        return Ok(pages::one_page(&db, party, typed, errors, false).await?.into_response());
    }
    queries::add_contact(&mut tx, &actor, &party, &typed).await?;
    tx.record(&Activity::PartyChanged { party: party.id }).await?;
    follow(tx, &party).await
}

#[derive(Deserialize)]
pub(super) struct Change {
    /// « principal », « fondre », « acces », « fin ».
    #[serde(default)]
    geste: String,
    #[serde(default)]
    dans: String,
}

pub(super) async fn change(
    db: Db,
    actor: Actor,
    Path((party, contact)): Path<(Uuid, Uuid)>,
    mut tx: Tx,
    Form(form): Form<Change>,
) -> Answer<Response> {
    let Ok(party) = queries::find(tx.conn(), party).await else { return refused(tx).await };
    let contacts = queries::contacts(tx.conn(), party.id).await?;
    let of = |id: Uuid| contacts.iter().find(|c| c.id == id);
    let Some(contact) = of(contact) else { return refused(tx).await };
    let into = form.dans.parse().ok().and_then(of).filter(|c| c.id != contact.id);
    let done = match (form.geste.as_str(), into) {
        ("principal", _) => queries::make_main(&mut tx, &party, contact).await.map(|()| Ok(()))?,
        ("fondre", Some(kept)) => merge(&mut tx, &actor, &party, contact, kept).await.map(Ok)?,
        ("fondre", None) => Err("Choisissez avec qui le réunir."),
        ("acces", _) => give_access(&mut tx, &actor, &party, contact).await?,
        ("fin", _) => end(&mut tx, &actor, &party, contact).await.map(Ok)?,
        _ => Err("Choisissez quoi faire."),
    };
    match done {
        Ok(()) => {
            tx.record(&Activity::PartyChanged { party: party.id }).await?;
            follow(tx, &party).await
        }
        Err(sentence) => {
            drop(tx);
            db.record(Some(&actor), &Activity::PartyRefused).await?;
            let errors = FieldErrors::one("geste", sentence);
            Ok(pages::one_page(&db, party, TypedContact::default(), errors, false).await?.into_response())
        }
    }
}

/// Of two who both had access, the one that goes loses hers.
async fn merge(
    tx: &mut Tx,
    actor: &Actor,
    party: &Party,
    gone: &Contact,
    kept: &Contact,
) -> Result<(), Error> {
    if let (Some(person), Some(_)) = (gone.person, kept.person) {
        commune_agents::end(tx, actor, PersonId(person)).await?;
    }
    queries::end_contact(tx, party, gone, Some(kept)).await?;
    Ok(())
}

async fn end(tx: &mut Tx, actor: &Actor, party: &Party, contact: &Contact) -> Result<(), Error> {
    if let Some(person) = contact.person {
        commune_agents::end(tx, actor, PersonId(person)).await?;
    }
    queries::end_contact(tx, party, contact, None).await?;
    Ok(())
}

/// The letter goes to the address that the project wrote down, not to one that somebody typed for herself.
async fn give_access(
    tx: &mut Tx,
    actor: &Actor,
    party: &Party,
    contact: &Contact,
) -> Result<Result<(), &'static str>, Error> {
    let Some(place) = party.place.filter(|_| party.may_act()) else {
        return Ok(Err("Seule une commune ou une intercommunalité de l’annuaire agit ici."));
    };
    if contact.person.is_some() {
        return Ok(Err("Cette personne a déjà son accès."));
    }
    if contact.email.is_empty() {
        return Ok(Err("Il manque son adresse électronique\u{a0}: c’est là que part sa lettre."));
    }
    let agent = Agent { first: &contact.first, last: &contact.last, email: &contact.email };
    let person = commune_agents::name(tx, actor, &agent, PlaceId(place)).await?;
    queries::has_access(tx, contact, person).await?;
    Ok(Ok(()))
}

async fn follow(tx: Tx, party: &Party) -> Answer<Response> {
    tx.commit().await?;
    Ok(see_other(&format!("/pilotage/projet/parties/{}?fait=oui", party.id)))
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::PartyRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}

//! Machines are booked, or given back.

use super::{pages, queries, rules};
use axum::response::{IntoResponse, Response};
use cockpit::near::{self, Near};
use database::{Db, Tx};
use identity::services::{self, Service};
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, PlaceId, see_other};
use uuid::Uuid;

async fn refused(db: &Db, actor: &Actor, near: &Near, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::EquipmentRefused { school: Some(near.id) }).await?;
    Ok(pages::page(db, actor, near, again).await?.into_response())
}

async fn done(mut tx: Tx, near: &Near, what: &'static str) -> Answer<Response> {
    tx.record(&Activity::EquipmentChanged { school: Some(near.id), what }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/reservations?fait=oui", near.id)))
}

async fn decided(db: &Db, near: &Near, typed: &Typed) -> Result<Result<rules::New, Why>, Error> {
    if let Err(why) = rules::books(near) {
        return Ok(Err(why));
    }
    let today = db.clock.today();
    if let Some(said) = services::refusal(&db.pool, near.id, Service::Booking, today).await? {
        return Ok(Err(Why::not(said)));
    }
    let shared: Vec<Uuid> = queries::shared(&db.pool, near).await?.into_iter().map(|s| s.id).collect();
    let classes: Vec<Uuid> =
        queries::classes(&db.pool, near, today).await?.into_iter().map(|c| c.id).collect();
    Ok(rules::new(typed, (&shared, &classes), (today, db.clock.now(), db.clock.zone())))
}

pub(super) async fn book(
    db: Db,
    actor: Actor,
    Of(school): Of<PlaceId>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let near = near::school(&db.pool, &actor, school, db.clock.today()).await?;
    let new = match decided(&db, &near, &typed).await? {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, &near, Again::refused("reserver", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    if !queries::book(&mut tx, &actor, &near, &new).await? {
        drop(tx);
        let why = Why::not("Une autre classe l’a déjà réservé pendant ces heures.");
        return refused(&db, &actor, &near, Again::refused("reserver", typed, why)).await;
    }
    done(tx, &near, "booked").await
}

/// By who booked it, or who keeps the register.
pub(super) async fn cancel(db: Db, actor: Actor, Of((school, id)): Of<(PlaceId, Uuid)>) -> Answer<Response> {
    let near = near::school(&db.pool, &actor, school, db.clock.today()).await?;
    let booking = queries::booking(&db.pool, &actor, &near, (id, db.clock.now())).await?;
    if !(booking.hers || near.keeps()) {
        let why =
            Why::not("Cette réservation est à quelqu’un d’autre\u{a0}: demandez-lui, ou à la direction.");
        return refused(&db, &actor, &near, Again::refused("annuler", Typed::default(), why)).await;
    }
    let mut tx = db.begin_as(&actor).await?;
    queries::cancel(&mut tx, &booking).await?;
    done(tx, &near, "given_back").await
}

//! An offer is made or withdrawn; a commune or a school is given one, or it is taken back.

use super::queries;
use super::{night, pages, rules};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, see_other};
use uuid::Uuid;

async fn refused(db: &Db, actor: &Actor, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::MoneyRefused).await?;
    Ok(pages::page(db, again).await?.into_response())
}

async fn done(mut tx: Tx, of: Uuid, what: &'static str) -> Answer<Response> {
    tx.record(&Activity::BundleChanged { of, what }).await?;
    tx.commit().await?;
    Ok(see_other("/finances/offres?fait=oui"))
}

pub(super) async fn make(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let known = queries::bundles(&db.pool).await?;
    let taken: Vec<&str> = known.iter().map(|b| b.name.as_str()).collect();
    let new = match rules::bundle(&typed, &taken, db.clock.today()) {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, Again::refused("offre", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let bundle = queries::make(&mut tx, &actor, &new).await?;
    done(tx, bundle, "made").await
}

/// Not while somebody has it: what was given is taken back first.
pub(super) async fn withdraw(db: Db, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let known = queries::bundles(&db.pool).await?;
    let Some(bundle) = known.into_iter().find(|b| b.id == id) else {
        db.record(Some(&actor), &Activity::MoneyRefused).await?;
        return Err(Error::NotFound);
    };
    if bundle.given > 0 {
        let why = Why::not("Cette offre est attribuée\u{a0}: retirez d’abord ce qui a été attribué.");
        return refused(&db, &actor, Again::refused("retrait", Typed::default(), why)).await;
    }
    let mut tx = db.begin_as(&actor).await?;
    queries::withdraw(&mut tx, &bundle).await?;
    done(tx, id, "withdrawn").await
}

pub(super) async fn give(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let today = db.clock.today();
    let bundles: Vec<Uuid> = queries::bundles(&db.pool).await?.into_iter().map(|b| b.id).collect();
    let commitments = queries::commitments(&db.pool, today).await?;
    let school = queries::school_of(&db.pool, typed.of("uai")).await?;
    let new = match rules::grant(&typed, (&bundles, &commitments), school, today) {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, Again::refused("attribution", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let grant = queries::give(&mut tx, &actor, &new).await?;
    night::settle(&mut tx).await?;
    done(tx, grant, "given").await
}

pub(super) async fn take_back(db: Db, actor: Actor, Of(grant): Of<Uuid>) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    if let Err(cause) = queries::take_back(&mut tx, &actor, grant).await {
        drop(tx);
        db.record(Some(&actor), &Activity::MoneyRefused).await?;
        return Err(cause);
    }
    night::settle(&mut tx).await?;
    done(tx, grant, "taken_back").await
}

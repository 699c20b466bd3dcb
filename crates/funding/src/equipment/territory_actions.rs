//! The project says what each phase asks for; communes say who repairs.

use super::{queries, rules, territory};
use axum::response::{IntoResponse, Response};
use cockpit::near;
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::Typed;
use kernel::{Activity, Actor, Answer, Form, Path as Of, see_other};
use uuid::Uuid;

async fn refused(db: &Db, actor: &Actor, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::EquipmentRefused { school: None }).await?;
    Ok(territory::page(db, actor, again, territory::Asked::default()).await?.into_response())
}

async fn done(mut tx: Tx, what: &'static str) -> Answer<Response> {
    tx.record(&Activity::EquipmentChanged { school: None, what }).await?;
    tx.commit().await?;
    Ok(see_other("/equipement?fait=oui"))
}

pub(super) async fn rule(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let rule = match rules::rule(&typed, db.clock.today()) {
        Ok(rule) => rule,
        Err(why) => return refused(&db, &actor, Again::refused("regle", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::make_rule(&mut tx, &actor, &rule).await?;
    done(tx, "rule").await
}

pub(super) async fn drop_rule(mut tx: Tx, Of(rule): Of<Uuid>) -> Answer<Response> {
    queries::drop_rule(&mut tx, rule).await?;
    done(tx, "rule").await
}

pub(super) async fn contract(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let communes: Vec<Uuid> =
        near::acting_for(&db.pool, &actor, None).await?.into_iter().map(|(id, _)| id).collect();
    let new = match rules::contract(&typed, &communes, actor.is_project(), db.clock.today()) {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, Again::refused("contrat", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::make_contract(&mut tx, &actor, &new).await?;
    done(tx, "maintenance").await
}

//! A market is written down, prolonged, left step by step, closed.

use super::queries::{self, Contract};
use super::{pages, rules};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, see_other};
use uuid::Uuid;

async fn done(mut tx: Tx, contract: Uuid, what: &'static str) -> Answer<Response> {
    tx.record(&Activity::ContractChanged { contract, what }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/marche/{contract}?fait=oui")))
}

/// What was held is let go first.
async fn refused(
    db: &Db,
    actor: &Actor,
    tx: Tx,
    contract: &Contract,
    (form, typed, why): (&str, Typed, Why),
) -> Answer<Response> {
    drop(tx);
    db.record(Some(actor), &Activity::ContractRefused).await?;
    let again = Again::refused(form, typed, why);
    Ok(pages::contract_page(db, actor, contract.clone(), again)?.into_response())
}

pub(super) async fn make(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let new = match rules::new(&typed, db.clock.today()) {
        Ok(new) => new,
        Err(why) => {
            db.record(Some(&actor), &Activity::ContractRefused).await?;
            let again = Again::refused("marche", typed, why);
            return Ok(pages::list_page(&db, &actor, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let contract = queries::make(&mut tx, &actor, &new).await?;
    done(tx, contract, "made").await
}

pub(super) async fn extend(
    db: Db,
    actor: Actor,
    Of(contract): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    let contract = queries::lock(tx.conn(), contract).await?;
    let new = match rules::extension(&contract, &typed, db.clock.today()) {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, tx, &contract, ("prolongation", typed, why)).await,
    };
    queries::extend(&mut tx, &actor, &contract, &new).await?;
    done(tx, contract.id, "extended").await
}

pub(super) async fn plan(db: Db, actor: Actor, Of(contract): Of<Uuid>) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    let contract = queries::lock(tx.conn(), contract).await?;
    if let Err(why) = rules::may_plan(&contract) {
        return refused(&db, &actor, tx, &contract, ("plan", Typed::default(), why)).await;
    }
    for step in rules::plan(contract.last) {
        queries::add_step(&mut tx, &actor, &contract, &step).await?;
    }
    done(tx, contract.id, "planned").await
}

pub(super) async fn add_step(
    db: Db,
    actor: Actor,
    Of(contract): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    let contract = queries::lock(tx.conn(), contract).await?;
    let new = match rules::step(&contract, &typed, db.clock.today()) {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, tx, &contract, ("etape", typed, why)).await,
    };
    queries::add_step(&mut tx, &actor, &contract, &new).await?;
    done(tx, contract.id, "step").await
}

pub(super) async fn do_step(
    db: Db,
    actor: Actor,
    Of((contract, step)): Of<(Uuid, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    let contract = queries::lock(tx.conn(), contract).await?;
    let step = contract.steps.iter().find(|s| s.id == step).ok_or(Error::NotFound)?;
    let (day, evidence) = match rules::done(&contract, step, &typed, db.clock.today()) {
        Ok(done) => done,
        Err(why) => {
            let form = format!("faite-{}", step.id);
            return refused(&db, &actor, tx, &contract, (&form, typed, why)).await;
        }
    };
    queries::do_step(&mut tx, &actor, step, (day, &evidence)).await?;
    done(tx, contract.id, "step_done").await
}

pub(super) async fn close(db: Db, actor: Actor, Of(contract): Of<Uuid>) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    let contract = queries::lock(tx.conn(), contract).await?;
    if let Err(why) = rules::close(&contract) {
        return refused(&db, &actor, tx, &contract, ("cloture", Typed::default(), why)).await;
    }
    queries::close(&mut tx, &actor, &contract).await?;
    done(tx, contract.id, "closed").await
}

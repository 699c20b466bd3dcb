//! A commune commits, a year’s cost is split.

use super::{pages, queries, rules};
use axum::response::{IntoResponse, Response};
use database::Db;
use identity::steering;
use kernel::fields::Again;
use kernel::typed::Typed;
use kernel::{Activity, Actor, Answer, Form, see_other};

async fn refused(db: &Db, actor: &Actor, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::MoneyRefused).await?;
    Ok(pages::page(db, actor, again, pages::Asked::default()).await?.into_response())
}

pub(super) async fn commit(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let communes: Vec<_> =
        steering::territories(&db.pool, false).await?.into_iter().map(|(id, _)| id.0).collect();
    let decided = rules::keeps(&actor).and_then(|()| rules::commitment(&typed, &communes, db.clock.today()));
    let new = match decided {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, Again::refused("engagement", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::commit(&mut tx, &actor, &new).await?;
    tx.record(&Activity::CommuneCommitted { commune: new.commune }).await?;
    tx.commit().await?;
    Ok(see_other("/finances?fait=oui"))
}

pub(super) async fn split(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let today = db.clock.today();
    let weights: Vec<_> = queries::weights(&db.pool, today).await?.into_iter().map(|(w, _)| w).collect();
    let decided = rules::keeps(&actor).and_then(|()| rules::statement(&typed, &weights, today));
    let new = match decided {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, Again::refused("etat", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let statement = queries::write(&mut tx, &actor, &new).await?;
    tx.record(&Activity::CostSplit { statement }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/finances/etat/{statement}?fait=oui")))
}

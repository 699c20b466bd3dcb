//! A commune is followed; it goes on.

use super::{pages, queries, rules};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Form, Path as Of, see_other};
use uuid::Uuid;

async fn refused(db: &Db, actor: &Actor, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::RallyingRefused).await?;
    Ok(pages::page(db, actor, again).await?.into_response())
}

pub(super) async fn add(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let places = queries::places(&db.pool).await?;
    let new = match rules::new(&typed, &places, db.clock.today()) {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, Again::refused("commune", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    if queries::add(&mut tx, &actor, &new).await?.is_none() {
        drop(tx);
        let why = Why::not("Cette commune est déjà suivie.");
        return refused(&db, &actor, Again::refused("commune", typed, why)).await;
    }
    tx.record(&Activity::Rallied { what: "commune" }).await?;
    tx.commit().await?;
    Ok(see_other("/communes?fait=oui"))
}

pub(super) async fn go_on(
    db: Db,
    actor: Actor,
    Of(adhesion): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    let adhesion = queries::lock(tx.conn(), adhesion).await?;
    let step = match rules::step(&adhesion.stage, adhesion.since, &typed, db.clock.today()) {
        Ok(step) => step,
        Err(why) => {
            drop(tx);
            let again = Again::refused(format!("etape-{}", adhesion.id), typed, why);
            return refused(&db, &actor, again).await;
        }
    };
    queries::go_on(&mut tx, &actor, adhesion.id, &step).await?;
    tx.record(&Activity::Rallied { what: "stage" }).await?;
    tx.commit().await?;
    Ok(see_other("/communes?fait=oui"))
}

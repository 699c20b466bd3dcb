//! Somebody asks; the project says how it goes on, after whose decision.

use super::{pages, queries, rules};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::Typed;
use kernel::{Activity, Actor, Answer, Form, Path as Of, see_other};
use uuid::Uuid;

pub(super) async fn ask(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let actions: Vec<Uuid> = queries::open_actions(&db.pool).await?.into_iter().map(|(id, _)| id).collect();
    let new = match rules::new(&typed, &actions, db.clock.today()) {
        Ok(new) => new,
        Err(why) => {
            db.record(Some(&actor), &Activity::ChangeRefused).await?;
            let again = Again::refused("demande", typed, why);
            return Ok(pages::list_page(&db, again, None).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let change = queries::ask(&mut tx, &actor, &new).await?;
    tx.record(&Activity::ChangeAsked { change }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/evolutions/{change}?fait=oui")))
}

pub(super) async fn go_on(
    db: Db,
    actor: Actor,
    Of(change): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    let change = queries::lock(tx.conn(), change).await?;
    let taken = queries::taken(tx.conn()).await?;
    let zone = queries::zone(tx.conn()).await?;
    let new = match rules::go_on(&change, &taken, zone, &typed, db.clock.today()) {
        Ok(new) => new,
        Err(why) => {
            drop(tx);
            db.record(Some(&actor), &Activity::ChangeRefused).await?;
            let again = Again::refused("etat", typed, why);
            return Ok(pages::change_page(&db, &actor, change, again).await?.into_response());
        }
    };
    queries::go_on(&mut tx, &actor, change.id, &new).await?;
    tx.record(&Activity::ChangeMoved { change: change.id, state: new.state }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/evolutions/{}?fait=oui", change.id)))
}

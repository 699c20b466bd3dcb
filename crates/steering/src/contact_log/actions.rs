//! A contact is written down, a reminder is settled or put off.

use super::{pages, queries, rules};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Form, Path as Of, see_other};
use uuid::Uuid;

pub(super) async fn log(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let parties = queries::parties(&db.pool).await?;
    let with = pages::with_whom(&db, &actor, &parties, |field| typed.of(field)).await?;
    let new = match rules::new(&typed, &with, db.clock.today()) {
        Ok(new) => new,
        Err(why) => {
            db.record(Some(&actor), &Activity::OnSiteRefused).await?;
            let again = Again::refused("contact", typed, why);
            return Ok(pages::page(&db, &actor, "", again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let entry = queries::log(&mut tx, &actor, &new).await?;
    tx.record(&Activity::ContactLogged { entry, what: new.kind }).await?;
    tx.commit().await?;
    Ok(see_other("/contacts?fait=oui"))
}

pub(super) async fn settle(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let entry = queries::entry(&db.pool, &actor, id).await?;
    let decided = match entry.waits() {
        true => rules::settled(&typed, db.clock.today()),
        false => Err(Why::not("Rien n’était à reprendre.")),
    };
    let again_on = match decided {
        Ok(again_on) => again_on,
        Err(why) => {
            db.record(Some(&actor), &Activity::OnSiteRefused).await?;
            let again = Again::refused(format!("suite-{id}"), typed, why);
            return Ok(pages::page(&db, &actor, "", again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::settle(&mut tx, &actor, &entry, again_on).await?;
    let what = if again_on.is_some() { "put_off" } else { "settled" };
    tx.record(&Activity::ContactLogged { entry: id, what }).await?;
    tx.commit().await?;
    Ok(see_other("/contacts?fait=oui"))
}

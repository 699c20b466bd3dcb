//! The dates are said.

use super::{pages, queries, rules};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::Typed;
use kernel::{Activity, Actor, Answer, Form, see_other};

pub(super) async fn say(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let said = match rules::said(&typed, db.clock.today()) {
        Ok(said) => said,
        Err(why) => {
            db.record(Some(&actor), &Activity::ContractRefused).await?;
            let again = Again::refused("dates", typed, why);
            return Ok(pages::page(&db, &actor, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::say(&mut tx, &actor, &said).await?;
    tx.record(&Activity::TenderDatesSaid).await?;
    tx.commit().await?;
    Ok(see_other("/marche/calendrier?fait=oui"))
}

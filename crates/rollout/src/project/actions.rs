//! Saying what the project is.

use super::rules::Said;
use super::{pages, queries};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Form, see_other};

pub(super) async fn describe(db: Db, actor: Actor, mut tx: Tx, Form(typed): Form<Said>) -> Answer<Response> {
    let said = typed.trimmed();
    if let Err(errors) = said.checked() {
        tx.record(&Activity::ProjectRefused).await?;
        tx.commit().await?;
        return Ok(pages::page(&db, Some(said), errors, false).await?.into_response());
    }
    queries::say(&mut tx, &actor, &said).await?;
    tx.record(&Activity::ProjectDescribed).await?;
    tx.commit().await?;
    Ok(see_other("/pilotage/projet?fait=oui"))
}

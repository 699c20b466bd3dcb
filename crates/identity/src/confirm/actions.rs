//! The answer is looked at before any transaction; the session then remembers it.

use super::pages;
use crate::accounts::{Client, herself};
use crate::sessions;
use crate::sign_in::rules::local;
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::{Activity, Actor, Answer, Form, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Shown {
    #[serde(default)]
    secret: String,
    retour: Option<String>,
}

pub(super) async fn confirm(
    db: Db,
    actor: Actor,
    client: Client,
    Form(form): Form<Shown>,
) -> Answer<Response> {
    let back = local(form.retour.as_deref());
    let refusal = Activity::ConfirmationRefused;
    if let Err(errors) = herself(&db, &actor, &client, &form.secret, "secret", &refusal).await? {
        return Ok(pages::page(back, errors)?.into_response());
    }
    let mut tx = db.begin_as(&actor).await?;
    let now = tx.now();
    sessions::confirm(tx.conn(), actor.session, now).await?;
    tx.record(&Activity::Confirmed).await?;
    tx.commit().await?;
    Ok(see_other(back))
}

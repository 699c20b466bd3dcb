//! The answer is looked at; the session then remembers it.

use super::pages::{self, Asks};
use crate::accounts::{Client, herself, throttle};
use crate::sign_in::{WRONG, rules::local};
use crate::{App, factors, sessions};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use database::Tx;
use kernel::{Activity, Actor, Answer, FieldErrors, Form, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Shown {
    #[serde(default)]
    secret: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    question: String,
    #[serde(default)]
    answer: String,
    retour: Option<String>,
}

const REFUSAL: Activity = Activity::ConfirmationRefused;

pub(super) async fn confirm(
    State(app): State<App>,
    actor: Actor,
    client: Client,
    Form(form): Form<Shown>,
) -> Answer<Response> {
    let back = local(form.retour.as_deref());
    let asks = pages::asks(&app, &actor).await?;
    match asks {
        Asks::Factor { .. } => return by_factor(&app, &actor, &client, &form, asks).await,
        Asks::SetUp { demo: false } => {
            app.db.record(Some(&actor), &REFUSAL).await?;
            return Ok(pages::page(&app, asks, back, FieldErrors::default())?.invalid().into_response());
        }
        Asks::Password | Asks::SetUp { demo: true } => {}
    }
    if let Err(errors) = herself(&app.db, &actor, &client, &form.secret, "secret", &REFUSAL).await? {
        return Ok(pages::page(&app, asks, back, errors)?.into_response());
    }
    confirmed(app.db.begin_as(&actor).await?, &actor, back).await
}

/// A code, or a passkey of hers: her password is no second factor.
async fn by_factor(app: &App, actor: &Actor, client: &Client, form: &Shown, asks: Asks) -> Answer<Response> {
    let back = local(form.retour.as_deref());
    if let Err(wait) = factors::may_try(app, actor.person, client).await {
        app.db.record(Some(actor), &REFUSAL).await?;
        return Err(wait);
    }
    let mut tx = app.db.begin_as(actor).await?;
    let right = if form.answer.is_empty() {
        factors::show_code(app, &mut tx, actor.person, &form.code).await?.is_some()
    } else {
        let shown = factors::show_passkey(app, &mut tx, &form.question, &form.answer).await?;
        shown == Some(actor.person)
    };
    if right {
        throttle::forget_factor(tx.conn(), actor.person).await?;
        return confirmed(tx, actor, back).await;
    }
    tx.record(&REFUSAL).await?;
    tx.commit().await?;
    throttle::failed(&app.db, &client.address).await?;
    Ok(pages::page(app, asks, back, FieldErrors::one("code", WRONG))?.into_response())
}

async fn confirmed(mut tx: Tx, actor: &Actor, back: &str) -> Answer<Response> {
    let now = tx.now();
    sessions::confirm(tx.conn(), actor.session, now).await?;
    tx.record(&Activity::Confirmed).await?;
    tx.commit().await?;
    Ok(see_other(back))
}

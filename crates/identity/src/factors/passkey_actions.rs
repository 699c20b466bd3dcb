//! Passkeys come and go.

use super::{actions, pages, passkeys, queries};
use crate::App;
use crate::accounts::{Client, queries as accounts};
use crate::sign_in::rules::local;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use database::Tx;
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, see_other};
use serde::Deserialize;
use uuid::Uuid;

const LONGEST_NAME: usize = 60;

/// What the browser asks the authenticator. Changes nothing: nothing is kept of it.
pub(super) async fn question(State(app): State<App>, actor: Actor) -> Answer<Response> {
    let account = accounts::of(&app.db.pool, actor.person).await?.ok_or(Error::NotFound)?;
    let question = passkeys::to_add(&app, &actor, &account.login).await?.ok_or(Error::NotFound)?;
    passkeys::asked_for(&question)
}

#[derive(Deserialize)]
pub(super) struct Added {
    #[serde(default)]
    name: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    question: String,
    #[serde(default)]
    answer: String,
    retour: Option<String>,
}

pub(super) async fn add(
    State(app): State<App>,
    actor: Actor,
    client: Client,
    Form(form): Form<Added>,
) -> Answer<Response> {
    let back = local(form.retour.as_deref());
    let typed = form.name.trim().chars().take(LONGEST_NAME).collect::<String>();
    let name = if typed.is_empty() { client.device.clone() } else { typed };
    if let Err(errors) = actions::may_set_up(&app, &actor, &client, &form.secret).await? {
        return Ok(pages::passkey_page(&app, &actor, &name, back, errors)?.into_response());
    }
    let had_none = !queries::of(&app.db.pool, actor.person).await?.any();
    let mut tx = app.db.begin_as(&actor).await?;
    let now = tx.now();
    let kept = match passkeys::added(&app, &actor, &form.question, &form.answer) {
        Some((id, key)) => queries::put_passkey(tx.conn(), actor.person, &id, &key, &name, now).await?,
        None => false,
    };
    if !kept {
        tx.record(&Activity::FactorRefused).await?;
        tx.commit().await?;
        let errors = FieldErrors::one(
            "name",
            "L’appareil n’a pas donné de clé, ou trop tard. Recommencez\u{a0}: rien n’a été changé.",
        );
        return Ok(pages::passkey_page(&app, &actor, &name, back, errors)?.into_response());
    }
    let codes = if had_none { Some(actions::settled(&mut tx, &actor).await?) } else { None };
    tx.record(&Activity::FactorAdded { person: actor.person }).await?;
    tx.commit().await?;
    match codes {
        Some(codes) => pages::codes_page(&app, &actor, codes, back).await,
        None => Ok(see_other("/moi/securite?fait=cle")),
    }
}

pub(super) async fn remove(actor: Actor, mut tx: Tx, Path(id): Path<Uuid>) -> Answer<Response> {
    if !queries::remove_passkey(tx.conn(), actor.person, id).await? {
        return Err(Error::NotFound);
    }
    queries::drop_codes_without_factor(tx.conn(), actor.person).await?;
    tx.record(&Activity::FactorRemoved { person: actor.person }).await?;
    tx.commit().await?;
    Ok(see_other("/moi/securite?fait=retire"))
}

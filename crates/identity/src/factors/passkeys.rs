//! The ceremonies of WebAuthn. The question goes to the browser sealed, and comes back with the answer: nothing
//! is kept of one that is never answered; an answer is good once.

use super::queries;
use crate::App;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use database::Tx;
use kernel::{Actor, Error, PersonId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use webauthn_rs::prelude::{
    CreationChallengeResponse, DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, RequestChallengeResponse, Url, Webauthn, WebauthnBuilder,
};
use webauthn_rs_proto::ResidentKeyRequirement;

/// How long a question may be answered.
const PATIENCE: TimeDelta = TimeDelta::minutes(5);
const SIGN_IN: &str = "passkey";

/// For the browser: what to ask the authenticator, and the sealed question.
#[derive(Debug, Serialize)]
pub struct Question<T> {
    pub ask: T,
    pub question: String,
}

/// For the page's script, and nobody's cache.
pub(crate) fn asked_for<T: Serialize>(question: &Question<T>) -> Result<Response, Error> {
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, serde_json::to_string(question)?).into_response())
}

/// None where browsers allow no passkeys: an address without a name.
pub(crate) fn webauthn(app: &App) -> Option<Webauthn> {
    let origin = Url::parse(&app.settings.public_url).ok()?;
    let name = origin.domain()?.to_owned();
    let builder = WebauthnBuilder::new(&name, &origin).ok()?;
    builder.rp_name(&app.settings.project).build().ok()
}

/// To add one. It is kept by the device with the name of its owner, so that it opens without an identifier.
pub(super) async fn to_add(
    app: &App,
    actor: &Actor,
    login: &str,
) -> Result<Option<Question<CreationChallengeResponse>>, Error> {
    let Some(webauthn) = webauthn(app) else { return Ok(None) };
    let known = queries::credentials(&app.db.pool, actor.person).await?;
    let (mut ask, state) =
        webauthn.start_passkey_registration(actor.person.0, login, &actor.name, Some(known))?;
    if let Some(selection) = &mut ask.public_key.authenticator_selection {
        selection.resident_key = Some(ResidentKeyRequirement::Required);
        selection.require_resident_key = true;
    }
    let question = app.vault.lend(&adding(actor.person), state, app.db.clock.now() + PATIENCE)?;
    Ok(Some(Question { ask, question }))
}

/// The new passkey: its id and what is kept of it.
pub(super) fn added(
    app: &App,
    actor: &Actor,
    question: &str,
    answer: &str,
) -> Option<(Vec<u8>, serde_json::Value)> {
    let state: PasskeyRegistration = asked(app, &adding(actor.person), question)?;
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).ok()?;
    let passkey = webauthn(app)?.finish_passkey_registration(&answer, &state).ok()?;
    Some((passkey.cred_id().to_vec(), serde_json::to_value(&passkey).ok()?))
}

/// To sign in, or to confirm: whoever she is, her device knows.
pub(crate) fn to_show(app: &App) -> Result<Option<Question<RequestChallengeResponse>>, Error> {
    let Some(webauthn) = webauthn(app) else { return Ok(None) };
    let (ask, state) = webauthn.start_discoverable_authentication()?;
    let question = app.vault.lend(SIGN_IN, state, app.db.clock.now() + PATIENCE)?;
    Ok(Some(Question { ask, question }))
}

/// Whose passkey answered, once.
pub(super) async fn answered(
    app: &App,
    tx: &mut Tx,
    question: &str,
    answer: &str,
) -> Result<Option<PersonId>, Error> {
    let now = tx.now();
    let state = asked::<DiscoverableAuthentication>(app, SIGN_IN, question);
    let answer = serde_json::from_str::<PublicKeyCredential>(answer).ok();
    let (Some(webauthn), Some(state), Some(answer)) = (webauthn(app), state, answer) else { return Ok(None) };
    let Ok((owner, id)) = webauthn.identify_discoverable_authentication(&answer) else { return Ok(None) };
    let Some((person, kept)) = queries::credential(tx.conn(), id).await? else { return Ok(None) };
    let mut passkey: Passkey = serde_json::from_value(kept)?;
    let Ok(result) = webauthn.finish_discoverable_authentication_v2(&answer, state, &passkey) else {
        return Ok(None);
    };
    let hash = Sha256::digest(question.as_bytes());
    let once = queries::answer_once(tx.conn(), &hash, now + PATIENCE).await?;
    if person.0 != owner || !once || !result.user_verified() {
        return Ok(None);
    }
    passkey.update_credential(&result);
    queries::passkey_used(tx.conn(), passkey.cred_id(), &serde_json::to_value(&passkey)?, now).await?;
    Ok(Some(person))
}

fn asked<T: DeserializeOwned>(app: &App, purpose: &str, question: &str) -> Option<T> {
    app.vault.back(purpose, question, app.db.clock.now())
}

fn adding(person: PersonId) -> String {
    format!("passkey:{person}")
}

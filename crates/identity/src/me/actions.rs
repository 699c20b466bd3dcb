//! Changes to one's own account.

use super::{pages, queries};
use crate::accounts::{Client, herself, passwords, queries as accounts, rules};
use crate::sessions;
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, SessionId, see_other};
use serde::Deserialize;

pub(super) async fn close_one(actor: Actor, Path(id): Path<SessionId>, mut tx: Tx) -> Answer<Response> {
    if !sessions::close(tx.conn(), &actor, id).await? {
        return Err(Error::NotFound);
    }
    tx.record(&Activity::SessionsClosed { person: actor.person }).await?;
    tx.commit().await?;
    Ok(see_other("/moi?fait=sessions"))
}

pub(super) async fn close_others(actor: Actor, mut tx: Tx) -> Answer<Response> {
    sessions::close_all(tx.conn(), actor.person, Some(actor.session)).await?;
    tx.record(&Activity::SessionsClosed { person: actor.person }).await?;
    tx.commit().await?;
    Ok(see_other("/moi?fait=sessions"))
}

#[derive(Deserialize)]
pub(super) struct NewPassword {
    #[serde(default)]
    current: String,
    #[serde(default)]
    password: String,
}

pub(super) async fn change_password(
    db: Db,
    actor: Actor,
    client: Client,
    Form(form): Form<NewPassword>,
) -> Answer<Response> {
    let refusal = Activity::PasswordChangeRefused;
    let account = match herself(&db, &actor, &client, &form.current, "current", &refusal).await? {
        Ok(account) => account,
        Err(errors) => return Ok(pages::invalid(&db, &actor, errors, None).await?.into_response()),
    };
    if let Some(fault) = rules::password_fault(&form.password, &account.names()) {
        db.record(Some(&actor), &refusal).await?;
        let errors = FieldErrors::one("password", fault);
        return Ok(pages::invalid(&db, &actor, errors, None).await?.into_response());
    }
    let hash = passwords::hash(form.password).await?;
    let mut tx = db.begin_as(&actor).await?;
    accounts::set_password(tx.conn(), actor.person, &hash).await?;
    sessions::close_all(tx.conn(), actor.person, Some(actor.session)).await?;
    tx.record(&Activity::PasswordChanged { person: actor.person }).await?;
    tx.commit().await?;
    Ok(see_other("/moi?fait=mot-de-passe"))
}

#[derive(Deserialize)]
pub(super) struct NewEmail {
    #[serde(default)]
    email: String,
    #[serde(default)]
    secret: String,
}

pub(super) async fn change_email(
    db: Db,
    actor: Actor,
    client: Client,
    Form(form): Form<NewEmail>,
) -> Answer<Response> {
    let refusal = Activity::EmailChangeRefused;
    let email = form.email.trim().to_owned();
    if let Err(errors) = herself(&db, &actor, &client, &form.secret, "secret", &refusal).await? {
        return Ok(pages::invalid(&db, &actor, errors, Some(email)).await?.into_response());
    }
    if !email.is_empty() && !rules::is_email(&email) {
        db.record(Some(&actor), &refusal).await?;
        let errors = FieldErrors::one("email", "Cette adresse ne semble pas complète\u{a0}: nom@exemple.fr");
        return Ok(pages::invalid(&db, &actor, errors, Some(email)).await?.into_response());
    }
    let mut tx = db.begin_as(&actor).await?;
    queries::set_email(tx.conn(), &actor, (!email.is_empty()).then_some(&email)).await?;
    tx.record(&Activity::EmailChanged { person: actor.person }).await?;
    tx.commit().await?;
    Ok(see_other("/moi?fait=adresse"))
}

//! From the printed code to the first session.

use super::pages::{Password, refused};
use crate::accounts::{Account, Client, codes, passwords, queries, rules, throttle};
use crate::sign_in::welcome;
use crate::{App, factors, sessions};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{Activity, Answer, Error, FieldErrors, Form, see_other};
use serde::Deserialize;

const UNKNOWN: &str = "Ce code n’ouvre aucun compte, ou il a déjà servi. Vérifiez-le sur votre fiche\u{a0}; \
                       s’il ne marche toujours pas, demandez une nouvelle fiche à l’école.";
const OF_A_PUPIL: &str = "C’est un code d’élève\u{a0}: il se tape avec l’identifiant de la fiche, sur la page \
                          «\u{a0}Se connecter\u{a0}».";

#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    code: String,
}

pub(super) async fn code(
    State(app): State<App>,
    client: Client,
    Form(form): Form<Typed>,
) -> Answer<Response> {
    let Some((code, account)) = opened(&app, &client, &form.code).await? else {
        let sentence = if codes::pupil_typed(&form.code).is_some() { OF_A_PUPIL } else { UNKNOWN };
        return Ok(refused(&form.code, sentence)?.into_response());
    };
    app.db.record(None, &Activity::ActivationStarted { person: account.person }).await?;
    let page = Password { account: &account, code: &code, errors: FieldErrors::default() };
    Ok(page.page()?.into_response())
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    code: String,
    #[serde(default)]
    password: String,
    charter: Option<String>,
}

/// The password is hashed before the transaction; the code is used up inside.
pub(super) async fn finish(
    State(app): State<App>,
    client: Client,
    Form(form): Form<Chosen>,
) -> Answer<Response> {
    let Some((code, account)) = opened(&app, &client, &form.code).await? else {
        return Ok(refused(&form.code, UNKNOWN)?.into_response());
    };
    if let Err(errors) = checked(&form, &account) {
        app.db.record(None, &Activity::ActivationRefused).await?;
        return Ok(Password { account: &account, code: &code, errors }.page()?.into_response());
    }
    let hash = passwords::hash(form.password).await?;
    activated(&app, &client, &account, &code, &hash).await
}

/// Uses the code up. Whoever was in with the old password is out.
async fn activated(
    app: &App,
    client: &Client,
    account: &Account,
    code: &str,
    hash: &str,
) -> Answer<Response> {
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    if !queries::activate(tx.conn(), account, code, hash, now).await? {
        tx.record(&Activity::ActivationRefused).await?;
        tx.commit().await?;
        return Ok(refused(code, UNKNOWN)?.into_response());
    }
    sessions::close_all(tx.conn(), account.person, None).await?;
    if factors::queries::of(tx.conn(), account.person).await?.any() {
        tx.record(&Activity::AccountActivated { person: account.person }).await?;
        tx.commit().await?;
        // A printed code is no second factor.
        return Ok(see_other("/connexion?mot_de_passe=1"));
    }
    let cookies = welcome(app, &mut tx, account, client, false).await?;
    tx.record(&Activity::AccountActivated { person: account.person }).await?;
    tx.commit().await?;
    Ok((cookies, see_other("/")).into_response())
}

/// The account behind a typed code. A wrong one counts against the address and is recorded.
async fn opened(app: &App, client: &Client, typed: &str) -> Result<Option<(String, Account)>, Error> {
    if let Err(wait) = throttle::address_may_try(&app.db, &client.address).await {
        app.db.record(None, &Activity::ActivationRefused).await?;
        return Err(wait);
    }
    if let Some(code) = codes::adult_typed(typed)
        && let Some(account) = queries::by_code(&app.db.pool, &code, app.db.clock.now()).await?
    {
        return Ok(Some((code, account)));
    }
    throttle::failed(&app.db, &client.address).await?;
    app.db.record(None, &Activity::ActivationRefused).await?;
    Ok(None)
}

fn checked(form: &Chosen, account: &Account) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    if let Some(fault) = rules::password_fault(&form.password, &account.names()) {
        errors.add("password", fault);
    }
    if !account.charter && form.charter.is_none() {
        errors.add("charter", "Lisez la charte et cochez la case pour entrer.");
    }
    errors.checked()
}

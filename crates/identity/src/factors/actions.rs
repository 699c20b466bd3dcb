//! Setting up and taking away.

use super::{pages, queries, rules, show};
use crate::accounts::{Client, codes, herself};
use crate::sign_in::rules::local;
use crate::{App, devices, sessions};
use axum::extract::State;
use axum::response::Response;
use database::Tx;
use kernel::{Activity, Actor, Answer, Confirmed, Error, FieldErrors, Form, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Application {
    #[serde(default)]
    setup: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    secret: String,
    retour: Option<String>,
}

/// The first code shows that the application counts as we do; then it is asked for. Recovery codes come with it.
pub(super) async fn add_application(
    State(app): State<App>,
    actor: Actor,
    client: Client,
    Form(form): Form<Application>,
) -> Answer<Response> {
    let (back, now) = (local(form.retour.as_deref()), app.db.clock.now());
    let shown: Option<Vec<u8>> = app.vault.back(&pages::setting_up(&actor), &form.setup, now);
    let shown: Option<[u8; 20]> = shown.and_then(|secret| secret.try_into().ok());
    let Some(secret) = shown.filter(|_| !form.setup.is_empty()) else {
        app.db.record(Some(&actor), &Activity::FactorRefused).await?;
        return Ok(see_other("/moi/securite/application"));
    };
    if let Err(errors) = may_set_up(&app, &actor, &client, &form.secret).await? {
        return pages::application_page(&app, &actor, &secret, back, errors).await;
    }
    let time = u64::try_from(now.timestamp()).unwrap_or_default();
    let counter = rules::counter(&secret, "", "x");
    let step = rules::digits(&form.code).and_then(|code| counter?.check(&code, time));
    let Some(step) = step.and_then(|step| i64::try_from(step).ok()) else {
        app.db.record(Some(&actor), &Activity::FactorRefused).await?;
        let errors = FieldErrors::one(
            "code",
            "Ce n’est pas le code que l’application montre en ce moment. Attendez le suivant, et vérifiez que \
             votre téléphone est à l’heure.",
        );
        return pages::application_page(&app, &actor, &secret, back, errors).await;
    };
    let sealed = app.vault.seal(&show::purpose(actor.person), &secret)?;
    let mut tx = app.db.begin_as(&actor).await?;
    queries::put_application(tx.conn(), actor.person, &sealed, step, now).await?;
    let codes = settled(&mut tx, &actor).await?;
    tx.record(&Activity::FactorAdded { person: actor.person }).await?;
    tx.commit().await?;
    pages::codes_page(&app, &actor, codes, back).await
}

/// Who has shown lately that she is herself may; who has no factor yet gives her password. What was refused is
/// recorded.
pub(super) async fn may_set_up(
    app: &App,
    actor: &Actor,
    client: &Client,
    password: &str,
) -> Result<Result<(), FieldErrors>, Error> {
    if actor.confirmed != Confirmed::No {
        return Ok(Ok(()));
    }
    if queries::of(&app.db.pool, actor.person).await?.any() {
        app.db.record(Some(actor), &Activity::FactorRefused).await?;
        let sentence = "Montrez d’abord votre vérification actuelle\u{a0}: rechargez cette page.";
        return Ok(Err(FieldErrors::one("secret", sentence)));
    }
    let asked = herself(&app.db, actor, client, password, "secret", &Activity::FactorRefused).await?;
    Ok(asked.map(|_| ()))
}

/// She has shown that she is herself; and has codes for the day when the telephone is lost.
pub(super) async fn settled(tx: &mut Tx, actor: &Actor) -> Result<Vec<String>, Error> {
    let now = tx.now();
    sessions::confirm(tx.conn(), actor.session, now).await?;
    let fresh: Vec<String> = (0..rules::CODES).map(|_| codes::fresh_adult()).collect();
    queries::put_codes(tx.conn(), actor.person, &fresh).await?;
    Ok(fresh.iter().map(|code| codes::shown(code)).collect())
}

pub(super) async fn remove_application(actor: Actor, mut tx: Tx) -> Answer<Response> {
    if !queries::remove_application(tx.conn(), actor.person).await? {
        return Err(Error::NotFound);
    }
    queries::drop_codes_without_factor(tx.conn(), actor.person).await?;
    tx.record(&Activity::FactorRemoved { person: actor.person }).await?;
    tx.commit().await?;
    Ok(see_other("/moi/securite?fait=retire"))
}

pub(super) async fn renew_codes(State(app): State<App>, actor: Actor, mut tx: Tx) -> Answer<Response> {
    if !queries::of(tx.conn(), actor.person).await?.any() {
        tx.record(&Activity::FactorRefused).await?;
        tx.commit().await?;
        return Ok(see_other("/moi/securite"));
    }
    let codes = settled(&mut tx, &actor).await?;
    tx.record(&Activity::RecoveryCodesMade { person: actor.person }).await?;
    tx.commit().await?;
    pages::codes_page(&app, &actor, codes, "/moi/securite").await
}

/// The second factor is asked for everywhere again.
pub(super) async fn forget_devices(actor: Actor, mut tx: Tx) -> Answer<Response> {
    devices::trust_none(tx.conn(), actor.person).await?;
    tx.record(&Activity::DevicesForgotten { person: actor.person }).await?;
    tx.commit().await?;
    Ok(see_other("/moi/securite?fait=appareils"))
}

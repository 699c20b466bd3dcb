//! The child keeps his words.

use super::{pages, queries, rules};
use crate::accounts::{Client, passwords, queries as accounts, throttle};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Words {
    #[serde(default)]
    mots: String,
    #[serde(default)]
    encore: String,
    /// The words of now, when he changes them.
    #[serde(default)]
    actuels: String,
}

/// Hashed before the transaction.
pub(super) async fn choose(
    db: Db,
    actor: Actor,
    client: Client,
    Form(form): Form<Words>,
) -> Answer<Response> {
    let Some(chooser) = pages::chooser(&db, &actor).await? else {
        db.record(Some(&actor), &Activity::PhraseRefused).await?;
        return Err(Error::NotFound);
    };
    if let Err(errors) = checked(&db, &client, &chooser, &form).await? {
        db.record(Some(&actor), &Activity::PhraseRefused).await?;
        return Ok(pages::page(chooser, form.mots, errors)?.into_response());
    }
    let hash = passwords::hash(rules::secret(&form.mots)).await?;
    let mut tx = db.begin_as(&actor).await?;
    let now = tx.now();
    queries::put(tx.conn(), &chooser, &actor, &hash, now).await?;
    tx.record(&Activity::PhraseChosen { person: chooser.person }).await?;
    tx.commit().await?;
    let how = rules::strength(&form.mots);
    let how = if how == "solides" { "solides" } else { "tres-solides" };
    Ok(see_other(&format!("/mes-mots?fait={how}")))
}

async fn checked(
    db: &Db,
    client: &Client,
    chooser: &queries::Chooser,
    form: &Words,
) -> Result<Result<(), FieldErrors>, Error> {
    let mut errors = FieldErrors::default();
    if chooser.has_phrase && !knows(db, client, chooser, &form.actuels).await? {
        errors.add(
            "actuels",
            "Ce ne sont pas tes mots de maintenant. Si tu les as oubliés, demande un nouveau code.",
        );
    }
    if let Some(fault) = rules::fault(&form.mots, &chooser.about) {
        errors.add("mots", fault);
    } else if rules::secret(&form.mots) != rules::secret(&form.encore) {
        errors.add(
            "encore",
            "Ce ne sont pas les mêmes mots, ou pas dans le même ordre. Écris-les encore une fois.",
        );
    }
    Ok(errors.checked())
}

async fn knows(db: &Db, client: &Client, chooser: &queries::Chooser, typed: &str) -> Result<bool, Error> {
    match throttle::enter(db, &chooser.login, &client.address).await {
        Ok(()) => {}
        Err(Error::TooMany { .. }) => return Ok(false),
        Err(other) => return Err(other),
    }
    let right = passwords::verify(rules::secret(typed), chooser.password_hash.clone()).await?;
    if right {
        accounts::forget_tries(&db.pool, &[&chooser.login]).await?;
    } else {
        throttle::failed(db, &client.address).await?;
    }
    Ok(right)
}

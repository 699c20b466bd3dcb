//! Asking for a link, and using it.

use super::{LETTER, pages, queries};
use crate::accounts::{Client, passwords, queries as accounts, rules, throttle};
use crate::sessions;
use axum::response::Response;
use database::Db;
use kernel::{Activity, Answer, FieldErrors, Form, Path, see_other};
use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    who: String,
}

/// The same answer whoever is asked for, also when her mailbox has had enough letters for now.
pub(super) async fn ask(db: Db, client: Client, Form(form): Form<Asked>) -> Answer<Response> {
    let typed = rules::login_typed(&form.who);
    let address = throttle::address_may_try(&db, &client.address).await;
    if address.is_ok() {
        throttle::failed(&db, &client.address).await?;
    }
    let few = address.is_ok() && throttle::mail(&db, &typed).await.is_ok();
    let mut tx = db.begin().await?;
    tx.record(&Activity::ResetAsked).await?;
    let now = tx.now();
    for person in queries::behind(tx.conn(), &typed, now).await?.into_iter().filter(|_| few) {
        mail::post(&mut tx, LETTER, person, json!({})).await?;
    }
    tx.commit().await?;
    address?;
    Ok(see_other("/mot-de-passe-oublie?envoye=1"))
}

#[derive(Deserialize)]
pub(super) struct Chosen {
    #[serde(default)]
    password: String,
}

/// The password is hashed before the transaction; the link is used up inside.
pub(super) async fn choose(db: Db, Path(token): Path<String>, Form(form): Form<Chosen>) -> Answer<Response> {
    let Some(account) = pages::behind(&db, &token).await? else {
        db.record(None, &Activity::PasswordChangeRefused).await?;
        return pages::page(None, FieldErrors::default());
    };
    if let Some(fault) = rules::password_fault(&form.password, &account.names()) {
        db.record(None, &Activity::PasswordChangeRefused).await?;
        return pages::page(Some(account), FieldErrors::one("password", fault));
    }
    let hash = passwords::hash(form.password).await?;
    let mut tx = db.begin().await?;
    let now = tx.now();
    if !queries::use_up(tx.conn(), &token, now).await? {
        tx.record(&Activity::PasswordChangeRefused).await?;
        tx.commit().await?;
        return pages::page(None, FieldErrors::default());
    }
    accounts::set_password(tx.conn(), account.person, &hash).await?;
    accounts::forget_tries(tx.conn(), &[&account.login]).await?;
    sessions::close_all(tx.conn(), account.person, None).await?;
    tx.shown_to_be(account.person, None);
    tx.record(&Activity::PasswordChanged { person: account.person }).await?;
    tx.commit().await?;
    Ok(see_other("/connexion?mot_de_passe=1"))
}

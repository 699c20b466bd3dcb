//! Devices where somebody has been before, the letter about a new one, and « Ce n’était pas moi ».
//!
//! Invariants: a device is known by a cookie of chance, never by what its browser tells of itself. The link of
//! the letter works once, without signing in; it closes everything and voids every secret, whoever uses it.

mod actions;
mod letter;
mod pages;
pub(crate) mod queries;

pub use letter::{LETTER, letter};
pub(crate) use queries::{trust_none, trusted};

use crate::App;
use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::TimeDelta;
use database::Tx;
use kernel::{Access, Error, PersonId, Routes};
use serde_json::json;

/// How long a device is remembered after somebody came.
const REMEMBERED: TimeDelta = TimeDelta::days(400);
/// How long the second factor is not asked for where its owner said so.
const TRUSTED: TimeDelta = TimeDelta::days(30);

pub(crate) fn routes() -> Routes<App> {
    Routes::new().get("/ce-n-etait-pas-moi/{token}", Access::Anyone, pages::show).post(
        "/ce-n-etait-pas-moi/{token}",
        Access::Anyone,
        actions::not_me,
    )
}

/// The cookie that a device is known by.
#[must_use]
pub(crate) fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-preau-appareil" } else { "preau-appareil" }
}

/// An adult came in: the device is known from now on. She gets a letter when it is a new one, unless it is her
/// first: nobody is warned of her own activation. `token`: what the device brought.
pub(crate) async fn came(
    tx: &mut Tx,
    person: PersonId,
    device: &str,
    token: Option<&str>,
    trust: bool,
    secure: bool,
) -> Result<Cookie<'static>, Error> {
    let now = tx.now();
    let token = token.map_or_else(|| hex::encode(rand::random::<[u8; 32]>()), str::to_owned);
    let trusted = trust.then(|| now + TRUSTED);
    if !queries::seen(tx.conn(), person, &token, trusted, now).await? {
        let first = queries::is_first(tx.conn(), person).await?;
        let id = queries::put(tx.conn(), person, &token, device, trusted, now).await?;
        if !first {
            mail::post(tx, LETTER, person, json!({ "device": id })).await?;
        }
    }
    let mut cookie = Cookie::new(cookie_name(secure), token);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_secure(secure);
    cookie.set_same_site(SameSite::Lax);
    cookie.set_max_age(Some(REMEMBERED.to_std()?.try_into()?));
    Ok(cookie)
}

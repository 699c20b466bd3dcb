//! The tablet's own cookie.

use super::queries::{self, Tablet};
use crate::App;
use crate::sessions::{short_cookie, short_removed, short_value};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use chrono::{DateTime, Utc};
use kernel::Error;
use sha2::{Digest, Sha256};

const NAME: &str = "classe";

/// 256 bits of chance, in hexadecimal.
pub(super) fn fresh() -> String {
    hex::encode(rand::random::<[u8; 32]>())
}

pub(super) fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

pub(super) fn cookie(app: &App, token: String, ends: DateTime<Utc>) -> Cookie<'static> {
    short_cookie(NAME, token, app.settings.secure(), ends - app.db.clock.now())
}

pub(super) fn ended(app: &App) -> Cookie<'static> {
    short_removed(NAME, app.settings.secure())
}

/// The class session that is open on the device that asks.
pub(super) async fn here(app: &App, cookies: &CookieJar) -> Result<Option<Tablet>, Error> {
    let Some(token) = short_value(cookies, NAME, app.settings.secure()) else { return Ok(None) };
    let (now, today) = (app.db.clock.now(), app.db.clock.today());
    Ok(queries::tablet(&app.db.pool, &hash(token), now, today).await?)
}

/// A class is open on this device: nobody signs in here with a password.
pub(crate) async fn is_tablet(app: &App, cookies: &CookieJar) -> Result<bool, Error> {
    Ok(here(app, cookies).await?.is_some())
}

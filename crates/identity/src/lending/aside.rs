//! The guardian's session, put aside on her device while the child is in.

use crate::App;
use crate::sessions::{self, OwnSession, short_cookie, short_removed, short_value};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use chrono::TimeDelta;
use kernel::Error;

const NAME: &str = "retour";
/// A guardian who forgot to come back signs in again the next day.
const LASTS: TimeDelta = TimeDelta::hours(12);

pub(super) fn put(app: &App, token: String) -> Cookie<'static> {
    short_cookie(NAME, token, app.settings.secure(), LASTS)
}

pub(super) fn gone(app: &App) -> Cookie<'static> {
    short_removed(NAME, app.settings.secure())
}

/// The session put aside and its token, if it is still open.
pub(super) async fn here(app: &App, cookies: &CookieJar) -> Result<Option<(OwnSession, String)>, Error> {
    let Some(token) = short_value(cookies, NAME, app.settings.secure()) else { return Ok(None) };
    let open = sessions::is_open(&app.db.pool, token, app.db.clock.now()).await?;
    Ok(open.map(|open| (open, token.to_owned())))
}

/// This device was lent to a child, and its owner can come back.
pub(crate) async fn is_lent(app: &App, cookies: &CookieJar) -> Result<bool, Error> {
    Ok(here(app, cookies).await?.is_some())
}

//! From the cookie to the actor, once per request.

use super::queries;
use crate::App;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::TimeDelta;
use kernel::Error;

/// Over https the name binds the cookie to this host, all paths, Secure.
#[must_use]
pub fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-preau" } else { "preau" }
}

/// The cookie of a new session. `keep`: for 30 days; else until the browser closes (shared tablets).
#[must_use]
pub fn session_cookie(token: String, secure: bool, keep: bool) -> Cookie<'static> {
    let mut cookie = Cookie::new(cookie_name(secure), token);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_secure(secure);
    cookie.set_same_site(SameSite::Lax);
    if keep {
        let days = TimeDelta::days(30).num_seconds();
        cookie.set_max_age(Some(
            std::time::Duration::from_secs(days.unsigned_abs()).try_into().unwrap_or_default(),
        ));
    }
    cookie
}

/// Takes the cookie away.
#[must_use]
pub fn ended_cookie(secure: bool) -> Cookie<'static> {
    let mut cookie = session_cookie(String::new(), secure, false);
    cookie.make_removal();
    cookie
}

/// Middleware: puts the [`kernel::Actor`] on the request when the cookie is good.
pub async fn recognise(
    State(app): State<App>,
    cookies: CookieJar,
    mut request: Request,
    next: Next,
) -> Response {
    let Some(cookie) = cookies.get(cookie_name(app.settings.secure())) else {
        return next.run(request).await;
    };
    let (now, today) = (app.db.clock.now(), app.db.clock.today());
    match queries::actor(&app.db.pool, cookie.value(), now, today).await {
        Ok(Some((actor, stale))) => {
            if stale && let Err(cause) = queries::seen(&app.db.pool, actor.session, now).await {
                tracing::warn!(%cause, "a session's last use was not noted");
            }
            request.extensions_mut().insert(actor);
        }
        Ok(None) => {}
        Err(cause) => return Error::from(cause).into_response(),
    }
    next.run(request).await
}

//! From the cookie to the actor, once per request.

use super::queries::{self, At, MadeOf};
use crate::App;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::TimeDelta;
use kernel::{Error, Leaver};

/// Over https the name binds the cookie to this host, all paths, Secure.
#[must_use]
pub fn cookie_name(secure: bool) -> &'static str {
    if secure { "__Host-preau" } else { "preau" }
}

/// A session's cookie. `keep`: as long as an unused session lasts; else until the browser closes.
#[must_use]
pub fn session_cookie(token: String, secure: bool, keep: bool) -> Cookie<'static> {
    let mut cookie = Cookie::new(cookie_name(secure), token);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_secure(secure);
    cookie.set_same_site(SameSite::Lax);
    if keep {
        let lasts = queries::LASTS.to_std().unwrap_or_default();
        cookie.set_max_age(Some(lasts.try_into().unwrap_or_default()));
    }
    cookie
}

/// A cookie beside the session's, with a time of its own: a tablet's, a card just shown, a guardian's session put
/// aside. Like the session's, over https bound to this host.
#[must_use]
pub fn short_cookie(name: &str, value: String, secure: bool, lasts: TimeDelta) -> Cookie<'static> {
    let mut cookie = session_cookie(value, secure, false);
    cookie.set_name(short_name(name, secure));
    cookie.set_max_age(Some(lasts.to_std().unwrap_or_default().try_into().unwrap_or_default()));
    cookie
}

/// The value of such a cookie.
#[must_use]
pub fn short_value<'c>(cookies: &'c CookieJar, name: &str, secure: bool) -> Option<&'c str> {
    cookies.get(&short_name(name, secure)).map(Cookie::value).filter(|v| !v.is_empty())
}

fn short_name(name: &str, secure: bool) -> String {
    if secure { format!("__Host-preau-{name}") } else { format!("preau-{name}") }
}

/// Takes such a cookie away.
#[must_use]
pub fn short_removed(name: &str, secure: bool) -> Cookie<'static> {
    let mut cookie = short_cookie(name, String::new(), secure, TimeDelta::zero());
    cookie.make_removal();
    cookie
}

/// Takes the cookie away.
#[must_use]
pub fn ended_cookie(secure: bool) -> Cookie<'static> {
    let mut cookie = session_cookie(String::new(), secure, false);
    cookie.make_removal();
    cookie
}

/// Middleware: puts the [`kernel::Actor`] on the request when the cookie is good; with where stands what the page is
/// [`MadeOf`].
pub async fn recognise(
    State(app): State<App>,
    cookies: CookieJar,
    mut request: Request,
    next: Next,
) -> Response {
    let secure = app.settings.secure();
    let Some(cookie) = cookies.get(cookie_name(secure)) else {
        return next.run(request).await;
    };
    // A role that ended at midnight opens nothing after it.
    if let Err(cause) = crate::audiences::day::follow(&app.db).await {
        return cause.into_response();
    }
    let (now, today) = (app.db.clock.now(), app.db.clock.today());
    let made_of = MadeOf::page(request.uri().path());
    let came = match queries::actor(&app.db, cookie.value(), now, today, made_of).await {
        Ok(Some(came)) => came,
        Ok(None) => return next.run(request).await,
        Err(cause) => return Error::from(cause).into_response(),
    };
    let mut renewed = false;
    if came.stale {
        match queries::seen(&app.db.pool, came.actor.session, came.kept, now).await {
            Ok(()) => renewed = came.kept,
            Err(cause) => tracing::warn!(%cause, "a session's last use was not noted"),
        }
    }
    match came.at {
        Some(At::News(at)) => drop(request.extensions_mut().insert(at)),
        Some(At::Class(at)) => drop(request.extensions_mut().insert(at)),
        None => {}
    }
    match came.leaving {
        None => drop(request.extensions_mut().insert(came.actor)),
        Some(since) => drop(request.extensions_mut().insert(Leaver {
            person: came.actor.person,
            session: came.actor.session,
            name: came.actor.name,
            first_name: came.actor.first_name,
            since,
        })),
    }
    let mut response = next.run(request).await;
    if let Some(end) = came.hard_end {
        leaves_at(&mut response, (end - now).num_seconds());
    }
    if renewed && !settles_cookies(&response) {
        let cookie = session_cookie(cookie.value().to_owned(), secure, true);
        return (CookieJar::new().add(cookie), response).into_response();
    }
    response
}

/// A short session ends on the screen too, without a script: the browser goes to the door, and whoever holds the
/// tablet next finds that.
fn leaves_at(response: &mut Response, seconds: i64) {
    if let Ok(door) = HeaderValue::try_from(format!("{}; url=/", seconds.max(0) + 1)) {
        response.headers_mut().entry("refresh").or_insert(door);
    }
}

/// An answer that signs somebody in or out has the last word; one that a shared cache may keep has no cookie.
fn settles_cookies(response: &Response) -> bool {
    let headers = response.headers();
    let public = |value: &HeaderValue| value.to_str().is_ok_and(|v| v.contains("public"));
    headers.contains_key(header::SET_COOKIE) || headers.get(header::CACHE_CONTROL).is_some_and(public)
}

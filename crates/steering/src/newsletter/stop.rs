//! « Ne plus recevoir cette lettre »: without signing in, by one button, or by the mail program itself (RFC 8058).

use super::queries;
use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::{Activity, Answer, Page, Path};

#[derive(Template)]
#[template(path = "newsletter/stop.html")]
struct StopPage {
    /// Nothing: nobody made this link.
    left: Option<bool>,
    token: String,
}

pub(super) async fn ask(db: Db, Path(token): Path<String>) -> Answer<Response> {
    let left = queries::has_left(&db.pool, &token).await?;
    page(left, token)
}

/// A mail program follows no redirect: the answer is the page itself. What it sends beside is not read.
pub(super) async fn stop(db: Db, Path(token): Path<String>) -> Answer<Response> {
    let mut tx = db.begin().await?;
    let known = queries::leave(&mut tx, &token).await?;
    tx.record(if known { &Activity::NewsletterStopped } else { &Activity::NewsletterRefused }).await?;
    tx.commit().await?;
    page(known.then_some(true), token)
}

/// The address of this page is a secret: it is not told to the next one, and not kept.
fn page(left: Option<bool>, token: String) -> Answer<Response> {
    let known = left.is_some();
    let page = Page::new("Lettre aux collectivités", &StopPage { left, token })?.bare();
    let mut response = page.into_response();
    if !known {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    let secret: [(HeaderName, &str); 2] =
        [(header::REFERRER_POLICY, "no-referrer"), (header::CACHE_CONTROL, "no-store")];
    for (name, value) in secret {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

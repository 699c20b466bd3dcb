//! The page that the letter's link opens: it does nothing by itself, for mail is opened by machines too.

use super::queries;
use askama::Template;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::{Answer, Page, Path};

#[derive(Template)]
#[template(path = "devices/not_me.html")]
struct NotMe {
    good: bool,
    token: String,
}

pub(super) async fn show(db: Db, Path(token): Path<String>) -> Answer<Response> {
    let good = queries::is_good(&db.pool, &token, db.clock.now()).await?;
    page(good, token)
}

/// The address of this page is a secret: it is not told to the next one, and not kept.
pub(super) fn page(good: bool, token: String) -> Answer<Response> {
    let page = Page::new("Ce n’était pas moi", &NotMe { good, token })?.bare();
    let mut response = if good { page } else { page.invalid() }.into_response();
    let secret: [(HeaderName, &str); 2] =
        [(header::REFERRER_POLICY, "no-referrer"), (header::CACHE_CONTROL, "no-store")];
    for (name, value) in secret {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

//! Asking for a link, and the page that the link opens.

use super::queries;
use crate::accounts::{Account, queries as accounts};
use askama::Template;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::{Answer, Error, FieldErrors, Page, Path, Query};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "reset/ask.html")]
struct Ask {
    asked: bool,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    envoye: Option<String>,
}

pub(super) async fn ask(Query(asked): Query<Asked>) -> Answer<Page> {
    Ok(Page::new("Mot de passe oublié", &Ask { asked: asked.envoye.is_some() })?.bare())
}

#[derive(Template)]
#[template(path = "reset/choose.html")]
struct Choose {
    /// Nobody: the link is not good, or not any more.
    account: Option<Account>,
    errors: FieldErrors,
}

pub(super) async fn choose(db: Db, Path(token): Path<String>) -> Answer<Response> {
    let account = behind(&db, &token).await?;
    page(account, FieldErrors::default())
}

/// Whose account a link opens.
pub(super) async fn behind(db: &Db, token: &str) -> Result<Option<Account>, Error> {
    let Some(person) = queries::whose(&db.pool, token, db.clock.now()).await? else { return Ok(None) };
    Ok(accounts::of(&db.pool, person).await?)
}

/// The address of this page is a secret: it is not told to the next one, and not kept.
pub(super) fn page(account: Option<Account>, errors: FieldErrors) -> Answer<Response> {
    let good = account.is_some() && errors.is_empty();
    let page = Page::new("Nouveau mot de passe", &Choose { account, errors })?.bare();
    let mut response = if good { page } else { page.invalid() }.into_response();
    let secret: [(HeaderName, &str); 2] =
        [(header::REFERRER_POLICY, "no-referrer"), (header::CACHE_CONTROL, "no-store")];
    for (name, value) in secret {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

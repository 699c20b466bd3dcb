//! The page that asks.

use crate::sign_in::rules::local;
use askama::Template;
use axum::response::{IntoResponse, Response};
use kernel::{Actor, Answer, Confirmed, Error, FieldErrors, Page, Query, see_other};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "confirm/show.html")]
struct Show<'a> {
    back: &'a str,
    errors: FieldErrors,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    retour: Option<String>,
}

pub(super) async fn show(actor: Actor, Query(asked): Query<Asked>) -> Answer<Response> {
    let back = local(asked.retour.as_deref());
    if actor.confirmed == Confirmed::Now {
        return Ok(see_other(back));
    }
    Ok(page(back, FieldErrors::default())?.into_response())
}

pub(super) fn page(back: &str, errors: FieldErrors) -> Result<Page, Error> {
    let wrong = !errors.is_empty();
    let page = Page::new("C’est bien vous\u{a0}?", &Show { back, errors })?;
    Ok(if wrong { page.invalid() } else { page })
}

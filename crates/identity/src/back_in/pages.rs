//! One adult's account, for the head; and her new code, once.

use super::queries::{self, Adult};
use askama::Template;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::{Actor, Answer, Error, Page, Path, PersonId, PlaceId, Query};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "back_in/show.html")]
struct Show<'a> {
    school: PlaceId,
    adult: &'a Adult,
    activated: Option<String>,
    code: Option<&'a str>,
    done: Option<&'static str>,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

pub(super) async fn show(
    db: Db,
    actor: Actor,
    Path((school, person)): Path<(PlaceId, PersonId)>,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let adult = queries::adult(&db.pool, &actor, school, person, db.clock.today()).await?;
    let done = match asked.fait.as_deref() {
        Some("bloque") => Some("Ce compte est bloqué, et fermé partout."),
        Some("debloque") => Some("Ce compte s’ouvre de nouveau."),
        _ => None,
    };
    page(&db, school, &adult.ok_or(Error::NotFound)?, None, done)
}

/// A code stays on this page: no cache, no history of it.
pub(super) fn page(
    db: &Db,
    school: PlaceId,
    adult: &Adult,
    code: Option<&str>,
    done: Option<&'static str>,
) -> Answer<Response> {
    let activated = adult.activated_at.map(|at| db.clock.spoken(at));
    let page = Page::new(adult.name.clone(), &Show { school, adult, activated, code, done })?;
    let mut response = page.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

//! The pages that belong to no area: assets, the offline page, what every public site must say.

use crate::look;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use identity::App;
use kernel::{Access, Answer, Error, Page, Routes};
use std::any::Any;

pub fn routes() -> Routes<App> {
    Routes::new()
        .get("/a/{name}", Access::Anyone, look::serve)
        .get("/sw.js", Access::Anyone, look::service_worker)
        .get("/hors-ligne", Access::Anyone, look::offline)
        .get("/sante", Access::Anyone, health)
        .get("/accessibilite", Access::Anyone, accessibility)
}

/// For whoever watches the service: the database answers.
async fn health(State(app): State<App>) -> Answer {
    sqlx::query_scalar!("select 1").fetch_one(&app.db.pool).await?;
    Ok("ok".into_response())
}

#[derive(Template)]
#[template(path = "site/accessibility.html")]
struct Accessibility;

async fn accessibility() -> Answer<Page> {
    Page::new("Accessibilité", &Accessibility)
}

pub async fn nothing_here() -> Error {
    Error::NotFound
}

/// A bug: said like any internal error, with a reference.
pub fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let said = cause
        .downcast_ref::<&str>()
        .map(|s| (*s).to_owned())
        .or_else(|| cause.downcast_ref::<String>().cloned());
    Error::Internal(anyhow::anyhow!("panic: {}", said.unwrap_or_default())).into_response()
}

//! The page « Mes données », and the file.

use super::queries::{self, Export, Whose};
use crate::App;
use askama::Template;
use axum::body::Body;
use axum::extract::State;
use axum::http::Response;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::IntoResponse;
use chrono::Datelike;
use database::Db;
use kernel::clock::french_day;
use kernel::{Answer, Error, Oneself, Page, Path};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "own_data/show.html")]
struct Show {
    /// Until when, of somebody who is leaving.
    until: Option<String>,
    /// A pupil has his data through a guardian.
    pupil: bool,
    whose: Vec<Whose>,
    exports: Vec<(Export, String)>,
}

pub(super) async fn show(db: Db, oneself: Oneself) -> Answer<Page> {
    let whose = queries::whose(&db.pool, &oneself, db.clock.today()).await?;
    let exports = queries::list(&db.pool, &oneself, db.clock.now()).await?;
    let until = oneself.leaving.map(|since| {
        let last = since.checked_add_months(chrono::Months::new(3)).unwrap_or(since);
        format!("{} {}", french_day(last), last.year())
    });
    let body = Show {
        until,
        pupil: whose.first().is_some_and(|w| w.pupil),
        whose,
        exports: exports.into_iter().map(|e| (e.clone(), db.clock.spoken(e.asked_at))).collect(),
    };
    Page::new("Mes données", &body)
}

pub(super) async fn bytes(State(app): State<App>, oneself: Oneself, Path(export): Path<Uuid>) -> Answer {
    let id = queries::file(&app.db.pool, &oneself, export, app.db.clock.now()).await?;
    let file = storage::find(&app.db.pool, id.ok_or(Error::NotFound)?).await?.ok_or(Error::NotFound)?;
    let content = storage::open(&app.store, &file, file.kind.variants()[0]).await?;
    let response = Response::builder()
        .header(CONTENT_TYPE, "application/zip")
        .header(CONTENT_LENGTH, content.size)
        .header(CACHE_CONTROL, "private, no-store")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(CONTENT_DISPOSITION, "attachment; filename=\"mes-donnees.zip\"")
        .body(Body::from_stream(content.stream))?;
    Ok(response.into_response())
}

//! The document itself, to who may read the invoice. Downloaded, never opened in our own name.

use super::queries;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use identity::App;
use kernel::{Actor, Answer, Error, Path as Of};
use storage::{FileId, StoreError};
use uuid::Uuid;

pub(super) async fn piece(State(app): State<App>, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let invoice = queries::invoice(&app.db.pool, &actor, id).await?;
    let file = storage::find(&app.db.pool, FileId(invoice.file)).await?.ok_or(Error::NotFound)?;
    let content = match storage::open(&app.store, &file, "original").await {
        Ok(content) => content,
        Err(StoreError::NotFound) => return Err(Error::NotFound),
        Err(cause) => return Err(cause.into()),
    };
    let headers = [
        (CONTENT_TYPE, file.media_type),
        (CONTENT_LENGTH, content.size.to_string()),
        (CONTENT_DISPOSITION, format!("attachment; filename=\"facture-{}.pdf\"", invoice.day)),
        (CACHE_CONTROL, "private, no-store".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, Body::from_stream(content.stream)).into_response())
}

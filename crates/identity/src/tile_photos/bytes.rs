//! The bytes of a picture: to the tablet where the class is open, to who teaches the class.

use super::queries;
use crate::App;
use crate::ways::led;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::{IntoResponse, Response};
use kernel::{Actor, Answer, Error, Path, PersonId, PlaceId};
use storage::StoreError;

/// A head who does not teach the class sees who agreed, not the pictures.
pub(super) async fn of_class(
    State(app): State<App>,
    actor: Actor,
    Path((school, class, pupil)): Path<(PlaceId, PlaceId, PersonId)>,
) -> Answer<Response> {
    let class = led(&app.db.pool, &actor, school, class).await?;
    let class = class.filter(crate::ways::Led::teaches).ok_or(Error::NotFound)?;
    of_place(&app, class.id(), pupil).await
}

/// Of a pupil of this class, for who has shown that the class is hers to see.
pub(crate) async fn of_place(app: &App, class: PlaceId, pupil: PersonId) -> Answer<Response> {
    let shown = queries::shown(&app.db.pool, class, pupil, app.db.clock.today()).await?;
    let file = storage::find(&app.db.pool, shown.ok_or(Error::NotFound)?).await?.ok_or(Error::NotFound)?;
    let content = match storage::open(&app.store, &file, "page").await {
        Ok(content) => content,
        Err(StoreError::NotFound) => return Err(Error::NotFound),
        Err(cause) => return Err(cause.into()),
    };
    // Nothing of it stays on a shared tablet, and a no is obeyed by the next page.
    let headers = [
        (CONTENT_TYPE, file.media_type),
        (CONTENT_LENGTH, content.size.to_string()),
        (CACHE_CONTROL, "no-store".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, Body::from_stream(content.stream)).into_response())
}

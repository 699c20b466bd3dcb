//! The bytes of an attached file, to who may read its ticket. Downloaded, never opened in our own name.

use super::desk::desk;
use super::queries;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use identity::App;
use kernel::{Actor, Answer, Error, Path as Of};
use storage::StoreError;
use uuid::Uuid;

pub(super) async fn file(
    State(app): State<App>,
    actor: Actor,
    Of((id, file)): Of<(Uuid, Uuid)>,
) -> Answer<Response> {
    let pool = &app.db.pool;
    let desk = desk(pool, &actor, app.db.clock.today()).await?;
    let ticket = queries::ticket(pool, &actor, &desk, id).await?;
    let id = queries::file(pool, &ticket, file).await?;
    let file = storage::find(pool, id).await?.ok_or(Error::NotFound)?;
    let shown = file.kind.variants().first().copied().unwrap_or("original");
    let content = match storage::open(&app.store, &file, shown).await {
        Ok(content) => content,
        Err(StoreError::NotFound) => return Err(Error::NotFound),
        Err(cause) => return Err(cause.into()),
    };
    let headers = [
        (CONTENT_TYPE, file.media_type.clone()),
        (CONTENT_LENGTH, content.size.to_string()),
        (CONTENT_DISPOSITION, disposition(&file.name)),
        (CACHE_CONTROL, "private, no-store".to_owned()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, Body::from_stream(content.stream)).into_response())
}

fn disposition(name: &str) -> String {
    let safe = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    let name: String =
        name.bytes().map(|b| if safe(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect();
    format!("attachment; filename*=UTF-8''{name}")
}

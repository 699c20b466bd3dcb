//! What holds secrets is answered this once: no cache, no history of it.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

pub(crate) fn once(answer: impl IntoResponse) -> Response {
    let mut response = answer.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// A PDF to keep or to print, under this name.
pub(crate) fn pdf_once(name: &str, pdf: Vec<u8>) -> Response {
    let saved = format!("attachment; filename=\"{name}.pdf\"");
    once(([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, saved)], pdf))
}

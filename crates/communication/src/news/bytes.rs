//! The bytes of a file, to whoever may see what it is attached to.

use super::queries;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, RANGE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::IntoResponse;
use identity::App;
use kernel::{Actor, Answer, Error, Path};
use std::ops::Range;
use storage::{Content, File, FileId, Kind, StoreError};

pub(super) async fn bytes(
    State(app): State<App>,
    actor: Actor,
    Path((id, variant)): Path<(FileId, String)>,
    headers: HeaderMap,
) -> Answer {
    let file = queries::find_readable(&app.db.pool, &actor, id, app.db.clock.today()).await?;
    let key = file.key(&variant).ok_or(Error::NotFound)?;
    let played =
        matches!(file.kind, Kind::Audio | Kind::Video) && file.kind.variants().first() == Some(&&*variant);
    let size = u64::try_from(file.bytes).unwrap_or_default();
    let asked = headers.get(RANGE).and_then(|r| r.to_str().ok()).filter(|_| played);
    let content = match asked.map_or(Asked::Whole, |text| asked_range(text, size)) {
        Asked::Whole => app.store.get(&key).await,
        Asked::Part(range) => app.store.get_range(&key, range).await,
        Asked::Nowhere => {
            let size = format!("bytes */{size}");
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, [(CONTENT_RANGE, size)]).into_response());
        }
    };
    match content {
        Ok(content) => Ok(sent(&file, &variant, content)?.into_response()),
        Err(StoreError::NotFound) => Err(Error::NotFound),
        Err(cause) => Err(cause.into()),
    }
}

fn sent(file: &File, variant: &str, content: Content) -> Result<Response<Body>, http::Error> {
    let Content { size, range, stream } = content;
    let part = range.end - range.start < size;
    let mut response = Response::builder()
        .status(if part { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK })
        .header(CONTENT_TYPE, file.media_type_of(variant))
        .header(CONTENT_LENGTH, range.end - range.start)
        .header(CACHE_CONTROL, "private, max-age=3600")
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(CONTENT_DISPOSITION, disposition(file));
    if matches!(file.kind, Kind::Audio | Kind::Video) {
        response = response.header(ACCEPT_RANGES, "bytes");
    }
    if part {
        response = response.header(CONTENT_RANGE, format!("bytes {}-{}/{size}", range.start, range.end - 1));
    }
    response.body(Body::from_stream(stream))
}

/// A document is downloaded, never opened in our own name.
fn disposition(file: &File) -> String {
    let how = if file.kind == Kind::Document { "attachment" } else { "inline" };
    let name: String = file
        .name
        .bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-_.".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect();
    format!("{how}; filename*=UTF-8''{name}")
}

#[derive(Debug, PartialEq, Eq)]
enum Asked {
    Whole,
    Part(Range<u64>),
    Nowhere,
}

/// One range, as players ask; several or malformed ones are answered with the whole.
fn asked_range(text: &str, size: u64) -> Asked {
    let Some((from, to)) = text.strip_prefix("bytes=").and_then(|r| r.split_once('-')) else {
        return Asked::Whole;
    };
    let range = match (from.trim().parse::<u64>(), to.trim().parse::<u64>()) {
        (Ok(from), Ok(to)) if from <= to => from..to.saturating_add(1).min(size),
        (Ok(from), Err(_)) if to.trim().is_empty() => from..size,
        (Err(_), Ok(last)) if from.trim().is_empty() => size.saturating_sub(last)..size,
        _ => return Asked::Whole,
    };
    if range.is_empty() { Asked::Nowhere } else { Asked::Part(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn players_ask_for_parts() {
        assert_eq!(asked_range("bytes=0-99", 1000), Asked::Part(0..100));
        assert_eq!(asked_range("bytes=900-", 1000), Asked::Part(900..1000));
        assert_eq!(asked_range("bytes=-100", 1000), Asked::Part(900..1000));
        assert_eq!(asked_range("bytes=900-5000", 1000), Asked::Part(900..1000));
        assert_eq!(asked_range("bytes=1000-", 1000), Asked::Nowhere);
        assert_eq!(asked_range("bytes=-0", 1000), Asked::Nowhere);
        for odd in ["bytes=5-2", "bytes=0-1,4-5", "items=0-1", "bytes=x-y"] {
            assert_eq!(asked_range(odd, 1000), Asked::Whole, "{odd}");
        }
    }
}

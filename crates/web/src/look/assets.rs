//! The files of the look, embedded in the program. A name with a hash never changes its content,
//! so browsers keep it for a year; a logical name (`sprite.svg`) answers the current file for an hour.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::{Error, Path};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../assets/dist"]
struct Dist;

static HASHED: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    Dist::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok()).unwrap_or_default()
});

/// The address of a file of the look: `asset("app.css")` is `/a/app-HASH.css`.
pub fn asset(name: &str) -> String {
    format!("/a/{}", HASHED.get(name).map_or(name, String::as_str))
}

/// `GET /a/{name}`: public, the same for everybody.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    if let Some(hashed) = HASHED.get(&name) {
        return file(hashed, &headers, "public, max-age=3600");
    }
    if HASHED.values().any(|hashed| *hashed == name) {
        return file(&name, &headers, "public, max-age=31536000, immutable");
    }
    Error::NotFound.into_response()
}

/// `GET /sw.js`: at the root, because a worker watches only what lies under its own address.
pub async fn service_worker(headers: HeaderMap) -> Response {
    file("sw.js", &headers, "no-cache")
}

fn file(name: &str, headers: &HeaderMap, cache: &'static str) -> Response {
    let Some((encoding, bytes)) = negotiate(name, headers) else {
        return Error::NotFound.into_response();
    };
    let tag = etag(name, encoding, &bytes);
    let mut answer = if headers.get(header::IF_NONE_MATCH) == Some(&tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        bytes.into_owned().into_response()
    };
    let out = answer.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(name)));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    out.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    out.insert(header::ETAG, tag);
    if !encoding.is_empty() {
        out.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    answer
}

/// The smallest form that the browser reads and that was made when bundling.
fn negotiate(name: &str, headers: &HeaderMap) -> Option<(&'static str, Cow<'static, [u8]>)> {
    let accepted = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
    for (encoding, suffix) in [("br", ".br"), ("gzip", ".gz")] {
        if accepts(accepted, encoding)
            && let Some(found) = Dist::get(&format!("{name}{suffix}"))
        {
            return Some((encoding, found.data));
        }
    }
    Dist::get(name).map(|found| ("", found.data))
}

fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|choice| {
        let mut parts = choice.split(';').map(str::trim);
        let named = parts.next().is_some_and(|name| name.eq_ignore_ascii_case(encoding));
        let refused = parts.filter_map(|part| part.strip_prefix("q=")).any(|q| q.parse() == Ok(0.0));
        named && !refused
    })
}

/// Each encoding is another representation, so another tag. `sw.js` carries no hash: its bytes make it.
fn etag(name: &str, encoding: &str, bytes: &[u8]) -> HeaderValue {
    use sha2::{Digest, Sha256};
    let digest = if name == "sw.js" { hex::encode(&Sha256::digest(bytes)[..8]) } else { String::new() };
    HeaderValue::try_from(format!("\"{name}{digest}{encoding}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn get(name: &str, encoding: &str) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_ENCODING, encoding.parse().unwrap());
        serve(Path(name.into()), headers).await
    }

    fn hashed(name: &str) -> String {
        asset(name).trim_start_matches("/a/").to_owned()
    }

    #[tokio::test]
    async fn a_hashed_file_is_kept_for_a_year_in_the_smallest_form() {
        let name = hashed("app.css");
        assert_ne!(name, "app.css");
        let answer = get(&name, "gzip, br;q=0.9").await;
        assert_eq!(answer.headers()[header::CONTENT_ENCODING], "br");
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/css; charset=utf-8");
        assert!(answer.headers()[header::CACHE_CONTROL].to_str().unwrap().ends_with("immutable"));
        assert_eq!(get(&name, "br;q=0, gzip").await.headers()[header::CONTENT_ENCODING], "gzip");
        assert!(!get(&name, "identity").await.headers().contains_key(header::CONTENT_ENCODING));
    }

    #[tokio::test]
    async fn a_logical_name_is_asked_again_and_the_rest_does_not_exist() {
        let answer = get("sprite.svg", "").await;
        assert_eq!(answer.headers()[header::CACHE_CONTROL], "public, max-age=3600");
        let mut headers = HeaderMap::new();
        headers.insert(header::IF_NONE_MATCH, answer.headers()[header::ETAG].clone());
        assert_eq!(serve(Path("sprite.svg".into()), headers).await.status(), StatusCode::NOT_MODIFIED);
        for name in ["manifest.json", "../dist/app.css", "app.css.br", ""] {
            assert_eq!(get(name, "br").await.status(), StatusCode::NOT_FOUND, "{name}");
        }
    }

    #[tokio::test]
    async fn the_first_page_weighs_less_than_its_budget() {
        for fonts in [&["atkinson.woff2"][..], &["andika-400.woff2", "andika-700.woff2"]] {
            let mut weight = 0;
            for name in ["app.css", "app.js", "sprite.svg"].iter().chain(fonts) {
                let body = get(&hashed(name), "br").await.into_body();
                weight += axum::body::to_bytes(body, 1_000_000).await.unwrap().len();
            }
            assert!((20_000..85_000).contains(&weight), "{weight} bytes, and the page itself needs 15 000");
        }
    }
}

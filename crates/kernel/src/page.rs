//! A page: a title and the HTML of its body. The shell (in `web`) adds the layout around it, unless
//! the request asks for a fragment (`X-Fragment: 1`); an area's own tests see the body bare.

use crate::{Error, Face};
use askama::Template;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use std::sync::Arc;

#[derive(Debug, Clone)]
pub struct Page {
    pub title: String,
    pub html: Rendered,
    pub status: StatusCode,
    /// Without navigation: sign-in, activation, printed sheets.
    pub bare: bool,
    /// The face of a page that children see before anybody is signed in.
    pub face: Option<Face>,
}

/// Bytes that most bodies fit into, and a copy or two less while they are written.
const USUAL: usize = 32 * 1024;

/// What was rendered: the answer and the shell around it share it.
#[derive(Debug, Clone, Default)]
pub struct Rendered(Arc<String>);

impl Rendered {
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for Rendered {
    fn from(html: String) -> Self {
        Self(Arc::new(html))
    }
}

impl AsRef<[u8]> for Rendered {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl Page {
    /// Renders a body template.
    pub fn new(title: impl Into<String>, body: &impl Template) -> Result<Self, Error> {
        let mut html = String::with_capacity(USUAL);
        body.render_into(&mut html)?;
        Ok(Self { title: title.into(), html: html.into(), status: StatusCode::OK, bare: false, face: None })
    }

    /// The same form again, with what was wrong.
    #[must_use]
    pub fn invalid(mut self) -> Self {
        self.status = StatusCode::UNPROCESSABLE_ENTITY;
        self
    }

    #[must_use]
    pub fn face(mut self, face: Face) -> Self {
        self.face = Some(face);
        self
    }

    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }
}

/// A script asks for a piece of a page.
#[must_use]
pub fn is_fragment(headers: &HeaderMap) -> bool {
    headers.contains_key("x-fragment")
}

/// A browser asks for a whole page, not a script for a piece, a file or an event stream.
#[must_use]
pub fn is_wanted(headers: &HeaderMap) -> bool {
    !is_fragment(headers)
        && headers.get(header::ACCEPT).is_none_or(|accept| {
            accept.to_str().is_ok_and(|accept| accept.contains("text/html") || accept.contains("*/*"))
        })
}

/// What the shell needs to wrap a page; put on the response as an extension.
#[derive(Debug, Clone)]
pub struct Unwrapped(pub Page);

impl IntoResponse for Page {
    fn into_response(self) -> Response {
        let body = Body::from(Bytes::from_owner(self.html.clone()));
        let mut response = (self.status, Html(body)).into_response();
        response.extensions_mut().insert(Unwrapped(self));
        response
    }
}

/// The answer to a form that was accepted: 303, so that reloading never sends it again.
pub fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

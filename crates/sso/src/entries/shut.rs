//! Why nobody comes in. What is told apart is only what she can do about it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use identity::sources::Source;
use kernel::{Answer, Page};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shut {
    /// It did not begin in this browser, or too long ago.
    Lost,
    /// The other ENT did not say who she is.
    Unconfirmed,
    /// What her account there opens is blocked, leaving, frozen, or not meant: one answer.
    Account,
    /// Hers here may not be linked: what she is, or how she came in.
    NotForHer,
    /// Another account there opens hers already.
    Hers,
    /// That account opens somebody else’s.
    Others,
}

#[derive(Template)]
#[template(path = "entries/shut.html")]
struct ShutPage<'a> {
    name: &'a str,
    shut: &'a Shut,
}

pub(super) fn page(source: &Source, shut: &Shut) -> Answer<Response> {
    let mut page = Page::new("Entrer avec un autre ENT", &ShutPage { name: &source.said.name, shut })?.bare();
    page.status = StatusCode::FORBIDDEN;
    Ok(page.into_response())
}

//! The steps: the code, the child, the password. What was typed before goes along hidden: nothing is kept
//! between two steps.

use super::CHARTER;
use super::actions::{self, Slip};
use crate::App;
use crate::accounts::Client;
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use kernel::{Answer, Error, FieldErrors, Page, Query, Visitor};
use serde::Deserialize;

#[derive(Template, Default)]
#[template(path = "activation/code.html")]
struct Code<'a> {
    code: &'a str,
    errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "activation/child.html")]
pub(super) struct Child<'a> {
    pub code: &'a str,
    pub child: &'a str,
    pub errors: FieldErrors,
}

#[derive(Template)]
#[template(path = "activation/password.html")]
pub(super) struct Password<'a> {
    pub slip: &'a Slip,
    pub child: &'a str,
    pub errors: FieldErrors,
}

/// Whoever is signed in may add the children to her account.
#[derive(Template)]
#[template(path = "activation/attach.html")]
pub(super) struct Attach<'a> {
    pub slip: &'a Slip,
    pub child: &'a str,
    pub name: &'a str,
}

impl Child<'_> {
    pub fn answer(&self) -> Answer<Response> {
        secret(invalid_if("Vérifions", self, !self.errors.is_empty())?)
    }
}

impl Password<'_> {
    pub fn answer(&self) -> Answer<Response> {
        secret(invalid_if("Choisir mon mot de passe", self, !self.errors.is_empty())?)
    }
}

impl Attach<'_> {
    pub fn answer(&self) -> Answer<Response> {
        secret(Page::new("Ajouter à mon compte", self)?.bare())
    }
}

#[derive(Deserialize)]
pub(super) struct Scanned {
    code: Option<String>,
}

/// The square of a slip leads here with its code: the next step at once. Looking uses nothing up.
pub(super) async fn code(
    State(app): State<App>,
    client: Client,
    visitor: Visitor,
    Query(scanned): Query<Scanned>,
) -> Answer<Response> {
    let Some(code) = scanned.code else {
        return Ok(Page::new("Activer mon compte", &Code::default())?.bare().into_response());
    };
    match actions::opened(&app, &client, &code).await? {
        Some(slip) => actions::next_step(&slip, visitor.actor.as_ref()),
        None => refused(&code),
    }
}

/// A code that opens nothing.
pub(super) fn refused(code: &str) -> Answer<Response> {
    let sentence = actions::why_not(code);
    let body = Code { code, errors: FieldErrors::one("code", sentence) };
    secret(Page::new("Activer mon compte", &body)?.bare().invalid())
}

fn invalid_if(title: &str, body: &impl Template, invalid: bool) -> Result<Page, Error> {
    let page = Page::new(title, body)?.bare();
    Ok(if invalid { page.invalid() } else { page })
}

/// The address or the form of this page holds a code: it is not told to the next one, and not kept.
fn secret(page: Page) -> Answer<Response> {
    let mut response = page.into_response();
    let headers: [(HeaderName, &str); 2] =
        [(header::REFERRER_POLICY, "no-referrer"), (header::CACHE_CONTROL, "no-store")];
    for (name, value) in headers {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

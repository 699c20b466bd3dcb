//! « C’est fini »: the child gives the device back.

use super::aside;
use crate::App;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use kernel::{Answer, Face, Page, Visitor, see_other};

#[derive(Template)]
#[template(path = "lending/finished.html")]
struct Finished;

pub(super) async fn finished(
    State(app): State<App>,
    visitor: Visitor,
    cookies: CookieJar,
) -> Answer<Response> {
    if visitor.actor.is_some() {
        return Ok(see_other("/"));
    }
    if !aside::is_lent(&app, &cookies).await? {
        return Ok((CookieJar::new().add(aside::gone(&app)), see_other("/connexion")).into_response());
    }
    Ok(Page::new("C’est fini", &Finished)?.bare().face(Face::Maternelle).into_response())
}

//! Leaving from a service. A page asks: another site may send a browser here, and must not sign anybody out by it.

use super::login;
use crate::address;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use database::Tx;
use identity::{App, sessions};
use kernel::typed::Typed;
use kernel::{Activity, Answer, Error, Form, Oneself, Page, Query};

#[derive(Template)]
#[template(path = "cas/logout.html")]
struct Logout {
    signed_in: bool,
    pupil: bool,
    /// Where she came from: the name and the address of a service that is open.
    back: Option<(String, String)>,
}

/// `service`, or `url` as CAS 1 and 2 said it: an address of ours only.
async fn back(app: &App, typed: &Typed) -> Result<Option<(String, String)>, Error> {
    let said = ["service", "url"].into_iter().find(|field| !typed.of(field).is_empty());
    let Some(said) = said else { return Ok(None) };
    let typed = Typed::from(vec![("service".to_owned(), typed.of(said).to_owned())]);
    let wanted = login::wanted(app, &typed).await?.ok();
    Ok(wanted.map(|w| (w.service.said.name, address::compared(&w.url))))
}

pub(super) async fn ask(
    State(app): State<App>,
    oneself: Option<Oneself>,
    actor: Option<kernel::Actor>,
    Query(typed): Query<Typed>,
) -> Answer<Page> {
    let back = back(&app, &typed).await?;
    let pupil = actor.is_some_and(|a| a.is_pupil());
    Ok(Page::new("Se déconnecter", &Logout { signed_in: oneself.is_some(), pupil, back })?.bare())
}

pub(super) async fn out(
    State(app): State<App>,
    oneself: Option<Oneself>,
    mut tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let back = back(&app, &typed).await?;
    if let Some(oneself) = oneself {
        sessions::end(tx.conn(), &oneself).await?;
        tx.record(&Activity::SignedOut).await?;
    }
    tx.commit().await?;
    let cookies = CookieJar::new().add(sessions::ended_cookie(app.settings.secure()));
    let page = Page::new("Vous êtes déconnecté·e", &Logout { signed_in: false, pupil: false, back })?;
    Ok((cookies, page.bare()).into_response())
}

//! A browser comes with a service’s address, and goes back there with a ticket.

use super::rules::{self, No};
use super::{queries, tell};
use crate::address;
use crate::registry::queries::{self as registry, Service};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, TimeDelta, Utc};
use identity::App;
use kernel::routes::encoded;
use kernel::typed::Typed;
use kernel::{Activity, Actor, Answer, Error, Oneself, Page, Query, see_other};
use serde::Deserialize;
use url::Url;

/// How long somebody may take to show again that she is herself.
const AGAIN: TimeDelta = TimeDelta::minutes(15);
const PURPOSE: &str = "sso renew";

/// What a service asks for.
pub(super) struct Wanted {
    pub service: Service,
    pub url: Url,
    /// She shows again that she is herself.
    pub renew: bool,
    /// Nobody is to be asked anything.
    gateway: bool,
    /// Since when she is to have shown it, as we wrote it ourselves.
    pub since: String,
}

#[derive(Deserialize, serde::Serialize)]
struct Since(DateTime<Utc>);

pub(super) fn is_yes(typed: &Typed, field: &str) -> bool {
    ["true", "1", "yes", "oui"].contains(&typed.of(field).to_ascii_lowercase().as_str())
}

/// Of whom it is; or why there is none.
pub(super) async fn wanted(app: &App, typed: &Typed) -> Result<Result<Wanted, No>, Error> {
    let services = registry::all(&app.db.pool).await?;
    let Some(url) = address::asked(typed.of("service"), app.settings.inner_network) else {
        return Ok(Err(No::Unknown));
    };
    let Some(service) = rules::of_address(&services, &url).cloned() else { return Ok(Err(No::Unknown)) };
    if !service.state(app.db.clock.today()).is_open() {
        return Ok(Err(No::Closed(service.said.name)));
    }
    let renew = is_yes(typed, "renew");
    let gateway = !renew && is_yes(typed, "gateway");
    Ok(Ok(Wanted { service, url, renew, gateway, since: typed.of("depuis").to_owned() }))
}

impl Wanted {
    /// Here again, with the same question.
    pub(super) fn here(&self) -> String {
        let mut path = format!("/cas/login?service={}", encoded(self.url.as_str()));
        if self.renew {
            path.push_str("&renew=true&depuis=");
            path.push_str(&encoded(&self.since));
        }
        path
    }
}

pub(super) async fn login(
    State(app): State<App>,
    oneself: Option<Oneself>,
    actor: Option<Actor>,
    headers: HeaderMap,
    Query(typed): Query<Typed>,
) -> Answer<Response> {
    if typed.of("service").is_empty() {
        return Ok(see_other("/"));
    }
    let mut wanted = match wanted(&app, &typed).await? {
        Ok(wanted) => wanted,
        Err(no) => return page(&no),
    };
    let Some(actor) = actor else {
        if wanted.gateway {
            return Ok(see_other(wanted.url.as_str()));
        }
        if oneself.is_some() {
            return page(&No::Leaving);
        }
        wanted.since = now(&app)?;
        return Ok(see_other(&format!("/connexion?retour={}", encoded(&wanted.here()))));
    };
    enter(&app, &actor, &headers, wanted).await
}

/// From here on she is to show it.
fn now(app: &App) -> Result<String, Error> {
    let now = app.db.clock.now();
    app.vault.lend(PURPOSE, Since(now), now + AGAIN)
}

async fn enter(app: &App, actor: &Actor, headers: &HeaderMap, mut wanted: Wanted) -> Answer<Response> {
    let back_without = |wanted: &Wanted| Ok(see_other(wanted.url.as_str()));
    if let Err(no) = rules::admits(&wanted.service, actor, app.db.clock.today()) {
        return if wanted.gateway { back_without(&wanted) } else { page(&no) };
    }
    if wanted.renew && !has_shown(app, actor, &wanted.since).await? {
        if actor.is_pupil() {
            return page(&No::Again);
        }
        wanted.since = now(app)?;
        let back = encoded(&wanted.here());
        return Ok(see_other(&format!("{}?encore=oui&retour={back}", kernel::routes::CONFIRM)));
    }
    let told = queries::told(&app.db.pool, actor, &wanted.service).await?;
    if !told.is_some_and(|told| rules::knows(&told, &wanted.service.said.attributes)) {
        return if wanted.gateway { back_without(&wanted) } else { tell::page(app, actor, &wanted).await };
    }
    let at = app.db.clock.now();
    if queries::too_many(&app.db.pool, actor, at).await? {
        return Err(Error::TooMany { seconds: 300 });
    }
    let mut tx = app.db.begin_as(actor).await?;
    let compared = address::compared(&wanted.url);
    let given = (&wanted.service, compared.as_str());
    let ticket = queries::give(&mut tx, &app.vault, actor, given, wanted.renew).await?;
    tx.record(&Activity::SsoEntered { service: wanted.service.id }).await?;
    tx.commit().await?;
    go(app, headers, &wanted, &address::with_ticket(&wanted.url, &ticket))
}

/// Did she show that she is herself since this service asked for it?
async fn has_shown(app: &App, actor: &Actor, since: &str) -> Result<bool, Error> {
    let Some(Since(since)) = app.vault.back(PURPOSE, since, app.db.clock.now()) else { return Ok(false) };
    let shown = queries::shown_at(&app.db.pool, actor.session).await?;
    Ok(shown.is_some_and(|shown| shown > since))
}

#[derive(Template)]
#[template(path = "cas/on.html")]
struct On<'a> {
    name: &'a str,
    to: &'a str,
}

/// Who comes from a form of ours (signing in, a first use) is sent on by a page: what a form leads to stays with us
/// (`form-action` of the content security policy), and browsers hold to it through every redirection.
fn go(app: &App, headers: &HeaderMap, wanted: &Wanted, to: &str) -> Answer<Response> {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let ours = match said("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => said("referer").is_some_and(|from| is_ours(from, &app.settings.public_url)),
    };
    if !ours {
        return Ok(see_other(to));
    }
    let mut response =
        Page::new("Ouverture", &On { name: &wanted.service.said.name, to })?.bare().into_response();
    response.headers_mut().insert(header::REFRESH, HeaderValue::try_from(format!("0; url={to}"))?);
    Ok(response)
}

fn is_ours(from: &str, ours: &str) -> bool {
    from.strip_prefix(ours).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[derive(Template)]
#[template(path = "cas/no.html")]
struct NoPage<'a> {
    no: &'a No,
}

/// Says why, and sends nobody anywhere.
pub(super) fn page(no: &No) -> Answer<Response> {
    let title = match no {
        No::Unknown => "Adresse inconnue",
        No::Again => "Se reconnecter",
        _ => "Ce service ne s’ouvre pas",
    };
    let mut page = Page::new(title, &NoPage { no })?;
    page.status = StatusCode::FORBIDDEN;
    Ok(page.into_response())
}

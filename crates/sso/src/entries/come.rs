//! Off to another ENT, and back with a ticket.

use super::shut::{self, Shut};
use super::{ask, link, open};
use crate::cas::rules::hash;
use crate::profiles;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use chrono::TimeDelta;
use identity::accounts::{Client, throttle};
use identity::sessions::{short_cookie, short_removed, short_value};
use identity::sign_in::rules::local;
use identity::sources::{self, Came, Source, Through};
use identity::{App, Vault};
use kernel::routes::encoded;
use kernel::typed::Typed;
use kernel::{Activity, Answer, Page, Path, Query, RoleKind, Visitor, see_other};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long somebody may take at the other ENT: to find her password there.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);
const COOKIE: &str = "entree";
const PURPOSE: &str = "entry begun";

/// That it began in this browser: sealed, in a cookie.
#[derive(Serialize, Deserialize)]
struct Begun {
    source: Uuid,
    state: String,
    back: String,
    /// To link: she is asked there again who she is, whoever's session this device has.
    anew: bool,
}

/// Where the other ENT sends back to; the ticket is held to it.
fn here(app: &App, source: &Source, state: &str) -> String {
    format!("{}/entrer/{}/retour?etat={state}", app.settings.public_url, source.id)
}

pub(super) async fn go(
    State(app): State<App>,
    visitor: Visitor,
    Path(id): Path<Uuid>,
    Query(typed): Query<Typed>,
) -> Answer<Response> {
    let source = open(&app, id).await?;
    let back = local(Some(typed.of("retour")));
    let anew = typed.of("relier") == "oui";
    if visitor.actor.is_some() && !anew {
        return Ok(see_other(back));
    }
    let state = Uuid::new_v4().simple().to_string();
    let mut to = format!("{}login?service={}", source.said.address, encoded(&here(&app, &source, &state)));
    if anew {
        to.push_str("&renew=true");
    }
    let begun = Begun { source: id, state, back: back.to_owned(), anew };
    let note = app.vault.lend(PURPOSE, begun, app.db.clock.now() + PATIENCE)?;
    let cookie = short_cookie(COOKIE, note, app.settings.secure(), PATIENCE);
    Ok((CookieJar::new().add(cookie), see_other(&to)).into_response())
}

/// What began in this browser, and comes back with what it left with.
fn begun(app: &App, vault: &Vault, cookies: &CookieJar, source: Uuid, state: &str) -> Option<Begun> {
    let note = short_value(cookies, COOKIE, app.settings.secure())?;
    let begun: Begun = vault.back(PURPOSE, note, app.db.clock.now())?;
    (begun.source == source && begun.state == state).then_some(begun)
}

/// What a ticket looks like; nothing else is carried on.
fn ticket(text: &str) -> Option<&str> {
    let may = text.starts_with("ST-") && text.len() <= 256 && text.chars().all(|c| c.is_ascii_graphic());
    may.then_some(text)
}

pub(super) async fn back(
    State(app): State<App>,
    client: Client,
    visitor: Visitor,
    cookies: CookieJar,
    Path(id): Path<Uuid>,
    Query(typed): Query<Typed>,
) -> Answer<Response> {
    let source = open(&app, id).await?;
    let state = typed.of("etat");
    let Some(begun) = begun(&app, &app.vault, &cookies, id, state) else {
        return shut::page(&source, &Shut::Lost);
    };
    throttle::address_may_try(&app.db, &client.address).await?;
    let whose = match ticket(typed.of("ticket")) {
        Some(ticket) => {
            let here = here(&app, &source, state);
            let found = ask::whose(&app, &source, &here, ticket, begun.anew).await?;
            found.map(|identifier| (identifier, hash(ticket)))
        }
        None => None,
    };
    let answer = match whose {
        Some((identifier, ticket)) => {
            known(&app, &client, visitor, &source, (&identifier, ticket), &begun).await?
        }
        None => {
            throttle::failed(&app.db, &client.address).await?;
            app.db.record(None, &Activity::SignInRefused).await?;
            shut::page(&source, &Shut::Unconfirmed)?
        }
    };
    // It began once, and ends once.
    Ok((CookieJar::new().add(short_removed(COOKIE, app.settings.secure())), answer).into_response())
}

#[derive(Template)]
#[template(path = "entries/unknown.html")]
struct Unknown<'a> {
    name: &'a str,
    link: String,
}

/// The other ENT said who she is there.
async fn known(
    app: &App,
    client: &Client,
    visitor: Visitor,
    source: &Source,
    (identifier, ticket): (&str, Vec<u8>),
    begun: &Begun,
) -> Answer<Response> {
    let mark = sources::mark(&app.vault, source.id, identifier);
    let Some(person) = sources::linked(&app.db.pool, source.id, &mark).await? else {
        let cookies = CookieJar::new().add(link::lends(app, source, mark, begun.anew)?);
        let link = link::path(source);
        if visitor.actor.is_some() {
            return Ok((cookies, see_other(&link)).into_response());
        }
        let body = Unknown { name: &source.said.name, link: encoded(&link) };
        return Ok((cookies, Page::new("Relier votre compte", &body)?.bare()).into_response());
    };
    if begun.anew {
        let hers = visitor.actor.is_some_and(|actor| actor.person == person);
        return shut::page(source, if hers { &Shut::Hers } else { &Shut::Others });
    }
    let through = Through { source: source.id, ticket };
    let admits =
        |kinds: &[RoleKind]| !profiles::admitted(kinds.iter().copied(), &source.said.profiles).is_empty();
    let came = Came { person, through, back: &begun.back };
    match sources::enter(app, client, visitor, came, admits).await? {
        Ok(response) => Ok(response),
        Err(sources::Refused) => {
            app.db.record(None, &Activity::SignInRefused).await?;
            shut::page(source, &Shut::Account)
        }
    }
}

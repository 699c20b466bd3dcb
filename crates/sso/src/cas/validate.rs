//! A service asks whose a ticket is. Answers have one shape whatever was wrong, and a ticket that was shown is used up.

use super::answer::{Failure, Success, json, xml};
use super::login::is_yes;
use super::{queries, rules};
use crate::address;
use crate::registry::queries as registry;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use identity::App;
use identity::accounts::{Client, throttle};
use kernel::typed::Typed;
use kernel::{Answer, Error, Query};

/// CAS 1: two lines.
pub(super) async fn first(
    State(app): State<App>,
    client: Client,
    Query(typed): Query<Typed>,
) -> Answer<Response> {
    let text = match validated(&app, &client, &typed).await? {
        Ok(success) => format!("yes\n{}\n", success.leaves.user),
        Err(_) => "no\n\n".to_owned(),
    };
    Ok(([(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response())
}

/// CAS 2 and 3. French clients expect attributes of both.
pub(super) async fn service(
    State(app): State<App>,
    client: Client,
    Query(typed): Query<Typed>,
) -> Answer<Response> {
    let found = validated(&app, &client, &typed).await?;
    let wants_json = typed.of("format").eq_ignore_ascii_case("json");
    let (kind, text) = match wants_json {
        true => ("application/json; charset=utf-8", json(&found)),
        false => ("application/xml; charset=utf-8", xml(&found)),
    };
    Ok(([(CONTENT_TYPE, kind)], text).into_response())
}

async fn validated(app: &App, client: &Client, typed: &Typed) -> Result<Result<Success, Failure>, Error> {
    let (ticket, asked) = (typed.of("ticket"), typed.of("service"));
    if ticket.is_empty() || asked.is_empty() {
        return Ok(Err(Failure::Request));
    }
    if !throttle::server_may_ask(&app.db, &client.address).await? {
        return Ok(Err(Failure::Ticket));
    }
    let found = used(app, ticket, asked, is_yes(typed, "renew")).await?;
    if found.is_err() {
        throttle::no_such_ticket(&app.db, &client.address).await?;
    }
    Ok(found)
}

/// What happens to the ticket stays, also when the answer is no.
async fn used(app: &App, ticket: &str, asked: &str, renew: bool) -> Result<Result<Success, Failure>, Error> {
    let mut tx = app.db.begin().await?;
    let (now, today) = (tx.now(), tx.today());
    let Some(taken) = queries::take(tx.conn(), ticket, now).await? else {
        return Ok(Err(Failure::Ticket));
    };
    let found = 'found: {
        let same = address::asked(asked, app.settings.inner_network)
            .is_some_and(|url| address::compared(&url) == taken.address);
        if !same {
            break 'found Err(Failure::Service);
        }
        let (Some(signed_in), true) = (taken.signed_in, taken.renewed || !renew) else {
            break 'found Err(Failure::Ticket);
        };
        let service = registry::one(tx.conn(), taken.service).await?;
        if !service.state(today).is_open() {
            break 'found Err(Failure::Service);
        }
        let who = queries::who(tx.conn(), taken.person, today).await?.unwrap_or_default();
        let user = rules::identifier(&app.vault, service.id, taken.person);
        let Some(leaves) = rules::leaves(&service, &who, user) else { break 'found Err(Failure::Ticket) };
        queries::granted(tx.conn(), &taken, now).await?;
        Ok(Success { leaves, signed_in, renewed: taken.renewed })
    };
    tx.commit().await?;
    Ok(found)
}

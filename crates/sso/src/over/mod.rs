//! A session is over: the services that were opened from it are told (« Single Logout »). One job for each service, however
//! many sessions ended; short times out, tried once: nobody waits for it, and a service that is away loses it.

mod queries;

use crate::cas::rules::ticket;
use crate::outgoing;
use crate::registry::queries as registry;
use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use futures::{StreamExt, stream};
use identity::App;
use jobs::Job;
use kernel::Error;
use reqwest::{Client, Url};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Asked for by the database itself, whatever ends a session (`sso_session_over`).
#[derive(Serialize, Deserialize)]
pub(crate) struct Over {
    pub service: Uuid,
}

impl Job for Over {
    const KIND: &'static str = "sso_logout";
}

const AT_ONCE: usize = 8;

pub(crate) async fn tell(app: App, job: Over) -> Result<(), Error> {
    let service = registry::one(&app.db.pool, job.service).await?;
    let client = outgoing::client(app.settings.inner_network)?;
    loop {
        let ended = queries::claim(&app.db.pool, job.service).await?;
        if ended.is_empty() {
            return Ok(());
        }
        // It was taken off the list of who is told since.
        if !service.said.single_logout {
            continue;
        }
        let (all, now) = (ended.len(), app.db.clock.now());
        let told = stream::iter(ended)
            .map(|(id, address)| {
                send(&client, app.settings.inner_network, address, message(&ticket(&app.vault, id), now))
            })
            .buffer_unordered(AT_ONCE)
            .filter(|told| std::future::ready(*told))
            .count()
            .await;
        if told < all {
            tracing::warn!(service = %job.service, told, all, "a service was not told of every end of a session");
        }
    }
}

async fn send(client: &Client, inner: bool, address: String, message: String) -> bool {
    let Ok(url) = Url::parse(&address) else { return false };
    if !outgoing::may_go(&url, inner) {
        return false;
    }
    let body =
        url::form_urlencoded::Serializer::new(String::new()).append_pair("logoutRequest", &message).finish();
    let request =
        client.post(url).header("content-type", "application/x-www-form-urlencoded").body(body).send().await;
    request.is_ok_and(|answer| answer.status().is_success() || answer.status().is_redirection())
}

/// As the protocol has it; the ticket is how the service finds its own session.
fn message(ticket: &str, now: DateTime<Utc>) -> String {
    let (id, at) = (Uuid::new_v4().simple(), now.to_rfc3339_opts(SecondsFormat::Secs, true));
    format!(
        "<samlp:LogoutRequest xmlns:samlp=\"urn:oasis:names:tc:SAML:2.0:protocol\" ID=\"LR-{id}\" Version=\"2.0\" \
         IssueInstant=\"{at}\"><saml:NameID xmlns:saml=\"urn:oasis:names:tc:SAML:2.0:assertion\">@NOT_USED@</saml:NameID>\
         <samlp:SessionIndex>{ticket}</samlp:SessionIndex></samlp:LogoutRequest>"
    )
}

/// Each night.
pub(crate) async fn forget(app: &App) -> Result<(), Error> {
    let before = app.db.clock.now() - TimeDelta::days(1);
    let forgotten = queries::forget(&app.db.pool, before).await?;
    tracing::info!(forgotten, "tickets of other services were forgotten");
    Ok(())
}

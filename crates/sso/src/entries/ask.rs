//! Server to server: whose a ticket is. Asked once, in a few seconds, for a few kilobytes.

use super::answer;
use crate::outgoing;
use identity::App;
use identity::sources::Source;
use kernel::Error;
use kernel::routes::encoded;
use reqwest::{Client, Response, StatusCode, Url};

/// What an answer may weigh: some have many attributes, which nobody reads here.
const MOST: usize = 64 * 1024;

/// By what that ENT knows her; nothing when it did not say so, in whatever way. `anew`: only if she has just shown
/// there who she is (CAS 2.1.2, 2.5.1: `renew`).
pub(super) async fn whose(
    app: &App,
    source: &Source,
    service: &str,
    ticket: &str,
    anew: bool,
) -> Result<Option<String>, Error> {
    let client = outgoing::client(app.settings.inner_network)?;
    let renew = if anew { "&renew=true" } else { "" };
    let asked = format!("service={}&ticket={}{renew}", encoded(service), encoded(ticket));
    // An ENT that serves CAS 2 only has no « p3 »: what it does not have uses no ticket up.
    for call in ["p3/serviceValidate", "serviceValidate"] {
        let url = format!("{}{call}?{asked}", source.said.address);
        match fetched(&client, &url, app.settings.inner_network).await {
            Ok(text) => return Ok(answer::whose(&text)),
            Err(Fault::NotThere) => {}
            Err(Fault::Silent(why)) => {
                tracing::warn!(source = %source.id, why, "another ENT did not say whose a ticket is");
                return Ok(None);
            }
        }
    }
    tracing::warn!(source = %source.id, "another ENT has no address where to ask whose a ticket is");
    Ok(None)
}

enum Fault {
    NotThere,
    Silent(&'static str),
}

async fn fetched(client: &Client, url: &str, inner: bool) -> Result<String, Fault> {
    let url = Url::parse(url).map_err(|_| Fault::Silent("no address"))?;
    if !outgoing::may_go(&url, inner) {
        return Err(Fault::Silent("an inner network"));
    }
    let answer = client.get(url).send().await.map_err(|_| Fault::Silent("no answer"))?;
    match answer.status() {
        StatusCode::OK => whole(answer).await,
        StatusCode::NOT_FOUND => Err(Fault::NotThere),
        _ => Err(Fault::Silent("another status")),
    }
}

async fn whole(mut answer: Response) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(|_| Fault::Silent("cut"))? {
        if bytes.len() + piece.len() > MOST {
            return Err(Fault::Silent("too long"));
        }
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| Fault::Silent("not UTF-8"))
}

//! The one request that leaves: the class is made on its server before anybody enters. No redirect is followed, no proxy
//! asked, and a name that leads into a private network is not found.

use super::sign::{Kind, Room, Server, checked_address, create_address};
use kernel::network::is_inner;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// Names as the machine finds them, without the addresses of private networks.
struct Public;

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let public: Vec<SocketAddr> = found.filter(|a| !is_inner(a.ip())).collect();
            if public.is_empty() {
                return Err("no public address".into());
            }
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

/// The longest answer that is read.
const MOST: usize = 64 << 10;

/// Makes the class on a BigBlueButton server; Jitsi makes its own when somebody enters. `false` when the server did not
/// answer, or did not want to: the log says why.
pub(in super::super) async fn create(server: &Server, room: &Room, private: bool) -> bool {
    if server.kind == Kind::Jitsi {
        return true;
    }
    // What was permitted when the address was written down may not be any more.
    if checked_address(server.kind, &server.address, private).is_err() {
        tracing::warn!("the server of virtual classes is on a private network");
        return false;
    }
    match ask(&create_address(server, room), private).await {
        Ok(body) if body.contains("<returncode>SUCCESS</returncode>") => true,
        Ok(body) => {
            let key = body.split_once("<messageKey>").and_then(|(_, rest)| rest.split_once('<'));
            tracing::warn!(key = key.map(|(key, _)| key), "the server of virtual classes refused");
            false
        }
        Err(cause) => {
            // Without the address: it is signed.
            tracing::warn!(cause = %cause.without_url(), "the server of virtual classes does not answer");
            false
        }
    }
}

async fn ask(address: &str, private: bool) -> Result<String, reqwest::Error> {
    let client = reqwest::Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .connect_timeout(Duration::from_secs(4))
        .timeout(Duration::from_secs(8))
        .https_only(!private);
    let client = if private { client } else { client.dns_resolver(Arc::new(Public)) };
    let mut answer = client.build()?.get(address).send().await?.error_for_status()?;
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await? {
        body.extend_from_slice(&piece);
        if body.len() > MOST {
            break;
        }
    }
    Ok(String::from_utf8_lossy(&body).into_owned())
}

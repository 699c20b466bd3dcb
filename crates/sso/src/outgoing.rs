//! Requests that leave from here: never further than a few seconds, never elsewhere than to the address itself, never into
//! an inner network unless whoever runs this Préau says so.

use kernel::Error;
use kernel::network::is_inner;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

pub(crate) fn client(inner: bool) -> Result<Client, Error> {
    let client = Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .connect_timeout(Duration::from_secs(3))
        .timeout(Duration::from_secs(5))
        .https_only(!inner);
    let client = if inner { client } else { client.dns_resolver(Arc::new(Outer)) };
    Ok(client.build()?)
}

/// An address that is a number is not looked up.
pub(crate) fn may_go(url: &Url, inner: bool) -> bool {
    let number = url.host_str().and_then(|host| host.trim_matches(['[', ']']).parse::<IpAddr>().ok());
    inner || !number.is_some_and(is_inner)
}

/// Names as the machine finds them, without the addresses of inner networks.
struct Outer;

impl Resolve for Outer {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let outer: Vec<SocketAddr> = found.filter(|a| !is_inner(a.ip())).collect();
            if outer.is_empty() {
                return Err("no address on the internet".into());
            }
            Ok(Box::new(outer.into_iter()) as Addrs)
        })
    }
}

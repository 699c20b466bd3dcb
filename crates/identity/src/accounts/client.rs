//! Where a request comes from: the address, for throttling only, and words for the device, for the
//! owner's list of sessions. Nothing else is kept of a browser: no fingerprint.

use crate::{App, devices};
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use axum_extra::extract::CookieJar;
use std::convert::Infallible;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};

#[derive(Debug, Clone)]
pub struct Client {
    /// Empty when it is not known.
    pub address: String,
    /// « Chromium sur Android ».
    pub device: String,
    /// What this device is known by, when somebody signed in here before (`identity::devices`).
    pub known: Option<String>,
}

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let direct = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|c| c.0.ip().to_string());
        let forwarded = if app.settings.trust_proxy { forwarded(&parts.headers) } else { None };
        let agent = parts.headers.get(header::USER_AGENT).and_then(|a| a.to_str().ok()).unwrap_or_default();
        let address = forwarded.or(direct).map(|a| network(&a)).unwrap_or_default();
        let cookies = CookieJar::from_headers(&parts.headers);
        let known = cookies.get(devices::cookie_name(app.settings.secure())).map(|c| c.value().to_owned());
        Ok(Self { address, device: device(agent), known: known.filter(|token| token.len() == 64) })
    }
}

/// The last address is the one that our own proxy wrote; those before it are what the client claims.
fn forwarded(headers: &HeaderMap) -> Option<String> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next().map(|a| a.trim().to_owned()).filter(|a| !a.is_empty())
}

/// An IPv6 line has 2⁶⁴ addresses: they count as one.
fn network(address: &str) -> String {
    match address.parse::<IpAddr>().map(|a| a.to_canonical()) {
        Ok(IpAddr::V6(v6)) => {
            let [a, b, c, d, ..] = v6.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).to_string()
        }
        Ok(v4) => v4.to_string(),
        Err(_) => address.to_owned(),
    }
}

/// The order counts: every browser claims to be the ones before it.
fn device(agent: &str) -> String {
    const BROWSERS: [(&str, &str); 7] = [
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("Edg", "Edge"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Chrome/", "Chromium"),
        ("CriOS/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: [(&str, &str); 7] = [
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("CrOS", "ChromeOS"),
        ("Linux", "Linux"),
    ];
    let among = |words: &[(&str, &'static str)]| words.iter().find(|w| agent.contains(w.0)).map(|w| w.1);
    match (among(&BROWSERS), among(&SYSTEMS)) {
        (Some(browser), Some(system)) => format!("{browser} sur {system}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "Appareil inconnu".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_said_in_three_words() {
        let chromium = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) \
                        Chrome/130.0.0.0 Mobile Safari/537.36";
        assert_eq!(device(chromium), "Chromium sur Android");
        let safari = "Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) \
                      Version/17.0 Mobile/15E148 Safari/604.1";
        assert_eq!(device(safari), "Safari sur iPad");
        assert_eq!(device("curl/8"), "Appareil inconnu");
    }

    #[test]
    fn only_the_address_written_by_our_proxy_counts() {
        let mut headers = HeaderMap::new();
        headers.append("x-forwarded-for", "6.6.6.6, 192.0.2.7".parse().unwrap());
        assert_eq!(forwarded(&headers).as_deref(), Some("192.0.2.7"));
    }

    #[test]
    fn a_line_is_one_address() {
        assert_eq!(network("192.0.2.7"), "192.0.2.7");
        assert_eq!(network("::ffff:192.0.2.7"), "192.0.2.7");
        assert_eq!(network("2001:db8:1:2:aaaa::7"), network("2001:db8:1:2:bbbb::9"));
        assert_ne!(network("2001:db8:1:2::7"), network("2001:db8:1:3::7"));
    }
}

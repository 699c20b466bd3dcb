//! Addresses of services: what is written down, and whether what is asked for lies in it. Scheme, host and port are
//! compared whole and the path by its steps; nothing is a pattern. Pure.

use kernel::network::is_inner;
use std::net::IpAddr;
use url::{Host, Url};

/// What an address may weigh.
const MOST: usize = 1000;

/// An address that a browser may be sent to. `inner`: also on an inner network, and there without https.
fn read(text: &str, inner: bool) -> Result<Url, &'static str> {
    const NOT: &str = "Donnez une adresse complète, par exemple https://ent2d.example.org/.";
    let odd = |c: char| c.is_whitespace() || c.is_control() || c == '\\';
    if text.len() > MOST || text.contains(odd) {
        return Err(NOT);
    }
    let url = Url::parse(text).map_err(|_| NOT)?;
    if url.scheme() != "https" && !(inner && url.scheme() == "http") {
        return Err("L’adresse commence par https://.");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(NOT);
    }
    // A step that some servers read as two, or as going up.
    let path = url.path().to_ascii_lowercase();
    if ["%2f", "%5c", "%2e", "%00"].iter().any(|hidden| path.contains(hidden)) {
        return Err(NOT);
    }
    let name = match url.host() {
        Some(Host::Domain(name)) => name.to_owned(),
        Some(Host::Ipv4(ip)) if is_inner(IpAddr::V4(ip)) => "localhost".to_owned(),
        Some(Host::Ipv6(ip)) if is_inner(IpAddr::V6(ip)) => "localhost".to_owned(),
        Some(_) => String::new(),
        None => return Err(NOT),
    };
    // A parser lets through what no name of a host has: « * ».
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.') || name.starts_with('.') {
        return Err(NOT);
    }
    let hidden = name == "localhost" || name.ends_with(".localhost");
    if hidden && !inner {
        return Err(
            "Cette adresse est sur un réseau intérieur\u{a0}: seul qui exploite Préau peut le permettre.",
        );
    }
    Ok(url)
}

/// The address of a service as it is kept, with a final slash; or why it is not taken.
pub(crate) fn kept(typed: &str, inner: bool) -> Result<String, &'static str> {
    let mut url = read(typed, inner)?;
    if url.query().is_some() || url.fragment().is_some() {
        return Err("Donnez l’adresse sans ce qui suit un «\u{a0}?\u{a0}» ou un «\u{a0}#\u{a0}».");
    }
    if !url.path().ends_with('/') {
        let path = format!("{}/", url.path());
        url.set_path(&path);
    }
    Ok(url.to_string())
}

/// What a service sent as its own address, when it can be one.
pub(crate) fn asked(text: &str, inner: bool) -> Option<Url> {
    read(text, inner).ok()
}

/// Of this service? `address`: as it is kept.
pub(crate) fn lies_in(asked: &Url, address: &str) -> bool {
    let Ok(address) = Url::parse(address) else { return false };
    let below = asked.path().starts_with(address.path());
    let itself = address.path().strip_suffix('/') == Some(asked.path());
    asked.scheme() == address.scheme()
        && asked.host() == address.host()
        && asked.port_or_known_default() == address.port_or_known_default()
        && (below || itself)
}

/// What a ticket is held to: without what stays in the browser.
pub(crate) fn compared(asked: &Url) -> String {
    let mut url = asked.clone();
    url.set_fragment(None);
    url.to_string()
}

pub(crate) fn with_ticket(asked: &Url, ticket: &str) -> String {
    let mut url = asked.clone();
    url.query_pairs_mut().append_pair("ticket", ticket);
    url.to_string()
}

/// « ent2d.example.org », as one is told where one goes.
pub(crate) fn host(address: &str) -> String {
    Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_kept_whole() {
        assert_eq!(kept("https://ENT2d.example.org", false).unwrap(), "https://ent2d.example.org/");
        assert_eq!(kept("https://a.example.org:8443/x", false).unwrap(), "https://a.example.org:8443/x/");
        for bad in [
            "",
            "ent2d.example.org",
            "http://ent2d.example.org",
            "javascript:alert(1)",
            "https://moi@ent2d.example.org",
            "https://ent2d.example.org?x=1",
            "https://ent2d.example.org#x",
            "https://ent 2d.example.org",
            "https://ent2d.example.org\\@mal.example",
            "https://ent2d.example.org/a%2f..%2fb",
            "https://localhost",
            "https://127.0.0.1",
            "https://10.0.0.8/",
            "https://[::1]/",
        ] {
            assert!(kept(bad, false).is_err(), "{bad}");
        }
        assert_eq!(kept("http://127.0.0.1:9000", true).unwrap(), "http://127.0.0.1:9000/");
    }

    #[test]
    fn only_what_lies_in_it_is_of_the_service() {
        let address = "https://ent2d.example.org/portail/";
        for (text, is_in) in [
            ("https://ent2d.example.org/portail", true),
            ("https://ent2d.example.org/portail/", true),
            ("https://ENT2D.example.org:443/portail/x?y=1#z", true),
            ("https://ent2d.example.org/portail2", false),
            ("https://ent2d.example.org/", false),
            ("https://ent2d.example.org/portail/../autre", false),
            ("https://ent2d.example.org/portail/%2e%2e/autre", false),
            ("https://ent2d.example.org/portail/..%2fautre", false),
            ("https://ent2d.example.org:8443/portail/", false),
            ("http://ent2d.example.org/portail/", false),
            ("https://mal.example/?https://ent2d.example.org/portail/", false),
            ("https://ent2d.example.org.mal.example/portail/", false),
            ("https://ent2d.example.org@mal.example/portail/", false),
            ("https://mal.example\\@ent2d.example.org/portail/", false),
            ("https://mal.example#@ent2d.example.org/portail/", false),
            ("//ent2d.example.org/portail/", false),
        ] {
            let found = asked(text, false).is_some_and(|url| lies_in(&url, address));
            assert_eq!(found, is_in, "{text}");
        }
    }

    #[test]
    fn a_ticket_comes_before_the_fragment() {
        for (text, with) in [
            ("https://a.example/", "https://a.example/?ticket=ST-1"),
            ("https://a.example/x?y=1&z=%20a", "https://a.example/x?y=1&z=%20a&ticket=ST-1"),
            ("https://a.example/x#top", "https://a.example/x?ticket=ST-1#top"),
        ] {
            assert_eq!(with_ticket(&asked(text, false).unwrap(), "ST-1"), with);
        }
        assert_eq!(compared(&asked("https://a.example/x#top", false).unwrap()), "https://a.example/x");
    }
}

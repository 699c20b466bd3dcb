//! Whose a message is: ours, a machine’s, or somebody’s for whom our own server vouches. Pure; its tests are with what a
//! message says.

use super::message::Reading;
use mail_parser::{HeaderValue, Message as Parsed};

/// « aide@… » and every « aide+…@… ».
pub(super) fn is_ours(from: &str, address: &str) -> bool {
    let (local, domain) = address.split_once('@').unwrap_or((address, ""));
    let sent = from.split_once('@').unwrap_or((from, ""));
    sent.1.eq_ignore_ascii_case(domain)
        && sent.0.split('+').next().is_some_and(|l| l.eq_ignore_ascii_case(local))
}

/// RFC 3834 and what older machines do.
pub(super) fn is_automatic(parsed: &Parsed<'_>, from: &str) -> bool {
    let raw = |name: &'static str| parsed.header_raw(name).map(|v| v.trim().to_lowercase());
    let auto = raw("Auto-Submitted").is_some_and(|v| !v.starts_with("no"));
    let bulk =
        raw("Precedence").is_some_and(|v| ["bulk", "junk", "list", "auto_reply"].contains(&v.as_str()));
    let null = raw("Return-Path").is_some_and(|v| v == "<>");
    let machine = ["List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Failed-Recipients"]
        .into_iter()
        .any(|name| parsed.header_raw(name).is_some());
    let local = from.split('@').next().unwrap_or_default();
    let nobody = ["mailer-daemon", "postmaster", "no-reply", "noreply", "nepasrepondre", "ne-pas-repondre"];
    auto || bulk || null || machine || nobody.contains(&local)
}

/// The topmost `Authentication-Results` is our server’s, who strips those that others put there under its name.
pub(super) fn is_vouched(parsed: &Parsed<'_>, from: &str, reading: &Reading) -> bool {
    let Some(trusts) = &reading.trusts else { return false };
    let Some(HeaderValue::Text(first)) = parsed.headers().iter().find_map(|header| {
        header.name().eq_ignore_ascii_case("Authentication-Results").then(|| header.value())
    }) else {
        return false;
    };
    let mut parts = first.split(';').map(|part| part.trim().to_lowercase());
    let server = parts.next().unwrap_or_default();
    let domain = from.split('@').nth(1).unwrap_or_default();
    let said = server.split_whitespace().next() == Some(&trusts.to_lowercase());
    said && parts.any(|part| {
        let mut words = part.split_whitespace();
        let from_domain = format!("header.from={domain}");
        words.next() == Some("dmarc=pass") && words.any(|w| w == from_domain)
    })
}

//! The signed addresses. BigBlueButton: `checksum` is the SHA-256 of the call’s name, its query and the secret
//! (docs.bigbluebutton.org/development/api, « API Security Model »). Jitsi Meet: a JWT of HMAC SHA-256 that names the
//! room, when it ends, who comes and whether she leads (lib-jitsi-meet, doc/tokens.md). Pure.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use kernel::Error;
use kernel::network::is_inner;
use reqwest::Url;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::net::IpAddr;
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Kind {
    BigBlueButton,
    Jitsi,
}

impl Kind {
    pub(in super::super) const WORDS: [(&'static str, Self); 2] =
        [("bigbluebutton", Self::BigBlueButton), ("jitsi", Self::Jitsi)];

    pub(in super::super) fn name(self) -> &'static str {
        if self == Self::Jitsi { "jitsi" } else { "bigbluebutton" }
    }

    pub(in super::super) fn named(name: &str) -> Self {
        if name == "jitsi" { Self::Jitsi } else { Self::BigBlueButton }
    }
}

#[derive(Clone)]
pub(in super::super) struct Server {
    pub kind: Kind,
    /// Without a final slash; for BigBlueButton with its « /bigbluebutton ».
    pub address: String,
    /// Jitsi: who signs (`iss`, `aud`).
    pub app_id: String,
    pub secret: Vec<u8>,
}

/// A class that takes place.
pub(in super::super) struct Room {
    pub session: Uuid,
    pub title: String,
    pub ends: DateTime<Utc>,
}

/// Who comes.
pub(in super::super) struct Guest<'a> {
    pub id: Uuid,
    pub name: &'a str,
    pub leads: bool,
}

/// All but what needs no escape (RFC 3986, 2.3), so that the query that we sign is the one that travels.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn query(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<_> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
    pairs.join("&")
}

/// `…/api/CALL?QUERY&checksum=…`.
fn signed(server: &Server, call: &str, query: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(call);
    hash.update(query);
    hash.update(&server.secret);
    format!("{}/api/{call}?{query}&checksum={}", server.address, hex::encode(hash.finalize()))
}

/// Asked by our server before anybody enters; asking twice is the same class. Nobody comes in by another way: the
/// passwords that the server makes are not read.
pub(super) fn create_address(server: &Server, room: &Room) -> String {
    let id = room.session.to_string();
    let fields = [
        ("meetingID", id.as_str()),
        ("name", room.title.as_str()),
        ("record", "true"),
        ("autoStartRecording", "false"),
        ("allowStartStopRecording", "true"),
        ("muteOnStart", "true"),
    ];
    signed(server, "create", &query(&fields))
}

/// The address by which this person enters.
pub(in super::super) fn join(server: &Server, room: &Room, guest: &Guest<'_>) -> Result<String, Error> {
    match server.kind {
        Kind::BigBlueButton => Ok(join_bigbluebutton(server, room, guest)),
        Kind::Jitsi => {
            let token = token(server, room, guest)?;
            Ok(format!("{}/{}?jwt={token}", server.address, room.session.simple()))
        }
    }
}

fn join_bigbluebutton(server: &Server, room: &Room, guest: &Guest<'_>) -> String {
    let (meeting, person) = (room.session.to_string(), guest.id.to_string());
    let fields = [
        ("meetingID", meeting.as_str()),
        ("fullName", guest.name),
        ("role", if guest.leads { "MODERATOR" } else { "VIEWER" }),
        ("userID", person.as_str()),
        ("redirect", "true"),
    ];
    signed(server, "join", &query(&fields))
}

fn token(server: &Server, room: &Room, guest: &Guest<'_>) -> Result<String, Error> {
    let host = Url::parse(&server.address)?.host_str().unwrap_or_default().to_owned();
    let claims = serde_json::json!({
        "aud": server.app_id,
        "iss": server.app_id,
        "sub": host,
        "room": room.session.simple().to_string(),
        "exp": (room.ends + chrono::TimeDelta::minutes(30)).timestamp(),
        "moderator": guest.leads,
        "context": { "user": {
            "id": guest.id,
            "name": guest.name,
            "affiliation": if guest.leads { "owner" } else { "member" },
        } },
    });
    let part = |value: &serde_json::Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let said = format!("{}.{}", part(&serde_json::json!({ "alg": "HS256", "typ": "JWT" })), part(&claims));
    let key = hmac::Key::new(hmac::HMAC_SHA256, &server.secret);
    let seal = hmac::sign(&key, said.as_bytes());
    Ok(format!("{said}.{}", URL_SAFE_NO_PAD.encode(seal.as_ref())))
}

/// The address as it is kept, or why it is not taken.
pub(in super::super) fn checked_address(
    kind: Kind,
    typed: &str,
    private: bool,
) -> Result<String, &'static str> {
    const NOT: &str = "Donnez une adresse complète, par exemple https://classe.example.org.";
    let url = Url::parse(typed.trim()).map_err(|_| NOT)?;
    let host = url.host_str().ok_or(NOT)?.trim_matches(['[', ']']);
    if url.scheme() != "https" && !(private && url.scheme() == "http") {
        return Err("L’adresse commence par https://.");
    }
    if !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some()
    {
        return Err(NOT);
    }
    let hidden =
        host.parse::<IpAddr>().is_ok_and(is_inner) || host == "localhost" || host.ends_with(".localhost");
    if hidden && !private {
        return Err(
            "Cette adresse est sur un réseau privé\u{a0}: seul qui exploite Préau peut le permettre.",
        );
    }
    let whole = url.as_str().trim_end_matches('/').trim_end_matches("/api");
    let bare = url.path().trim_matches('/').is_empty();
    Ok(if kind == Kind::BigBlueButton && bare { format!("{whole}/bigbluebutton") } else { whole.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn server(kind: Kind) -> Server {
        Server {
            kind,
            address: "https://classe.example.org/bigbluebutton".into(),
            app_id: "preau".into(),
            secret: b"639259d4-9dd8-4b25-bf01-95f9567eaf4b".to_vec(),
        }
    }

    /// The example of the documentation: call, query and secret put end to end.
    #[test]
    fn a_call_is_signed_as_the_documentation_says() {
        let said = "name=Test+Meeting&meetingID=abc123&attendeePW=111222&moderatorPW=333444";
        let found = signed(&server(Kind::BigBlueButton), "create", said);
        let whole = format!("create{said}639259d4-9dd8-4b25-bf01-95f9567eaf4b");
        let sum = hex::encode(Sha256::digest(whole));
        assert_eq!(
            found,
            format!("https://classe.example.org/bigbluebutton/api/create?{said}&checksum={sum}")
        );
    }

    #[test]
    fn a_jitsi_token_names_the_room_the_end_and_who_leads() {
        let room = Room { session: Uuid::nil(), title: "Les débuts".into(), ends: DateTime::UNIX_EPOCH };
        let guest = Guest { id: Uuid::nil(), name: "Odile Ségur", leads: true };
        let token = token(&server(Kind::Jitsi), &room, &guest).unwrap();
        let parts: Vec<_> = token.split('.').collect();
        let claims: serde_json::Value =
            serde_json::from_slice(&URL_SAFE_NO_PAD.decode(parts[1]).unwrap()).unwrap();
        assert_eq!((&claims["moderator"], &claims["exp"]), (&true.into(), &1800.into()));
        assert_eq!(claims["sub"], "classe.example.org");
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"639259d4-9dd8-4b25-bf01-95f9567eaf4b");
        let seal = URL_SAFE_NO_PAD.decode(parts[2]).unwrap();
        hmac::verify(&key, format!("{}.{}", parts[0], parts[1]).as_bytes(), &seal).unwrap();
    }

    #[test]
    fn an_address_is_whole_https_and_of_nobodys_network() {
        let of = |typed, private| checked_address(Kind::BigBlueButton, typed, private);
        for good in [
            "https://classe.example.org",
            "https://classe.example.org/bigbluebutton/",
            "https://classe.example.org/bigbluebutton/api",
        ] {
            assert_eq!(of(good, false).unwrap(), "https://classe.example.org/bigbluebutton");
        }
        for bad in [
            "classe.example.org",
            "http://classe.example.org",
            "https://10.0.0.1",
            "https://localhost/",
            "https://[::1]/",
            "https://[::ffff:192.168.1.2]/",
            "https://[fd00::1]/",
            "https://169.254.169.254/",
            "https://moi:secret@classe.example.org",
            "https://classe.example.org/?a=b",
        ] {
            assert!(of(bad, false).is_err(), "{bad}");
        }
        assert!(of("http://127.0.0.1:8090", true).is_ok());
        for (ip, private) in
            [("100.64.0.1", true), ("2a01:e0a::1", false), ("9.9.9.9", false), ("2002:7f00:1::", true)]
        {
            assert_eq!(is_inner(ip.parse().unwrap()), private, "{ip}");
        }
    }
}

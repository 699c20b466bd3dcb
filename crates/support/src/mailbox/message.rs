//! What a message of the help’s mailbox says: from whom, about what, in which thread. Pure; whatever it holds was sent by
//! anybody, and is only words.

use super::sender::{is_automatic, is_ours, is_vouched};
use mail_parser::{Address, Message as Parsed, MessageParser, MimeHeaders};
use sha2::{Digest, Sha256};

/// What of a text becomes a ticket; the whole message stays in the mailbox.
const MOST_TEXT: usize = 6000;
const MOST_TITLE: usize = 120;
const MOST_FILES: usize = 5;

#[derive(Debug)]
pub(super) struct Message {
    /// The same message twice is one: its own id, or the digest of what it is.
    pub key: String,
    pub from: String,
    pub name: String,
    pub subject: String,
    /// Without what it quotes.
    pub text: String,
    /// Of the reply address it was written to, and of « [aide 12] » in its subject.
    pub token: Option<String>,
    pub number: Option<i64>,
    /// Our own receiving server says that the sender’s domain vouches for it (RFC 8601, DMARC).
    pub vouched: bool,
    pub files: Vec<(String, Vec<u8>)>,
    pub more_files: bool,
}

/// Why a message becomes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Not {
    Unreadable,
    NoSender,
    /// An answering machine, a list, a bounce: to answer it would begin a loop.
    Automatic,
    /// Sent by ourselves.
    Ours,
    Empty,
}

impl Not {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::NoSender => "no_sender",
            Self::Automatic => "automatic",
            Self::Ours => "ours",
            Self::Empty => "empty",
        }
    }
}

/// Where the help is written to, and which server’s word counts.
#[derive(Debug, Clone)]
pub struct Reading {
    /// « aide@ent.example.org »
    pub address: String,
    /// What our receiving server calls itself in `Authentication-Results`; nothing: nobody is vouched for.
    pub trusts: Option<String>,
}

pub(super) fn read(bytes: &[u8], reading: &Reading) -> Result<Message, Not> {
    let parsed = MessageParser::default().parse(bytes).ok_or(Not::Unreadable)?;
    let sender = parsed.from().and_then(Address::first).ok_or(Not::NoSender)?;
    let from = sender.address().unwrap_or_default().trim().to_lowercase();
    if !from.contains('@') || from.len() > 254 || from.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(Not::NoSender);
    }
    if is_ours(&from, &reading.address) {
        return Err(Not::Ours);
    }
    if is_automatic(&parsed, &from) {
        return Err(Not::Automatic);
    }
    let subject = one_line(parsed.subject().unwrap_or_default(), MOST_TITLE);
    let text: String = parsed.body_text(0).map(|t| own_words(&t)).unwrap_or_default();
    let all: Vec<_> = parsed.attachments().filter(|part| !part.is_message()).collect();
    if text.is_empty() && subject.is_empty() && all.is_empty() {
        return Err(Not::Empty);
    }
    let files = all.iter().take(MOST_FILES).map(|part| {
        (one_line(part.attachment_name().unwrap_or("fichier"), MOST_TITLE), part.contents().to_vec())
    });
    Ok(Message {
        key: key(&parsed, bytes),
        name: one_line(sender.name().unwrap_or_default(), MOST_TITLE),
        token: token(&parsed, &reading.address),
        number: number(&subject),
        vouched: is_vouched(&parsed, &from, reading),
        files: files.collect(),
        more_files: all.len() > MOST_FILES,
        subject: without_prefixes(&subject),
        from,
        text,
    })
}

/// The key of a message that could not be read, or was not fetched.
pub(super) fn key_of(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

pub(super) fn key(parsed: &Parsed<'_>, bytes: &[u8]) -> String {
    key_of(parsed.message_id().map_or(bytes, str::as_bytes))
}

fn one_line(text: &str, most: usize) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|w| !w.is_empty()).collect();
    words.join(" ").chars().take(most).collect()
}

/// The letters of « aide+TOKEN@… » in any address that it was sent to.
fn token(parsed: &Parsed<'_>, address: &str) -> Option<String> {
    let (local, domain) = address.split_once('@')?;
    let sent_to = [parsed.to(), parsed.cc()].into_iter().flatten().flat_map(Address::iter);
    sent_to.filter_map(|addr| addr.address()).find_map(|to| {
        let (name, at) = to.trim().split_once('@')?;
        let (base, token) = name.split_once('+')?;
        let ours = at.eq_ignore_ascii_case(domain) && base.eq_ignore_ascii_case(local);
        let right = token.len() == 32 && token.chars().all(|c| c.is_ascii_hexdigit());
        (ours && right).then(|| token.to_lowercase())
    })
}

/// « [aide 12] ».
fn number(subject: &str) -> Option<i64> {
    let (_, rest) = subject.split_once("[aide ")?;
    rest.split_once(']')?.0.parse().ok()
}

/// « Re: Re : [aide 12] Tablette » is « Tablette ».
fn without_prefixes(subject: &str) -> String {
    let mut rest = subject.trim();
    loop {
        let lower = rest.to_lowercase();
        let prefix = ["re:", "re :", "tr:", "tr :", "fwd:", "fw:"].into_iter().find(|p| lower.starts_with(p));
        rest = match (prefix, rest.strip_prefix("[aide ").and_then(|r| r.split_once(']'))) {
            (Some(prefix), _) => rest.get(prefix.len()..).unwrap_or_default().trim(),
            (None, Some((_, after))) => after.trim(),
            (None, None) => return rest.to_owned(),
        };
    }
}

/// What she wrote: up to what she quotes, and up to her signature.
fn own_words(text: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let bare = line.trim();
        let begins_quote = bare.starts_with('>')
            || line == "--"
            || line == "-- "
            || ["-----Message d'origine-----", "-----Message d’origine-----", "-----Original Message-----"]
                .iter()
                .any(|mark| bare.eq_ignore_ascii_case(mark))
            || (bare.starts_with("Le ") && (bare.ends_with("a écrit :") || bare.ends_with("a écrit\u{a0}:")))
            || (bare.starts_with("On ") && bare.ends_with("wrote:"))
            || bare.starts_with("________________________________");
        if begins_quote {
            break;
        }
        kept.push(line);
    }
    // « Le … a écrit : » may be cut over two lines.
    while kept.last().is_some_and(|l| l.trim().is_empty() || l.starts_with("Le ") && l.contains('@')) {
        kept.pop();
    }
    let text = kept.join("\n").replace('\0', "");
    text.trim().chars().take(MOST_TEXT).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading() -> Reading {
        Reading { address: "aide@ent.example.org".into(), trusts: Some("mx.example.org".into()) }
    }

    fn said(headers: &str, body: &str) -> Result<Message, Not> {
        let raw = format!("{headers}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}");
        read(raw.as_bytes(), &reading())
    }

    const FROM: &str =
        "From: \"Nadia B.\" <Nadia@Example.org>\r\nTo: aide@ent.example.org\r\nMessage-ID: <1@x>";

    #[test]
    fn a_reply_is_its_own_words_in_its_thread() {
        let token = "0123456789abcdef0123456789abcdef";
        let headers = format!(
            "From: nadia@example.org\r\nTo: Aide <aide+{token}@ent.example.org>\r\nSubject: Re: [aide 12] Tablette"
        );
        let body = "Toujours pareil.\r\n\r\nLe mar. 15 sept. 2026 à 10:30, Aide <aide@ent.example.org> a écrit :\r\n> Essayez encore.\r\n";
        let message = said(&headers, body).unwrap();
        assert_eq!(message.text, "Toujours pareil.");
        assert_eq!((message.token.as_deref(), message.number), (Some(token), Some(12)));
        assert_eq!(message.subject, "Tablette");
    }

    #[test]
    fn whoever_writes_is_an_address_in_small_letters() {
        let message = said(FROM, "Bonjour,\r\nça ne marche pas.\r\n-- \r\nNadia").unwrap();
        assert_eq!((message.from.as_str(), message.name.as_str()), ("nadia@example.org", "Nadia B."));
        assert_eq!(message.text, "Bonjour,\nça ne marche pas.");
        assert!(!message.vouched && message.token.is_none());
    }

    #[test]
    fn machines_and_ourselves_begin_no_loop() {
        for header in [
            "Auto-Submitted: auto-replied",
            "Precedence: bulk",
            "Return-Path: <>",
            "List-Id: <x.example.org>",
            "X-Autoreply: yes",
        ] {
            assert_eq!(
                said(&format!("{header}\r\n{FROM}"), "Absente.").unwrap_err(),
                Not::Automatic,
                "{header}"
            );
        }
        assert!(said(&format!("Auto-Submitted: no\r\n{FROM}"), "Bonjour").is_ok());
        for (from, not) in [
            ("MAILER-DAEMON@mx.example.org", Not::Automatic),
            ("aide@ent.example.org", Not::Ours),
            ("Aide+0@ENT.example.org", Not::Ours),
            ("", Not::NoSender),
            ("pas une adresse", Not::NoSender),
        ] {
            assert_eq!(said(&format!("From: {from}\r\nSubject: x"), "y").unwrap_err(), not, "{from}");
        }
        assert_eq!(said(FROM, "").unwrap_err(), Not::Empty);
        assert!(matches!(read(b"", &reading()), Err(Not::Unreadable | Not::NoSender)));
    }

    #[test]
    fn only_our_servers_topmost_word_vouches() {
        let from = |results: &str| said(&format!("{results}\r\n{FROM}"), "Bonjour").unwrap().vouched;
        let pass = "Authentication-Results: mx.example.org; spf=pass; dmarc=pass header.from=example.org";
        assert!(from(pass));
        assert!(!from("Authentication-Results: mx.example.org; dmarc=fail header.from=example.org"));
        assert!(!from("Authentication-Results: evil.example; dmarc=pass header.from=example.org"));
        assert!(!from("Authentication-Results: mx.example.org; dmarc=pass header.from=evil.example"));
        assert!(!from(&format!(
            "Authentication-Results: mx.example.org; dmarc=fail header.from=example.org\r\n{pass}"
        )));
        let nobody = Reading { trusts: None, ..reading() };
        let raw = format!("{pass}\r\n{FROM}\r\n\r\nBonjour");
        assert!(!read(raw.as_bytes(), &nobody).unwrap().vouched);
    }

    #[test]
    fn a_long_text_and_a_strange_subject_are_bounded() {
        let message = said(&format!("Subject: {}\r\n{FROM}", "é".repeat(400)), &"a".repeat(20_000)).unwrap();
        assert_eq!((message.subject.chars().count(), message.text.len()), (MOST_TITLE, MOST_TEXT));
    }
}

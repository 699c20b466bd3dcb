//! A report that a letter of ours was not delivered: RFC 3464, and the plainer forms that some servers still write. Pure;
//! anybody may have written it, and only the address that it came to says that it is about a letter of ours.

use super::message;
use mail_parser::{Address, Message as Parsed, MessageParser, MimeHeaders};

/// Where servers write the address that they delivered to, beside « To ».
const DELIVERED: [&str; 4] = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"];
/// Of a plainer report, before the letter itself.
const MOST_WORDS: usize = 4000;
/// Where the letter itself begins.
const LETTER: [&str; 5] =
    ["below this line is a copy", "this is a copy of", "original message", "received:", "return-path:"];

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Report {
    pub key: String,
    /// Of the address that it came to, after the « + ».
    pub part: String,
    /// It says that there is no such mailbox. Not: a delay, a full mailbox, a server that wants nothing from us.
    pub gone: bool,
}

/// Whatever came to the address of a letter that left; nothing else is one.
pub(super) fn read(bytes: &[u8], address: &str) -> Option<Report> {
    let parsed = MessageParser::default().parse(bytes)?;
    let part = part(&parsed, address)?;
    let said = parsed.parts.iter().find(|part| {
        part.content_type().is_some_and(|kind| {
            kind.ctype().eq_ignore_ascii_case("message")
                && kind.subtype().is_some_and(|sub| sub.to_ascii_lowercase().ends_with("delivery-status"))
        })
    });
    let gone = match said {
        Some(status) => says_gone(&String::from_utf8_lossy(status.contents())),
        None => is_a_server(&parsed) && parsed.body_text(0).is_some_and(|text| says_so_in_words(&text)),
    };
    Some(Report { key: message::key(&parsed, bytes), part, gone })
}

/// Longer than what follows the « + » in an answer to a ticket.
fn part(parsed: &Parsed<'_>, address: &str) -> Option<String> {
    let (local, domain) = address.split_once('@')?;
    let written = [parsed.to(), parsed.cc()].into_iter().flatten().flat_map(Address::iter);
    let written = written.filter_map(|to| to.address()).map(str::to_owned);
    let delivered = DELIVERED.iter().filter_map(|name| parsed.header_raw(*name)).map(str::to_owned);
    written.chain(delivered).find_map(|to| {
        let (name, at) = to.trim().trim_matches(['<', '>']).split_once('@')?;
        let (base, part) = name.split_once('+')?;
        let ours = at.eq_ignore_ascii_case(domain) && base.eq_ignore_ascii_case(local);
        (ours && part.len() > 40).then(|| part.to_owned())
    })
}

/// A group of fields for each recipient; a letter of ours has one.
fn says_gone(status: &str) -> bool {
    let lines = status.replace("\r\n", "\n").replace("\n ", " ").replace("\n\t", " ");
    lines.split("\n\n").any(|group| {
        let field = |name: &str| {
            let mut named = group.lines().filter_map(|line| line.split_once(':'));
            named.find(|(key, _)| key.trim().eq_ignore_ascii_case(name)).map_or("", |(_, value)| value.trim())
        };
        let status = field("Status").split_whitespace().next().unwrap_or_default();
        field("Action").eq_ignore_ascii_case("failed")
            && status.starts_with("5.")
            && mail::is_no_mailbox(status, field("Diagnostic-Code"))
    })
}

/// Exim and qmail of old, and others: from the postmaster's robot, in words.
fn is_a_server(parsed: &Parsed<'_>) -> bool {
    let from = parsed.from().and_then(Address::first).and_then(|from| from.address()).unwrap_or_default();
    let local = from.split('@').next().unwrap_or_default();
    let robot = ["mailer-daemon", "postmaster"].iter().any(|known| local.eq_ignore_ascii_case(known));
    robot || parsed.header_raw("X-Failed-Recipients").is_some()
}

fn says_so_in_words(text: &str) -> bool {
    let begins = |line: &&str| {
        let line = line.trim().trim_start_matches('-').trim_start().to_lowercase();
        !LETTER.iter().any(|mark| line.starts_with(mark))
    };
    let words: String = text.lines().take_while(begins).flat_map(|line| [line, "\n"]).collect();
    let words: String = words.chars().take(MOST_WORDS).collect();
    // Of a delay it is said that nothing is to be done.
    let lower = words.to_lowercase();
    let for_good =
        ["permanent", "définitive", "550", "551", "553", "5.1."].iter().any(|word| lower.contains(word));
    for_good && mail::is_no_mailbox("", &words)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HELP: &str = "aide@ent.example.org";
    const PART: &str = "pabcdefghijklmnopqrstuvwxyz234567abcdefghij";

    fn gone(raw: &str) -> bool {
        let read = read(raw.replace('\n', "\r\n").as_bytes(), HELP).unwrap();
        assert_eq!(read.part, PART);
        read.gone
    }

    /// As Postfix writes it.
    fn postfix(action: &str, status: &str, diagnostic: &str) -> String {
        format!(
            "Return-Path: <>
From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: aide+{PART}@ent.example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <20260915.1@mx.example.org>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=\"b/1\"

--b/1
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered. 5.1.1

--b/1
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Tue, 15 Sep 2026 08:00:00 +0200

Final-Recipient: rfc822; nadia@orange.example
Original-Recipient: rfc822;nadia@orange.example
Action: {action}
Status: {status}
Remote-MTA: dns; smtp-in.orange.example
Diagnostic-Code: smtp; {diagnostic}

--b/1
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: preau@ent.example.org
To: nadia@orange.example
Subject: Une lettre

Bonjour.

--b/1--
"
        )
    }

    #[test]
    fn a_report_of_rfc_3464_says_it_in_its_fields() {
        let orange = "550 5.1.1 hnbpo Adresse d au moins un\n    destinataire invalide. Invalid recipient. OFR_416 [416]";
        assert!(gone(&postfix("failed", "5.1.1", orange)));
        assert!(gone(&postfix("FAILED", "5.0.0", "550 5.1.1 <nadia@orange.example>: User unknown")));
        for (action, status, words) in [
            ("delayed", "4.4.1", "connect to smtp-in.orange.example: Connection timed out"),
            ("delayed", "5.1.1", "550 5.1.1 User unknown"),
            ("failed", "4.4.7", "421 5.1.1 too long in the queue"),
            ("failed", "5.1.1", "552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]"),
            ("failed", "5.7.1", "550 5.7.1 Service refuse. OFR_506 [506]"),
            ("relayed", "2.0.0", "250 ok"),
        ] {
            assert!(!gone(&postfix(action, status, words)), "{action} {status} {words}");
        }
    }

    fn plain(from: &str, more: &str, text: &str) -> String {
        format!(
            "Return-Path: <>
From: {from}
To: <aide+{PART}@ent.example.org>
Subject: failure notice
{more}
{text}"
        )
    }

    #[test]
    fn a_plainer_report_says_it_in_words() {
        let qmail = "Hi. This is the qmail-send program at mx.example.org.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<nadia@libre.example>:
Sorry, no mailbox here by that name. (#5.1.1)

--- Below this line is a copy of the message.

Return-Path: <aide@ent.example.org>
Subject: 550 5.7.1
";
        assert!(gone(&plain("MAILER-DAEMON@mx.example.org", "", qmail)));
        assert!(!gone(&plain("nadia@libre.example", "", qmail)), "no server's word");
        let full = qmail.replace("no mailbox here by that name. (#5.1.1)", "mailbox full. (#5.2.2)");
        assert!(!gone(&plain("MAILER-DAEMON@mx.example.org", "", &full)));
        let exim = "This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  nadia@poste.example
    host smtp.poste.example [192.0.2.26]
    SMTP error from remote mail server after RCPT TO:<nadia@poste.example>:
    550 5.5.0 Adresse d au moins un destinataire invalide. Invalid recipient. LPN007_416

------ This is a copy of the message, including all the headers. ------
";
        let failed = "X-Failed-Recipients: nadia@poste.example\nAuto-Submitted: auto-replied\n";
        assert!(gone(&plain("Mail Delivery System <Mailer-Daemon@mx.example.org>", failed, exim)));
        let late = "This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered. No action is required on your part.
  nadia@poste.example
    Delay reason: 451 4.2.0 later

------ This is a copy of the message. ------
550 5.1.1 user unknown
";
        assert!(!gone(&plain("Mailer-Daemon@mx.example.org", "", late)));
    }

    #[test]
    fn an_absence_to_a_letters_address_says_nothing_of_the_mailbox() {
        let away = "Je suis absente jusqu’au 20. Cette adresse n’existe pas le mercredi, appelez le 550.\n";
        assert!(!gone(&plain("nadia@orange.example", "Auto-Submitted: auto-replied\n", away)));
    }

    #[test]
    fn only_what_came_to_the_address_of_a_letter_is_one() {
        let report = postfix("failed", "5.1.1", "550 5.1.1 User unknown");
        let to = |address: &str| {
            read(report.replace(&format!("aide+{PART}@ent.example.org"), address).as_bytes(), HELP)
        };
        assert_eq!(to(HELP), None);
        assert_eq!(
            to("aide+0123456789abcdef0123456789abcdef@ent.example.org"),
            None,
            "an answer to a ticket"
        );
        assert_eq!(to(&format!("aide+{PART}@autre.example.org")), None);
        assert_eq!(to(&format!("autre+{PART}@ent.example.org")), None);
        // Some servers write « To: undisclosed », and where it was delivered apart.
        let apart = report.replace(&format!("To: aide+{PART}"), &format!("Delivered-To: aide+{PART}"));
        assert!(read(apart.as_bytes(), HELP).unwrap().gone);
        assert!(read(b"", HELP).is_none() && read(b"\0\xff", HELP).is_none());
    }
}

use crate::server::Server;
use crate::{clock, letter};
use mail::{Error, Letter, Mailer, Smtp};
use mail_parser::{HeaderValue, MessageParser, MimeHeaders};

const FROM: &str = "Préau <preau@example.org>";

async fn sent(letter: &Letter) -> (Vec<String>, String) {
    let server = Server::start("250 2.1.5 good").await;
    let url = format!("smtp://127.0.0.1:{}?tls=none", server.port);
    Smtp::new(&url, FROM, clock()).unwrap().send(letter).await.unwrap();
    let mut received = server.received.lock().unwrap();
    assert_eq!(received.letters.len(), 1);
    (std::mem::take(&mut received.commands), received.letters.remove(0))
}

#[tokio::test]
async fn a_letter_arrives_as_written() {
    let (commands, raw) = sent(&letter()).await;
    assert!(commands.iter().any(|c| c.starts_with("MAIL FROM:<preau@example.org>")), "{commands:?}");
    assert!(commands.contains(&"RCPT TO:<helene@example.org>".to_owned()), "{commands:?}");
    let parsed = MessageParser::default().parse(&raw).unwrap();
    let from = parsed.from().unwrap().first().unwrap();
    assert_eq!((from.name(), from.address()), (Some("Préau"), Some("preau@example.org")));
    let to = parsed.to().unwrap().first().unwrap();
    assert_eq!((to.name(), to.address()), (Some("Hélène Garnier"), Some("helene@example.org")));
    assert_eq!(parsed.subject(), Some("Votre mot de passe"));
    assert_eq!(parsed.body_text(0).unwrap().replace("\r\n", "\n").trim_end(), "Bonjour,\n.\nÀ bientôt.");
    assert_eq!(parsed.date().unwrap().to_rfc3339(), "2026-11-23T10:00:00Z");
    assert!(parsed.message_id().is_some());
    assert!(matches!(parsed.header("Auto-Submitted"), Some(HeaderValue::Text(t)) if t == "auto-generated"));
    assert!(raw.is_ascii(), "any server takes it");
}

#[tokio::test]
async fn where_a_letter_comes_back_to_is_on_its_envelope_only() {
    let back = "aide+p0@ent.example.org".parse().unwrap();
    let (commands, raw) = sent(&letter().coming_back_to(back)).await;
    assert!(commands.iter().any(|c| c.starts_with("MAIL FROM:<aide+p0@ent.example.org>")), "{commands:?}");
    assert!(commands.contains(&"RCPT TO:<helene@example.org>".to_owned()), "{commands:?}");
    assert!(raw.contains("preau@example.org") && !raw.contains("aide+p0"), "{raw}");
}

#[tokio::test]
async fn a_letter_with_a_page_carries_its_text_too() {
    let (_, raw) = sent(&letter().with_html("<p>À bientôt</p>")).await;
    let parsed = MessageParser::default().parse(&raw).unwrap();
    assert!(parsed.content_type().unwrap().subtype() == Some("alternative"), "{raw}");
    assert!(parsed.body_text(0).unwrap().contains("Bonjour,"));
    assert_eq!(parsed.body_html(0).unwrap().trim_end(), "<p>À bientôt</p>");
}

#[tokio::test]
async fn a_letter_to_many_says_the_way_out() {
    let (_, raw) = sent(&letter().with_way_out("https://ent.example.org/lettre/0f1e")).await;
    let header = |name: &str| {
        let line = raw.lines().find(|l| l.starts_with(&format!("{name}: ")));
        line.and_then(|l| l.split_once(": ")).map(|(_, value)| value.trim().to_owned())
    };
    assert_eq!(header("List-Unsubscribe").as_deref(), Some("<https://ent.example.org/lettre/0f1e>"), "{raw}");
    assert_eq!(header("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    let (_, raw) = sent(&letter()).await;
    assert!(!raw.contains("List-Unsubscribe"), "{raw}");
}

#[tokio::test]
async fn nothing_that_a_person_wrote_becomes_a_header() {
    let name = "Léa\r\nBcc: victim@example.org\r\n\r\n<p>";
    let subject = "Bonjour\r\nBcc: victim@example.org\r\nX-Evil: yes";
    let (commands, raw) = sent(&Letter::new(name, "lea@example.org", subject, "Texte").unwrap()).await;
    assert_eq!(commands.iter().filter(|c| c.starts_with("RCPT")).count(), 1, "{commands:?}");
    let parsed = MessageParser::default().parse(&raw).unwrap();
    assert!(parsed.bcc().is_none() && parsed.header("X-Evil").is_none(), "{raw}");
    assert_eq!(parsed.subject(), Some("Bonjour Bcc: victim@example.org X-Evil: yes"));
    assert_eq!(parsed.to().unwrap().first().unwrap().address(), Some("lea@example.org"));
    assert_eq!(parsed.body_text(0).unwrap().trim_end(), "Texte");
}

#[tokio::test]
async fn an_error_tells_a_missing_mailbox_from_a_bad_day_and_never_whose() {
    for (answer, error) in [
        ("550 5.1.1 <helene@example.org>: no such user", Error::Recipient(550)),
        ("550 5.5.0 Adresse d au moins un destinataire invalide. Invalid recipient.", Error::Recipient(550)),
        ("550 5.7.1 <helene@example.org>: relaying denied", Error::Server("code 550".into())),
        ("550 5.1.8 <preau@example.org>: sender rejected", Error::Server("code 550".into())),
        ("451 4.3.0 <helene@example.org>: later", Error::Server("code 451".into())),
    ] {
        let server = Server::start(answer).await;
        let smtp = Smtp::new(&format!("smtp://127.0.0.1:{}?tls=none", server.port), FROM, clock()).unwrap();
        let said = smtp.send(&letter()).await.unwrap_err();
        assert_eq!(said, error);
        assert!(!said.to_string().contains("helene") && server.received.lock().unwrap().letters.is_empty());
    }
}

#[tokio::test]
async fn a_password_leaves_only_encrypted_unless_the_setting_says_otherwise() {
    let server = Server::start("250 2.1.5 good").await;
    let here = format!("smtp://preau:s%40cret@127.0.0.1:{}", server.port);
    // The server offers no STARTTLS.
    assert!(Smtp::new(&here, FROM, clock()).unwrap().send(&letter()).await.is_err());
    let heard = |word: &str| server.received.lock().unwrap().commands.iter().any(|c| c.starts_with(word));
    assert!(heard("EHLO") && !heard("AUTH") && !heard("MAIL"));
    Smtp::new(&format!("{here}?tls=none"), FROM, clock()).unwrap().send(&letter()).await.unwrap();
    // « \0preau\0s@cret » in base 64.
    assert!(heard("AUTH PLAIN AHByZWF1AHNAY3JldA=="));
}

#[tokio::test]
async fn a_wrong_setting_is_said_without_its_password() {
    for url in ["", "http://preau:secret@mail.example.org", "smtp://preau:secret@", "mail.example.org"] {
        let said = Smtp::new(url, FROM, clock()).err();
        assert_eq!(said, Some(Error::Setting), "{url}");
    }
    assert_eq!(Smtp::new("smtps://mail.example.org", "Préau", clock()).err(), Some(Error::Address));
}

#[tokio::test]
async fn a_server_that_is_away_is_an_error_for_later() {
    let port = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let smtp = Smtp::new(&format!("smtp://127.0.0.1:{port}?tls=none"), FROM, clock()).unwrap();
    assert_eq!(smtp.send(&letter()).await, Err(Error::Server("no connection".into())));
}

#[tokio::test]
async fn what_leaves_twice_is_known_to_be_one() {
    let id = async |letter: &Letter| {
        let (_, raw) = sent(letter).await;
        MessageParser::default().parse(&raw).unwrap().message_id().unwrap().to_owned()
    };
    let known = letter().known_as("0199-a\r\nBcc: x@example.org");
    assert_eq!(id(&known).await, "0199-aBccxexampleorg@example.org", "and begins no other header");
    assert_eq!(id(&known).await, id(&known).await);
    assert_ne!(id(&letter()).await, id(&letter()).await, "one without a name of its own is always another");
}

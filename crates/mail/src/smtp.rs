//! Sending through a mail server, encrypted unless the setting says otherwise.

use crate::{Error, Letter, Mailer, is_no_mailbox};
use async_trait::async_trait;
use kernel::Clock;
use lettre::address::Envelope;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};

pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    clock: Clock,
}

impl Smtp {
    /// `smtp://user:password@host:port` with STARTTLS, `smtps://…` with TLS from the first byte;
    /// `?tls=opportunistic` or `?tls=none` for a server on the same machine. `from`: `Préau <preau@example.org>`.
    pub fn new(url: &str, from: &str, clock: Clock) -> Result<Self, Error> {
        let url = match url.split_once("?tls=") {
            Some((server, "none")) => server.to_owned(),
            None if url.starts_with("smtp://") => format!("{url}?tls=required"),
            _ => url.to_owned(),
        };
        // What lettre says of a wrong address may quote its password.
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(&url).map_err(|_| Error::Setting)?.build();
        Ok(Self { transport, from: from.parse().map_err(|_| Error::Address)?, clock })
    }

    fn message(&self, letter: &Letter) -> Result<Message, lettre::error::Error> {
        let builder = Message::builder()
            .from(self.from.clone())
            .to(letter.to().clone())
            .subject(letter.subject())
            .date(self.clock.now().into())
            .message_id(letter.id().map(|id| format!("<{id}@{}>", self.from.email.domain())))
            // So that absence notices and other robots do not answer.
            .raw_header(raw("Auto-Submitted", "auto-generated".to_owned()));
        let builder = match letter.reply_to() {
            Some(address) => builder.reply_to(address.clone()),
            None => builder,
        };
        let builder = match letter.way_out() {
            Some(address) => builder
                .raw_header(raw("List-Unsubscribe", format!("<{address}>")))
                .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click".to_owned())),
            None => builder,
        };
        let text = letter.text().to_owned();
        match letter.html() {
            None => builder.singlepart(SinglePart::plain(text)),
            Some(html) => builder.multipart(MultiPart::alternative_plain_html(text, html.to_owned())),
        }
    }
}

fn raw(name: &'static str, value: String) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value)
}

#[async_trait]
impl Mailer for Smtp {
    async fn send(&self, letter: &Letter) -> Result<(), Error> {
        let message = self.message(letter).map_err(|_| Error::Address)?;
        let envelope = match letter.comes_back_to() {
            Some(address) => Envelope::new(Some(address.clone()), vec![letter.to().email.clone()])
                .map_err(|_| Error::Address)?,
            None => message.envelope().clone(),
        };
        self.transport.send_raw(&envelope, &message.formatted()).await.map_err(|error| explained(&error))?;
        Ok(())
    }
}

/// Keeps the server's code and leaves its words: they quote the recipient.
fn explained(error: &smtp::Error) -> Error {
    // 550 alone may also mean a setting to mend (no relaying).
    let about_address = error.is_permanent() && is_no_mailbox("", &error.to_string());
    match error.status().map(u16::from) {
        Some(code @ (550 | 551 | 553)) if about_address => Error::Recipient(code),
        Some(code) => Error::Server(format!("code {code}")),
        None if error.is_timeout() => Error::Server("no answer in time".to_owned()),
        None if error.is_tls() => Error::Server("no secure connection".to_owned()),
        None if error.is_client() => Error::Server("it lacks what the setting asks for".to_owned()),
        None => Error::Server("no connection".to_owned()),
    }
}

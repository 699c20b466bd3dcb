//! One letter to one person: nobody ever sees another's address.

use crate::Error;
use lettre::Address;
use lettre::message::Mailbox;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    to: Mailbox,
    subject: String,
    text: String,
    html: Option<String>,
    reply_to: Option<Mailbox>,
    comes_back_to: Option<Address>,
    way_out: Option<String>,
    id: Option<String>,
}

impl Letter {
    pub fn new(name: &str, address: &str, subject: &str, text: impl Into<String>) -> Result<Self, Error> {
        let address: Address = address.trim().parse().map_err(|_| Error::Address)?;
        let name = one_line(name);
        let to = Mailbox::new((!name.is_empty()).then_some(name), address);
        Ok(Self {
            to,
            subject: one_line(subject),
            text: text.into(),
            html: None,
            reply_to: None,
            comes_back_to: None,
            way_out: None,
            id: None,
        })
    }

    /// The same letter for those whose program shows pages; the text stays in it for the others.
    #[must_use]
    pub fn with_html(mut self, html: impl Into<String>) -> Self {
        self.html = Some(html.into());
        self
    }

    /// Where an answer to it goes, instead of nowhere.
    pub fn replying_to(mut self, address: &str) -> Result<Self, Error> {
        let address: Address = address.parse().map_err(|_| Error::Address)?;
        self.reply_to = Some(Mailbox::new(None, address));
        Ok(self)
    }

    #[must_use]
    pub fn reply_to(&self) -> Option<&Mailbox> {
        self.reply_to.as_ref()
    }

    /// One that leaves a second time, because nobody can say whether the first left, has the same Message-ID (RFC 5322,
    /// 3.6.4): who receives both can know that they are one. Letters of these, digits and dashes.
    #[must_use]
    pub fn known_as(mut self, id: &str) -> Self {
        self.id = Some(id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect());
        self
    }

    #[must_use]
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Whom servers tell, instead of its sender, that it could not be delivered: on its envelope, where no reader sees it.
    #[must_use]
    pub fn coming_back_to(mut self, address: Address) -> Self {
        self.comes_back_to = Some(address);
        self
    }

    #[must_use]
    pub fn comes_back_to(&self) -> Option<&Address> {
        self.comes_back_to.as_ref()
    }

    /// Of a letter that goes to many: where its reader says that she wants no more of them (RFC 2369), by one POST to the
    /// same address (RFC 8058), without signing in.
    #[must_use]
    pub fn with_way_out(mut self, address: &str) -> Self {
        self.way_out = Some(one_line(address));
        self
    }

    #[must_use]
    pub fn way_out(&self) -> Option<&str> {
        self.way_out.as_deref()
    }

    #[must_use]
    pub fn to(&self) -> &Mailbox {
        &self.to
    }

    #[must_use]
    pub fn address(&self) -> &str {
        self.to.email.as_ref()
    }

    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub fn html(&self) -> Option<&str> {
        self.html.as_deref()
    }
}

/// No line break, no control character: what becomes a header cannot begin another.
fn one_line(text: &str) -> String {
    text.split(char::is_control).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_begins_another_header() {
        let letter =
            Letter::new("Léa\r\nBcc: x@example.org", " lea@example.org ", "Bonjour\nBcc: y@example.org", "");
        let letter = letter.unwrap();
        assert_eq!(letter.address(), "lea@example.org");
        assert_eq!(letter.to().name.as_deref(), Some("Léa Bcc: x@example.org"));
        assert_eq!(letter.subject(), "Bonjour Bcc: y@example.org");
        for address in ["lea@example.org\r\nBcc: x@example.org", "a@example.org, b@example.org", "léa", ""] {
            assert_eq!(Letter::new("Léa", address, "Bonjour", ""), Err(Error::Address), "{address}");
        }
    }
}

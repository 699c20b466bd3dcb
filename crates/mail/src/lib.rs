//! Letters and the two ways to send them: [`Smtp`] for people, [`Kept`] in memory for tests and for the
//! demonstration's page of sent mail.
//!
//! Invariants. What is queued ([`Post`]) names a person and a kind of letter; the address, the words and
//! any secret link are made when the letter leaves. Nothing that a letter holds can become a header.

mod kept;
mod letter;
mod post;
mod smtp;
mod verdict;

pub use kept::{Kept, Sent};
pub use letter::Letter;
pub use lettre::Address;
pub use post::{Post, deliver, post};
pub use smtp::Smtp;
pub use verdict::is_no_mailbox;

use async_trait::async_trait;

/// Says neither to whom nor what: errors are logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("not an e-mail address")]
    Address,
    #[error("not a mail server's address: smtp://user:password@host:port, or smtps://…")]
    Setting,
    /// For good: no such mailbox.
    #[error("the mail server refuses this recipient ({0})")]
    Recipient(u16),
    /// Perhaps not next time.
    #[error("the mail server does not take the letter: {0}")]
    Server(String),
}

#[async_trait]
pub trait Mailer: Send + Sync {
    async fn send(&self, letter: &Letter) -> Result<(), Error>;
}

//! The help’s mailbox (domain row 24): a letter opens a ticket, or goes on in its thread.
//!
//! Invariants: a message is marked as read only once what became of it is in the database, and never deleted from the mailbox;
//! the same message twice is one; nothing that a message says of its sender opens anything: she is nobody until she has
//! followed the link of our answer, signed in. Answering machines and lists are answered by nobody. What comes to the address
//! of a letter that left is never a ticket: it says at most that there is no such mailbox (`identity::letters_back`).

mod claim;
mod imap;
mod letters;
mod message;
mod queries;
mod receive;
mod returned;
mod rounds;
mod sender;

pub use imap::Mailbox;
pub use letters::{HelpLetter, letter as help_letter};
pub use message::Reading as MailReading;
pub use receive::receive;
pub use rounds::{look, watch};

use chrono::{DateTime, Utc};
use identity::App;
use kernel::{Access, Error, Routes};

pub(crate) fn routes() -> Routes<App> {
    Routes::new()
        .get("/aide/courriel/{claim}", Access::Adults, claim::ask)
        .post("/aide/courriel/{claim}", Access::Adults, claim::claim)
        .get("/aide/boite", Access::Project, claim::received)
}

/// From which addresses letters came before, and their subjects; how many.
pub(crate) async fn forget(app: &App, before: DateTime<Utc>) -> Result<u64, Error> {
    Ok(queries::forget(&app.db.pool, before).await?)
}

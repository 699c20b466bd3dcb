//! Help in three levels: who is near, the project by domain of competence, the publisher.

mod canned;
pub mod category;
pub mod life_cycle;
mod mailbox;
mod tickets;

use identity::App;
use kernel::{Error, PersonId};
use mail::Letter;
use serde_json::Value;

// What helps without anybody: articles, guided questions, known problems.
mod concerned;
mod knowledge;
mod known;

pub use knowledge::begin_articles;
pub use known::{Banner, Banners};
pub use mailbox::{HelpLetter, MailReading, Mailbox, help_letter, look, receive, watch};

/// Every route of this area.
#[must_use]
pub fn routes() -> kernel::Routes<App> {
    kernel::Routes::new()
        .merge(tickets::routes())
        // What helps without anybody.
        .merge(knowledge::routes())
        .merge(known::routes())
        .merge(canned::routes())
        .merge(mailbox::routes())
}

/// The letters of this area; `None` for a kind that is not ours, and where there is nobody to write to.
pub async fn letter(
    app: &App,
    kind: &str,
    person: PersonId,
    detail: &Value,
) -> Result<Option<Letter>, Error> {
    if !tickets::LETTERS.contains(&kind) {
        return Ok(None);
    }
    tickets::letter(app, kind, person, detail).await
}

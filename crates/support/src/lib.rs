//! Help in three levels: who is near, the project by domain of competence, the publisher.

mod canned;
pub mod category;
mod figures;
pub mod life_cycle;
mod mailbox;
mod routing;
mod tickets;
mod traces;
mod trouble;

pub use traces::traces;

use chrono::{DateTime, Utc};
use identity::App;
use jobs::Worker;
use kernel::{Error, PersonId};
use mail::{Letter, Mailer};
use serde_json::Value;
use std::sync::Arc;

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
        .merge(routing::routes())
        .merge(trouble::routes())
        .merge(figures::routes())
        // What helps without anybody.
        .merge(knowledge::routes())
        .merge(known::routes())
        .merge(canned::routes())
        .merge(mailbox::routes())
}

/// All background work of this area.
#[must_use]
pub fn work(worker: Worker<App>, mailer: Arc<dyn Mailer>) -> Worker<App> {
    tickets::work(worker, mailer).daily(8, "help", |app: App| async move { tickets::night(&app).await })
}

/// Before the figures are counted: how long it took to resolve what is resolved.
pub async fn measure(app: &App) -> Result<(), Error> {
    tickets::measure(app).await
}

/// Retention: names and texts of what ended before; how many.
pub async fn mask(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    tickets::mask(app, before).await
}

/// Retention: all of what ended before; how many.
pub async fn forget(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    tickets::forget(app, before).await
}

/// Retention: what a class said before of not getting in; how many.
pub async fn forget_troubles(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    trouble::forget(&app, before).await
}

/// Retention: from which addresses letters came before, and their subjects; how many.
pub async fn forget_letters(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    mailbox::forget(&app, before).await
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

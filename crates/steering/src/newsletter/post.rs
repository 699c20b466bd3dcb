//! One copy of a letter leaves: made at that moment, with a way out of its own.

use super::{queries, rules};
use identity::App;
use identity::letters_back::{LetterBack, Whom, coming_back};
use jobs::Job;
use kernel::Error;
use mail::{Letter, Mailer};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// To a contact who may have no account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NewsletterCopy {
    pub copy: Uuid,
}

impl Job for NewsletterCopy {
    const KIND: &'static str = "newsletter";
}

/// Sends it, and notes that it left, or that the address takes none. Whoever left meanwhile gets nothing.
pub async fn carry(app: &App, mailer: &dyn Mailer, job: &NewsletterCopy) -> Result<(), Error> {
    let (pool, now) = (&app.db.pool, app.db.clock.now());
    let Some(copy) = queries::leaving(pool, job.copy).await? else {
        return Ok(queries::drop_copy(pool, job.copy).await?);
    };
    let token = queries::way_out(pool, &copy.email, now).await?;
    let link = format!("{}/lettre/{token}", app.settings.public_url);
    let text = rules::words(&copy.text, &copy.party, &app.settings.project);
    let text = format!("{text}\nNe plus la recevoir\u{a0}:\n{link}\n");
    let sent = match Letter::new(&copy.name, &copy.email, &copy.title, text) {
        Ok(letter) => {
            let letter = coming_back(app, Whom::Newsletter, job.copy, letter.with_way_out(&link));
            mailer.send(&letter).await
        }
        Err(cause) => Err(cause),
    };
    match sent {
        Ok(()) => Ok(queries::left(pool, job.copy, now).await?),
        Err(mail::Error::Address | mail::Error::Recipient(_)) => {
            Ok(queries::refused(pool, job.copy, &copy.email, now).await?)
        }
        Err(cause) => Err(cause.into()),
    }
}

/// It left, and came back: as when the address refuses it at once. Nothing where the contact has another by now.
pub async fn came_back(app: &App, back: &LetterBack) -> Result<(), Error> {
    let (pool, now) = (&app.db.pool, app.db.clock.now());
    let email = queries::went_to(pool, back.id).await?;
    match email.filter(|email| back.was_to(&app.vault, email)) {
        Some(email) => Ok(queries::refused(pool, back.id, &email, now).await?),
        None => Ok(()),
    }
}

//! Whoever’s account was closed is told what to do. The letter opens nothing: it holds no link and no code, so
//! that it is worth nothing to a thief who reads it, or who gave the address; and so that people need not learn
//! to touch links in letters about security. Whoever had never come gets a new invitation in place of her slip.

use super::queries;
use crate::App;
use crate::accounts::queries as accounts;
use crate::invitations;
use askama::Template;
use jobs::Job;
use kernel::{Error, PersonId};
use mail::Letter;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// The kind of this letter in the queue.
pub const LETTER: &str = "account_closed";
/// How many letters are asked for in one transaction.
const AT_ONCE: i64 = 200;

#[derive(Serialize, Deserialize)]
pub(super) struct TellClosed {
    pub containment: Uuid,
}

impl Job for TellClosed {
    const KIND: &'static str = "tell_closed";
}

/// Asks for the letters. Stopped on its way, or done twice, nobody is told twice.
pub(super) async fn tell(app: App, job: TellClosed) -> Result<(), Error> {
    let id = job.containment;
    let Some(by) = queries::closed_by(&app.db.pool, id).await? else { return Ok(()) };
    loop {
        let mut tx = app.db.begin().await?;
        let now = tx.now();
        let people = queries::next_to_tell(tx.conn(), id, AT_ONCE, now).await?;
        if people.is_empty() {
            return Ok(());
        }
        let invited: Vec<_> = people.iter().filter(|p| p.invited).map(|p| p.person).collect();
        invitations::post(&mut tx, &invited, by).await?;
        for closed in people.iter().filter(|p| !p.invited) {
            mail::post(&mut tx, LETTER, closed.person, json!({})).await?;
        }
        tx.commit().await?;
    }
}

#[derive(Template)]
#[template(path = "containment/letter.txt")]
struct Words<'a> {
    first_name: &'a str,
    login: &'a str,
    project: &'a str,
    site: &'a str,
    /// Hers alone was closed.
    alone: bool,
}

/// Composes it; `None` when there is nobody to write to, or she is in again.
pub async fn letter(app: &App, person: PersonId) -> Result<Option<Letter>, Error> {
    let Some(account) = accounts::of(&app.db.pool, person).await? else { return Ok(None) };
    let (true, false, Some(email)) = (account.state == "active", account.pupil, &account.email) else {
        return Ok(None);
    };
    let Some(alone) = queries::closed_alone(&app.db.pool, person).await? else { return Ok(None) };
    let words = Words {
        first_name: &account.first_name,
        login: &account.login,
        project: &app.settings.project,
        site: app.settings.site(),
        alone,
    };
    let name = format!("{} {}", account.first_name, account.last_name);
    match Letter::new(&name, email, "Votre compte a été fermé par précaution", words.render()?) {
        // What a feed gave as an address may be none: nothing to send, and nothing to try again.
        Err(mail::Error::Address) => Ok(None),
        letter => Ok(Some(letter?)),
    }
}

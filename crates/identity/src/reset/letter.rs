//! The letter with the link.

use super::queries;
use crate::App;
use crate::accounts::queries as accounts;
use askama::Template;
use kernel::{Error, PersonId};
use mail::Letter;

/// The kind of this letter in the queue.
pub const LETTER: &str = "password_reset";

#[derive(Template)]
#[template(path = "reset/letter.txt")]
struct Words<'a> {
    first_name: &'a str,
    login: &'a str,
    project: &'a str,
    link: &'a str,
}

/// Composes it, with a link made at this moment; `None` when there is nobody to write to any more.
pub async fn letter(app: &App, person: PersonId) -> Result<Option<Letter>, Error> {
    let Some(account) = accounts::of(&app.db.pool, person).await? else { return Ok(None) };
    let (true, false, Some(email)) = (account.state == "active", account.pupil, &account.email) else {
        return Ok(None);
    };
    let token = queries::make(&app.db.pool, person, app.db.clock.now()).await?;
    let link = format!("{}/nouveau-mot-de-passe/{token}", app.settings.public_url);
    let words = Words {
        first_name: &account.first_name,
        login: &account.login,
        project: &app.settings.project,
        link: &link,
    };
    let name = format!("{} {}", account.first_name, account.last_name);
    Ok(Letter::new(&name, email, "Choisir un nouveau mot de passe", words.render()?)
        .map(Some)
        .or_else(unwritable)?)
}

/// What a feed gave as an address may be none: nothing to send, and nothing to try again.
fn unwritable(error: mail::Error) -> Result<Option<Letter>, mail::Error> {
    if error == mail::Error::Address { Ok(None) } else { Err(error) }
}

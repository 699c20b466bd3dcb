//! The letter about a new device.

use super::queries;
use crate::App;
use crate::accounts::queries as accounts;
use askama::Template;
use kernel::{Error, PersonId};
use mail::Letter;

/// The kind of this letter in the queue.
pub const LETTER: &str = "new_device";

#[derive(Template)]
#[template(path = "devices/letter.txt")]
struct Words<'a> {
    first_name: &'a str,
    project: &'a str,
    device: &'a str,
    when: &'a str,
    link: &'a str,
}

/// Composes it, with a link made at this moment; `None` when there is nobody to write to, or nothing to say any
/// more.
pub async fn letter(app: &App, person: PersonId, about: &serde_json::Value) -> Result<Option<Letter>, Error> {
    let Some(account) = accounts::of(&app.db.pool, person).await? else { return Ok(None) };
    let (true, false, Some(email)) = (account.state == "active", account.pupil, &account.email) else {
        return Ok(None);
    };
    let id = about.get("device").and_then(|id| id.as_str()).and_then(|id| id.parse().ok());
    let Some(id) = id else { return Ok(None) };
    let Some((device, since)) = queries::device(&app.db.pool, person, id).await? else { return Ok(None) };
    let token = queries::make_link(&app.db.pool, person, app.db.clock.now()).await?;
    let words = Words {
        first_name: &account.first_name,
        project: &app.settings.project,
        device: &device,
        when: &app.db.clock.spoken(since),
        link: &format!("{}/ce-n-etait-pas-moi/{token}", app.settings.public_url),
    };
    let name = format!("{} {}", account.first_name, account.last_name);
    match Letter::new(&name, email, "Nouvel appareil sur votre compte", words.render()?) {
        // What a feed gave as an address may be none: nothing to send, and nothing to try again.
        Err(mail::Error::Address) => Ok(None),
        letter => Ok(Some(letter?)),
    }
}

//! The letter that takes the place of a slip.

use super::queries;
use crate::App;
use crate::accounts::{codes, queries as accounts};
use crate::activation::children_to_name;
use askama::Template;
use kernel::{Error, PersonId};
use mail::Letter;

/// The kind of this letter in the queue.
pub const LETTER: &str = "invitation";

#[derive(Template)]
#[template(path = "invitations/letter.txt")]
struct Words<'a> {
    first_name: &'a str,
    login: &'a str,
    project: &'a str,
    link: &'a str,
    /// She answers for a child.
    family: bool,
}

/// Composes it, with a code made at this moment: the one of before, on paper or in a letter, is worth nothing
/// from here on. `None` when there is nobody to write to any more.
pub async fn letter(app: &App, person: PersonId) -> Result<Option<Letter>, Error> {
    let Some(account) = accounts::of(&app.db.pool, person).await? else { return Ok(None) };
    let address = queries::address(&app.db.pool, person).await?;
    let (Some(address), false) = (address, account.pupil) else { return Ok(None) };
    let code = codes::fresh_adult();
    let link = format!("{}/activation?code={}", app.settings.public_url, codes::shown(&code));
    let words = Words {
        first_name: &account.first_name,
        login: &account.login,
        project: &app.settings.project,
        link: &link,
        family: !children_to_name(&app.db.pool, person, app.db.clock.today()).await?.is_empty(),
    };
    let name = format!("{} {}", account.first_name, account.last_name);
    let letter = match Letter::new(&name, &address, "Votre accès à l’espace de l’école", words.render()?)
    {
        Ok(letter) => letter,
        // What a feed gave as an address may be none.
        Err(mail::Error::Address) => return bounced(app, person).await.map(|()| None),
        Err(error) => return Err(error.into()),
    };
    let now = app.db.clock.now();
    accounts::put_codes(&app.db.pool, &[(person, code)], now).await?;
    queries::left(&app.db.pool, person, now).await?;
    Ok(Some(letter))
}

/// There is no such mailbox; said of the invitation too, for whoever looks after the class.
pub async fn bounced(app: &App, person: PersonId) -> Result<(), Error> {
    no_mailbox(app, person).await?;
    queries::failed(&app.db.pool, person, app.db.clock.now()).await?;
    Ok(())
}

/// Any other letter came back.
pub async fn no_mailbox(app: &App, person: PersonId) -> Result<(), Error> {
    queries::no_mailbox(&app.db.pool, person).await?;
    Ok(())
}

//! Who is named head for a while is told: when from, when until, and what she will be asked for.

use super::queries;
use crate::App;
use crate::accounts::queries as accounts;
use askama::Template;
use kernel::clock::french_day;
use kernel::{Error, PersonId, RoleId};
use mail::Letter;

/// The kind of this letter in the queue.
pub const LETTER: &str = "mandate_given";

#[derive(Template)]
#[template(path = "mandates/letter.txt")]
struct Words<'a> {
    first_name: &'a str,
    school: &'a str,
    from: String,
    until: String,
    site: &'a str,
    project: &'a str,
}

/// Composes it; `None` when there is nobody to write to, or the mandate is no more.
pub async fn letter(
    app: &App,
    person: PersonId,
    detail: &serde_json::Value,
) -> Result<Option<Letter>, Error> {
    let role = detail.get("role").and_then(|r| r.as_str()).and_then(|r| r.parse::<RoleId>().ok());
    let Some(role) = role else { return Ok(None) };
    let told = queries::told(&app.db.pool, role, person, app.db.clock.today()).await?;
    let account = accounts::of(&app.db.pool, person).await?;
    let (Some(told), Some(account)) = (told, account) else { return Ok(None) };
    let words = Words {
        first_name: &account.first_name,
        school: &told.school,
        from: french_day(told.from_day),
        until: french_day(told.until_day),
        site: &app.settings.public_url,
        project: &app.settings.project,
    };
    account.letter("Une direction d’école vous est confiée", words.render()?)
}

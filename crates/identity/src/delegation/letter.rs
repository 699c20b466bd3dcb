//! The letter that tells somebody of the access that she was given, with the code that opens her account
//! when it was never opened. The code is made when the letter leaves.

use super::{queries, rules};
use crate::App;
use crate::accounts::{codes, queries as accounts};
use askama::Template;
use kernel::clock::french_day;
use kernel::{Error, PersonId, RoleId};
use mail::Letter;

/// The kind of this letter in the queue.
pub const LETTER: &str = "access_given";

#[derive(Template)]
#[template(path = "delegation/letter.txt")]
struct Words<'a> {
    first_name: &'a str,
    class: &'a str,
    school: &'a str,
    from: String,
    until: String,
    tools: String,
    login: &'a str,
    site: &'a str,
    project: &'a str,
    code: Option<String>,
}

/// Composes it; `None` when there is nobody to write to, or nothing to say any more.
pub async fn letter(
    app: &App,
    person: PersonId,
    detail: &serde_json::Value,
) -> Result<Option<Letter>, Error> {
    let role = detail.get("role").and_then(|r| r.as_str()).and_then(|r| r.parse::<RoleId>().ok());
    let Some(role) = role else { return Ok(None) };
    let Some(told) = queries::told(&app.db.pool, role, app.db.clock.today()).await? else { return Ok(None) };
    let Some(account) = accounts::of(&app.db.pool, person).await? else { return Ok(None) };
    if account.email.is_none() {
        return Ok(None);
    }
    let code = if account.state == "to_activate" {
        let code = codes::fresh_adult();
        accounts::put_codes(&app.db.pool, &[(person, code.clone())], app.db.clock.now()).await?;
        Some(codes::shown(&code))
    } else {
        None
    };
    let words = Words {
        first_name: &account.first_name,
        class: &told.class,
        school: &told.school,
        from: french_day(told.from_day),
        until: french_day(told.until_day),
        tools: rules::spoken(&told.tools).to_lowercase(),
        login: &account.login,
        site: &app.settings.public_url,
        project: &app.settings.project,
        code,
    };
    account.letter("Une classe vous est ouverte", words.render()?)
}

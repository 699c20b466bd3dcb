//! Who is named in the project's team is told.

use super::{queries, rules};
use crate::App;
use crate::accounts::queries as accounts;
use askama::Template;
use kernel::clock::french_day;
use kernel::{Error, PersonId, RoleId};
use mail::Letter;

/// The kind of this letter in the queue.
pub const LETTER: &str = "team_named";

#[derive(Template)]
#[template(path = "team/letter.txt")]
struct Words<'a> {
    first_name: &'a str,
    role: &'static str,
    of_the_team: bool,
    from: String,
    until: Option<String>,
    site: &'a str,
    project: &'a str,
}

/// Composes it; `None` when there is nobody to write to, or she is not of it any more.
pub async fn letter(
    app: &App,
    person: PersonId,
    detail: &serde_json::Value,
) -> Result<Option<Letter>, Error> {
    let role = detail.get("role").and_then(|r| r.as_str()).and_then(|r| r.parse::<RoleId>().ok());
    let Some(role) = role else { return Ok(None) };
    let today = app.db.clock.today();
    let member = match queries::find(&mut *app.db.pool.acquire().await?, role, today).await {
        Ok(member) if member.person == person && member.runs(today) => member,
        Ok(_) | Err(Error::NotFound) => return Ok(None),
        Err(cause) => return Err(cause),
    };
    let Some(account) = accounts::of(&app.db.pool, person).await? else { return Ok(None) };
    let words = Words {
        first_name: &account.first_name,
        role: rules::kind_words(&member.kind),
        of_the_team: rules::is_of_the_team(&member.kind),
        from: french_day(member.from_day),
        until: member.until_day.map(french_day),
        site: &app.settings.public_url,
        project: &app.settings.project,
    };
    let subject = if words.of_the_team {
        "Vous êtes de l’équipe du projet"
    } else {
        "Vous avez un rôle dans le projet"
    };
    account.letter(subject, words.render()?)
}

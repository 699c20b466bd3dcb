//! A convention that comes to its end is written to who keeps it and to the communes that are party to it: nine, six and
//! three months before, on the day itself.

use super::queries;
use super::rules::Warning;
use askama::Template;
use chrono::TimeDelta;
use identity::App;
use identity::accounts::queries as accounts;
use identity::steering::full_day;
use kernel::{Error, PersonId};
use mail::Letter;
use serde_json::{Value, json};
use uuid::Uuid;

/// The kind of this letter in the queue.
pub const ENDING: &str = "convention_ending";

/// Each night: those that come nearer to their end today than they were yesterday.
pub async fn night(app: &App) -> Result<(), Error> {
    let mut tx = app.db.begin().await?;
    let today = tx.today();
    let yesterday = today - TimeDelta::days(1);
    for (convention, last) in queries::ending(tx.conn(), today).await? {
        if Warning::of(last, today) == Warning::of(last, yesterday) {
            continue;
        }
        for person in queries::told_of(tx.conn(), convention, today).await? {
            mail::post(&mut tx, ENDING, person, json!({ "convention": convention })).await?;
        }
    }
    tx.commit().await
}

#[derive(Template)]
#[template(path = "conventions/ending.txt")]
struct Words<'a> {
    first_name: &'a str,
    reference: &'a str,
    last: String,
    page: String,
}

/// Composes it; `None` when it does not end so soon any more.
pub async fn letter(app: &App, person: PersonId, detail: &Value) -> Result<Option<Letter>, Error> {
    let id = detail.get("convention").and_then(Value::as_str).and_then(|id| id.parse::<Uuid>().ok());
    let Some(account) = accounts::of(&app.db.pool, person).await? else { return Ok(None) };
    let today = app.db.clock.today();
    let ending = queries::ending(&mut *app.db.pool.acquire().await?, today).await?;
    let Some((id, last)) = ending.into_iter().find(|(found, _)| Some(*found) == id) else { return Ok(None) };
    let reference = queries::reference(&app.db.pool, id).await?;
    let words = Words {
        first_name: &account.first_name,
        reference: &reference,
        last: full_day(last),
        page: format!("{}/conventions/{id}", app.settings.public_url),
    };
    account.letter(&format!("La convention {reference} arrive à son terme"), words.render()?)
}

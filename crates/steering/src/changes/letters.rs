//! A change that is planned or delivered is written to the heads of open schools, once each time: the page alone is found by
//! who looks for it.

use super::queries::{self, News};
use askama::Template;
use identity::App;
use identity::accounts::queries as accounts;
use identity::steering::full_day;
use kernel::{Error, PersonId};
use mail::Letter;
use serde_json::{Value, json};
use uuid::Uuid;

/// The kind of this letter in the queue.
pub const COMES: &str = "change_comes";

/// Each night: what was planned or delivered since the last one.
pub async fn night(app: &App) -> Result<(), Error> {
    let mut tx = app.db.begin().await?;
    let today = tx.today();
    let new = queries::untold(tx.conn()).await?;
    if new.is_empty() {
        return Ok(());
    }
    let heads = queries::heads(tx.conn(), today).await?;
    for change in &new {
        for head in &heads {
            mail::post(&mut tx, COMES, *head, json!({ "change": change })).await?;
        }
    }
    queries::note_told(&mut tx).await?;
    tx.commit().await
}

#[derive(Template)]
#[template(path = "changes/comes.txt")]
struct Words<'a> {
    first_name: &'a str,
    news: &'a News,
    day: String,
    page: String,
}

/// Composes it; `None` when it does not come any more.
pub async fn letter(app: &App, person: PersonId, detail: &Value) -> Result<Option<Letter>, Error> {
    let id = detail.get("change").and_then(Value::as_str).and_then(|id| id.parse::<Uuid>().ok());
    let (Some(id), Some(account)) = (id, accounts::of(&app.db.pool, person).await?) else { return Ok(None) };
    let Some(news) = queries::one_news(&app.db.pool, id).await? else { return Ok(None) };
    let words = Words {
        first_name: &account.first_name,
        day: full_day(news.day),
        page: format!("{}/nouveautes", app.settings.public_url),
        news: &news,
    };
    account.letter(&format!("Ce qui change\u{a0}: {}", news.title), words.render()?)
}

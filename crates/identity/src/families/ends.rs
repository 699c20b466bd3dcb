//! A protection comes to its end: the head is told two weeks before, in a letter that names nobody.

use super::{queries, rules};
use crate::App;
use crate::accounts::queries as accounts;
use askama::Template;
use chrono::TimeDelta;
use database::Db;
use kernel::clock::french_day;
use kernel::{Activity, Error, PersonId, ProtectionId};
use mail::Letter;
use serde_json::json;

/// The kind of this letter in the queue.
pub const LETTER: &str = "protection_ends";

/// Every morning: asks for the letters that are due.
pub async fn tell_of_ends(db: &Db) -> Result<(), Error> {
    let mut tx = db.begin().await?;
    let by = tx.today() + TimeDelta::days(rules::TOLD_BEFORE);
    for (protection, head) in queries::ending(&mut tx, by).await? {
        mail::post(&mut tx, LETTER, head, json!({ "protection": protection })).await?;
        tx.record(&Activity::ProtectionEndTold { protection }).await?;
    }
    tx.commit().await
}

#[derive(Template)]
#[template(path = "families/ends.txt")]
struct Words<'a> {
    first_name: &'a str,
    day: String,
    link: &'a str,
}

pub async fn letter(app: &App, head: PersonId, detail: &serde_json::Value) -> Result<Option<Letter>, Error> {
    let protection =
        detail.get("protection").and_then(|p| p.as_str()).and_then(|p| p.parse::<ProtectionId>().ok());
    let Some(protection) = protection else { return Ok(None) };
    let told = queries::told(&app.db.pool, protection, head, app.db.clock.today()).await?;
    let Some((school, day)) = told else { return Ok(None) };
    let Some(account) = accounts::of(&app.db.pool, head).await? else { return Ok(None) };
    let link = format!("{}/ecole/{school}/protections", app.settings.public_url);
    let words = Words { first_name: &account.first_name, day: french_day(day), link: &link };
    account.letter("Une mesure de protection prend bientôt fin", words.render()?)
}

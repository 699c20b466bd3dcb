//! Who is said to stand in for somebody is told: for whom, from when until when, with or without her rights.

use super::queries;
use askama::Template;
use database::Tx;
use identity::App;
use identity::accounts::queries as accounts;
use identity::steering::full_day;
use kernel::{Actor, Error, PersonId};
use mail::Letter;
use serde_json::{Value, json};
use uuid::Uuid;

/// The kind of this letter in the queue.
pub const STANDS_IN: &str = "stands_in";

/// When the absence is said, and when the rights are given.
pub(super) async fn tell(
    tx: &mut Tx,
    by: &Actor,
    deputy: Option<PersonId>,
    absence: Uuid,
) -> Result<(), Error> {
    match deputy {
        Some(deputy) if deputy != by.person => {
            mail::post(tx, STANDS_IN, deputy, json!({ "absence": absence })).await
        }
        _ => Ok(()),
    }
}

#[derive(Template)]
#[template(path = "staffing/stands_in.txt")]
struct Words<'a> {
    first_name: &'a str,
    away: &'a str,
    from: String,
    until: String,
    /// The rights of the one who is away are hers for these days.
    given: bool,
    site: &'a str,
}

/// Composes it; `None` when the absence is over or no more, or somebody else stands in.
pub async fn letter(app: &App, person: PersonId, detail: &Value) -> Result<Option<Letter>, Error> {
    let id = detail.get("absence").and_then(Value::as_str).and_then(|id| id.parse::<Uuid>().ok());
    let (Some(id), Some(account)) = (id, accounts::of(&app.db.pool, person).await?) else { return Ok(None) };
    let absence = match queries::absence(&app.db.pool, id, app.db.clock.today()).await {
        Ok(absence) if absence.deputy == Some(person.0) => absence,
        Ok(_) | Err(Error::NotFound) => return Ok(None),
        Err(cause) => return Err(cause),
    };
    let words = Words {
        first_name: &account.first_name,
        away: &absence.away_name,
        from: full_day(absence.from),
        until: full_day(absence.until),
        given: absence.given > 0,
        site: &app.settings.public_url,
    };
    account.letter(&format!("Vous remplacez {}", absence.away_name), words.render()?)
}

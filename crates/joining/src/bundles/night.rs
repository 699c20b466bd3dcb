//! The end of funding: who is concerned is told sixty days before; from the day after it one reads and exports, until it
//! is funded again. Nothing is deleted.

use super::{queries, rules};
use askama::Template;
use database::Tx;
use identity::accounts::queries as accounts;
use identity::steering::full_day;
use identity::{App, openings};
use kernel::{Error, PersonId};
use mail::Letter;
use serde_json::{Value, json};
use uuid::Uuid;

/// The kind of this letter in the queue.
pub const ENDING: &str = "funding_ending";

/// What whoever is in the school reads.
const STOPPED: &str = "Le financement de cet espace s’est arrêté\u{a0}: on y lit, on emporte ses données, on n’y écrit plus. Rien n’est effacé.";

pub async fn night(app: &App) -> Result<(), Error> {
    let mut tx = app.db.begin().await?;
    let today = tx.today();
    settle(&mut tx).await?;
    for grant in queries::ending(tx.conn(), None, today).await? {
        for person in queries::told_of(tx.conn(), grant.id, today).await? {
            mail::post(&mut tx, ENDING, person, json!({ "grant": grant.id })).await?;
        }
        queries::note_warned(&mut tx, grant.id).await?;
    }
    tx.commit().await
}

/// Schools whose funding is over stop writing; those that are funded again begin.
pub(super) async fn settle(tx: &mut Tx) -> Result<(), Error> {
    let today = tx.today();
    let over = queries::over(tx.conn(), today).await?;
    let stopped = openings::unfunded(tx.conn()).await?;
    let to_stop: Vec<_> = over.iter().filter(|s| !stopped.contains(s)).copied().collect();
    let to_resume: Vec<_> = stopped.iter().filter(|s| !over.contains(s)).copied().collect();
    openings::stop_unfunded(tx, &to_stop, STOPPED, "Fin du financement").await?;
    openings::resume_funded(tx, &to_resume).await?;
    Ok(())
}

#[derive(Template)]
#[template(path = "bundles/ending.txt")]
struct Words<'a> {
    first_name: &'a str,
    place: &'a str,
    bundle: &'a str,
    last: String,
    days: i64,
}

/// Composes it; `None` when it was funded again, or taken back.
pub async fn letter(app: &App, person: PersonId, detail: &Value) -> Result<Option<Letter>, Error> {
    let id = detail.get("grant").and_then(Value::as_str).and_then(|id| id.parse::<Uuid>().ok());
    let (Some(id), Some(account)) = (id, accounts::of(&app.db.pool, person).await?) else { return Ok(None) };
    let today = app.db.clock.today();
    let mut conn = app.db.pool.acquire().await?;
    let Some(grant) = queries::ending(&mut conn, Some(id), today).await?.pop() else { return Ok(None) };
    let words = Words {
        first_name: &account.first_name,
        place: &grant.place,
        bundle: &grant.bundle,
        last: full_day(grant.until),
        days: rules::WARNED.num_days().min((grant.until - today).num_days()),
    };
    account.letter(&format!("Le financement finit bientôt\u{a0}: {}", grant.place), words.render()?)
}

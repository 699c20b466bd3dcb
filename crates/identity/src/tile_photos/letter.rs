//! When a school begins to ask for pictures, the families who come in here are told, once: those without an address answer
//! on paper, as for everything else.

use super::queries;
use crate::App;
use crate::accounts::queries as accounts;
use askama::Template;
use database::Tx;
use kernel::{Error, PersonId, PlaceId};
use mail::Letter;
use serde_json::{Value, json};

/// The kind of this letter in the queue.
pub const LETTER: &str = "tile_photo_asked";

pub(super) async fn tell(tx: &mut Tx, school: PlaceId) -> Result<(), Error> {
    let today = tx.today();
    for guardian in queries::to_ask(tx.conn(), school, None, today).await? {
        mail::post(tx, LETTER, guardian, json!({ "school": school })).await?;
    }
    Ok(())
}

#[derive(Template)]
#[template(path = "tile_photos/letter.txt")]
struct Words<'a> {
    first_name: &'a str,
    school: &'a str,
    page: String,
}

/// Composes it; `None` when she has answered meanwhile, or nothing is asked any more.
pub async fn letter(app: &App, person: PersonId, detail: &Value) -> Result<Option<Letter>, Error> {
    let school = detail.get("school").and_then(Value::as_str).and_then(|id| id.parse::<PlaceId>().ok());
    let account = accounts::of(&app.db.pool, person).await?;
    let (Some(school), Some(account)) = (school, account) else { return Ok(None) };
    let today = app.db.clock.today();
    if queries::to_ask(&app.db.pool, school, Some(person), today).await?.is_empty() {
        return Ok(None);
    }
    let words = Words {
        first_name: &account.first_name,
        school: &queries::name_of(&app.db.pool, school).await?,
        page: format!("{}/moi/photos", app.settings.public_url),
    };
    account.letter("Une photo pour la tablette de la classe\u{a0}?", words.render()?)
}

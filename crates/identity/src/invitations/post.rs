//! Letters instead of paper, asked for together.

use super::{LETTER, queries};
use database::Tx;
use kernel::{Error, PersonId};
use serde_json::json;

/// Their codes are made as each letter leaves.
pub(crate) async fn post(tx: &mut Tx, people: &[PersonId], by: PersonId) -> Result<(), Error> {
    let now = tx.now();
    queries::mailed(tx.conn(), people, by, now).await?;
    for person in people {
        mail::post(tx, LETTER, *person, json!({})).await?;
    }
    Ok(())
}

//! Letters instead of paper, asked for together.

use super::{LETTER, queries};
use crate::containment;
use database::Tx;
use kernel::{Error, PersonId};
use serde_json::json;

/// Their codes are made as each letter leaves. Who was closed in an incident has had her invitation: she is
/// told what to do now.
pub(crate) async fn post(tx: &mut Tx, people: &[PersonId], by: PersonId) -> Result<(), Error> {
    let now = tx.now();
    let (closed, invited): (Vec<_>, Vec<_>) =
        queries::closed(tx.conn(), people).await?.into_iter().partition(|p| p.1);
    let invited: Vec<_> = invited.into_iter().map(|p| p.0).collect();
    queries::mailed(tx.conn(), &invited, by, now).await?;
    for person in invited {
        mail::post(tx, LETTER, person, json!({})).await?;
    }
    for (person, _) in closed {
        mail::post(tx, containment::LETTER, person, json!({})).await?;
    }
    Ok(())
}

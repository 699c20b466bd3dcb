//! The letters of the cockpit, composed at the moment when they leave.

use crate::{conventions, joining};
use identity::App;
use kernel::{Error, PersonId};
use mail::Letter;
use serde_json::Value;

/// `None` for a kind that is not ours, and where there is nobody to write to or nothing to say any more.
pub async fn letter(
    app: &App,
    kind: &str,
    person: PersonId,
    detail: &Value,
) -> Result<Option<Letter>, Error> {
    match kind {
        joining::TURN | joining::MISSED => joining::letter(app, kind, person, detail).await,
        conventions::ENDING => conventions::letter(app, person, detail).await,
        _ => Ok(None),
    }
}

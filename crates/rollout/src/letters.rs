//! The letters of the cockpit, composed at the moment when they leave.

use crate::{bundles, changes, conventions, governance, joining, staffing};
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
        bundles::ENDING => bundles::letter(app, person, detail).await,
        staffing::STANDS_IN => staffing::letter(app, person, detail).await,
        governance::CONVENED | governance::CANCELLED => governance::letter(app, kind, person, detail).await,
        changes::COMES => changes::letter(app, person, detail).await,
        _ => Ok(None),
    }
}

/// Each night: conventions and funding that come to their end, changes that schools have not been told of.
pub async fn tell_of_ends(app: &App) -> Result<(), Error> {
    conventions::night(app).await?;
    bundles::night(app).await?;
    changes::night(app).await
}

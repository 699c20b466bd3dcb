//! The letters of the cockpit, composed at the moment when they leave.

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
        joining::TURN | joining::MISSED => joining::step_letter(app, kind, person, detail).await,
        joining::FUNDING_ENDS => joining::funding_letter(app, person, detail).await,
        agreements::ENDING => agreements::convention_letter(app, person, detail).await,
        onsite::STANDS_IN => onsite::deputy_letter(app, person, detail).await,
        steering::CONVENED | steering::CANCELLED => steering::meeting_letter(app, kind, person, detail).await,
        steering::COMES => steering::change_letter(app, person, detail).await,
        _ => Ok(None),
    }
}

/// Each night: conventions and funding that come to their end, changes that schools have not been told of.
pub async fn tell_of_ends(app: &App) -> Result<(), Error> {
    agreements::tell_of_conventions(app).await?;
    joining::tell_of_funding(app).await?;
    steering::tell_of_changes(app).await
}

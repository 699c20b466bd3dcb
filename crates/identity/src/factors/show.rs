//! Showing a second factor: at sign-in and before sensitive acts.

use super::{passkeys, queries, rules};
use crate::accounts::{codes, throttle};
use crate::{App, accounts::Client};
use database::Tx;
use kernel::{Error, PersonId};

/// What was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    Application,
    Recovery,
}

/// A code of the application, or a recovery code; used up when it is right. The try is counted, and refused
/// when there were too many.
pub(crate) async fn show_code(
    app: &App,
    tx: &mut Tx,
    person: PersonId,
    typed: &str,
) -> Result<Option<Shown>, Error> {
    let now = tx.now();
    if let Some(digits) = rules::digits(typed) {
        let Some(sealed) = queries::application(tx.conn(), person).await? else { return Ok(None) };
        let secret = app.vault.open(&purpose(person), &sealed);
        let totp = secret.and_then(|secret| rules::counter(&secret, "", "x"));
        let time = u64::try_from(now.timestamp()).unwrap_or_default();
        let step = totp.and_then(|totp| totp.check(&digits, time)).and_then(|step| i64::try_from(step).ok());
        let Some(step) = step else { return Ok(None) };
        return Ok(queries::use_step(tx.conn(), person, step).await?.then_some(Shown::Application));
    }
    let Some(code) = codes::adult_typed(typed) else { return Ok(None) };
    Ok(queries::use_code(tx.conn(), person, &code, now).await?.then_some(Shown::Recovery))
}

/// May one more code be tried for this person? Counts it.
pub(crate) async fn may_try(app: &App, person: PersonId, client: &Client) -> Result<(), Error> {
    throttle::address_may_try(&app.db, &client.address).await?;
    throttle::factor(&app.db, person).await
}

/// Whose passkey answered.
pub(crate) async fn show_passkey(
    app: &App,
    tx: &mut Tx,
    question: &str,
    answer: &str,
) -> Result<Option<PersonId>, Error> {
    passkeys::answered(app, tx, question, answer).await
}

/// What a sealed secret is sealed for.
pub(crate) fn purpose(person: PersonId) -> String {
    format!("authenticator:{person}")
}

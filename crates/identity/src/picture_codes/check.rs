//! Are these the child's pictures? The same question on a shared tablet and behind a card.

use super::queries;
use super::rules::Code;
use crate::accounts::{passwords, throttle};
use database::Db;
use kernel::{Error, PersonId};
use serde::Deserialize;

/// What was touched on the pad.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Touched {
    #[serde(default)]
    pub un: String,
    #[serde(default)]
    pub deux: String,
    #[serde(default)]
    pub trois: String,
}

impl Touched {
    pub fn code(&self) -> Option<Code> {
        Code::touched([&self.un, &self.deux, &self.trois])
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Check {
    Right,
    Wrong,
    /// Too many tries in a short time: in so many minutes again.
    Wait(u64),
    /// Too many wrong ones in all, or no code: the teacher helps.
    Blocked,
}

/// Nothing is open in the database while the hashes are compared.
pub(crate) async fn check(
    db: &Db,
    person: PersonId,
    device: &str,
    touched: &Touched,
) -> Result<Check, Error> {
    // Not a code at all (a picture missing, twice the same): nothing is compared, nothing counted.
    let Some(code) = touched.code() else { return Ok(Check::Wrong) };
    match throttle::pictures(db, person, device).await {
        Ok(()) => {}
        Err(Error::TooMany { seconds }) => return Ok(Check::Wait(seconds.div_ceil(60))),
        Err(other) => return Err(other),
    }
    let Some(hash) = queries::try_of(&db.pool, person).await? else { return Ok(Check::Blocked) };
    let right = passwords::verify(code.secret(), Some(hash)).await?;
    Ok(if right { Check::Right } else { Check::Wrong })
}

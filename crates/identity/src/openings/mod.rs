//! Which schools are open: while one is not, no account of its children and families opens for the first time, and no
//! sheet is printed for them. The rollout says what a school waits for and when it opens; here is what that closes.
//!
//! Invariants: an account that was opened stays open; who has one school that is open is not held back; who teaches or
//! heads never is, for it is she who brings her school to the opening; a project that opens without steps holds back
//! nobody.

mod queries;
mod rules;
mod suspension;

pub use suspension::{close, resume, resume_funded, stop_unfunded, suspend, unfunded};

pub use queries::{Rule, closed, decide, gated, held, open, rule, waits_for};

use database::Db;
use kernel::{Activity, Error, PersonId};

/// Whoever opens an account for the first time passes here; a refusal says what is missing and who holds it.
pub(crate) async fn admit(db: &Db, person: PersonId) -> Result<(), Error> {
    match held(&db.pool, person, db.clock.today()).await? {
        None => Ok(()),
        Some(sentence) => {
            db.record(None, &Activity::OpeningRefused { person }).await?;
            Err(Error::Refused(sentence))
        }
    }
}

//! Audiences: stable, named sets of people that things are shared to.
//!
//! Invariant: `audience_member` equals `audience_held(today)`: `audience_should` of what is open, who stays a
//! while in a class that she left, and the frozen archives of classes that are over; [`refresh`] makes it so, in
//! the transaction that changed a role, a link or a place; [`day::follow`] before the first answer of a day, for
//! what ends by itself at midnight; [`refresh_in_parts`] every night, whatever went past it.

pub mod day;
mod queries;
pub mod rules;

use database::Db;
use kernel::Error;
pub use queries::{Reachable, Viewers, ensure, reachable, reached_through, refresh, refresh_all, viewers};

/// Audiences in one transaction: who changes a role meanwhile waits for these, not for all.
const AT_ONCE: usize = 1_000;

/// Turns the day before anybody comes, then brings the members of all audiences to what they should be, some at a time. Stopped on its way, or done twice,
/// nothing is lost.
pub async fn refresh_in_parts(db: &Db) -> Result<(), Error> {
    day::follow(db).await?;
    let mut tx = db.begin().await?;
    let today = tx.today();
    let all = queries::every(tx.conn(), today).await?;
    tx.commit().await?;
    for some in all.chunks(AT_ONCE) {
        let mut tx = db.begin().await?;
        queries::refresh_some(tx.conn(), some, today).await?;
        tx.commit().await?;
    }
    Ok(())
}

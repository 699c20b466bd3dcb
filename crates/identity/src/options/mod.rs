//! What a project or a school may choose beside the common rules: each option is within the framework of trust, or needs a
//! legal check first (domain row 135).
//!
//! Invariant: an option that needs a check is not switched on before the check is here; whoever switches one on asks
//! [`refusal`]. What is on stays on when a check is taken back.

mod queries;
mod rules;

pub use queries::{Check, checks, keep, take_back};
pub use rules::{Framework, LocalOption};

use sqlx::PgExecutor;

/// Why it cannot be switched on now; nothing when it can.
pub async fn refusal(db: impl PgExecutor<'_>, option: LocalOption) -> Result<Option<String>, sqlx::Error> {
    if option.framework() == Framework::Inside || queries::is_checked(db, option).await? {
        return Ok(None);
    }
    Ok(Some(rules::unchecked(option)))
}

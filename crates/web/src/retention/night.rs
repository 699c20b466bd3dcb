//! The night: each rule in its turn, and what it did.

use super::{RULES, queries};
use anyhow::anyhow;
use identity::App;
use kernel::Error;

/// Every rule is applied, whatever another did; the job fails when one did, and is tried again.
pub async fn night(app: App) -> Result<(), Error> {
    let now = app.db.clock.now();
    let today = app.db.clock.today();
    let mut failed = Vec::new();
    for rule in RULES {
        let Some(apply) = rule.apply else { continue };
        let removed = match apply(app.clone(), rule.before(now)).await {
            Ok(removed) => Some(i64::try_from(removed).unwrap_or(i64::MAX)),
            Err(cause) => {
                tracing::error!(rule = rule.name, ?cause, "a rule of retention was not applied");
                failed.push(rule.name);
                None
            }
        };
        queries::report(&app.db.pool, today, rule.name, removed, now).await?;
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Error::Internal(anyhow!("not applied: {}", failed.join(", "))))
    }
}

//! Roles, links and protections begin and end with the day. The first request of a day waits for the
//! audiences to follow; the others find that they have.

use super::queries;
use database::Db;
use kernel::Error;
use std::sync::atomic::{AtomicI32, Ordering};

/// The day for which this process knows that members are right, in days of the common era.
#[derive(Default)]
struct Known {
    day: AtomicI32,
    turning: tokio::sync::Mutex<()>,
}

/// Members are right for today once this has answered. Costs nothing after the first time in a day.
pub async fn follow(db: &Db) -> Result<(), Error> {
    let today = db.clock.today();
    let number = chrono::Datelike::num_days_from_ce(&today);
    let known = db.memory.of::<Known>();
    if known.day.load(Ordering::Acquire) >= number {
        return Ok(());
    }
    let _alone = known.turning.lock().await;
    if known.day.load(Ordering::Acquire) >= number {
        return Ok(());
    }
    if queries::settled_day(&db.pool).await?.is_none_or(|settled| settled < today) {
        let mut tx = db.begin().await?;
        queries::turn(tx.conn(), today).await?;
        tx.commit().await?;
    }
    known.day.store(number, Ordering::Release);
    Ok(())
}

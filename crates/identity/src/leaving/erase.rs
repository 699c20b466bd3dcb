//! What a night does: who is back, who leaves, who is erased.

use super::queries;
use crate::{App, LifeCycles, audiences};
use kernel::life_cycle::Erased;
use kernel::{Activity, Error, PersonId};
use sqlx::PgConnection;

/// How many are erased in one transaction.
const AT_ONCE: i64 = 200;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Night {
    pub back: u64,
    pub left: u64,
    pub erased: u64,
}

/// Stopped on its way, or done twice, the rest goes another night. It runs after the audiences of the day, and
/// never decides by the absence from a feed that was held: such a feed has made nobody leave.
pub async fn night(app: &App) -> Result<Night, Error> {
    let mut tx = app.db.begin().await?;
    let today = tx.today();
    let back = queries::bring_back(tx.conn(), None, today).await?;
    let left = queries::let_go(tx.conn(), today).await?;
    if back + left > 0 {
        audiences::refresh_all(tx.conn(), today).await?;
    }
    tx.commit().await?;
    let mut night = Night { back, left, erased: 0 };
    loop {
        let mut tx = app.db.begin().await?;
        let people = queries::due(tx.conn(), today, AT_ONCE).await?;
        if people.is_empty() {
            return Ok(night);
        }
        queries::count_erased(tx.conn(), &people, today).await?;
        erase(tx.conn(), app.life_cycles, &people).await?;
        night.erased += people.len() as u64;
        tx.record(&Activity::PeopleErased { people }).await?;
        tx.commit().await?;
    }
}

/// Erases these people, as the areas' lists say.
pub async fn erase(
    conn: &mut PgConnection,
    life_cycles: LifeCycles,
    people: &[PersonId],
) -> Result<(), sqlx::Error> {
    let columns = |erased| {
        let all = life_cycles.iter().copied().flatten().filter(move |l| l.erased == erased);
        all.map(|l| l.column.to_owned()).collect::<Vec<_>>()
    };
    queries::erase(conn, people, &columns(Erased::Deleted), &columns(Erased::Nameless)).await
}

//! What a guardian's feed tells her of: her answer about a picture is waited for.

use super::queries;
use crate::quiet::Quiet;
use database::Db;
use kernel::{Actor, Child};

enum Asked {}

/// Her children of whom a school asks it, until she has answered or it asks no more. Nobody's but her own, and none that
/// is hidden from her.
pub async fn waits<'a>(db: &Db, actor: &'a Actor) -> Result<Vec<&'a Child>, sqlx::Error> {
    if actor.children.is_empty() {
        return Ok(Vec::new());
    }
    let today = db.clock.today();
    let read = async || queries::waits(&db.pool, actor, today).await;
    let asked = Quiet::<Asked>::or_read(db, actor.person, today, read).await?;
    Ok(actor.children.iter().filter(|child| asked.contains(&child.person)).collect())
}

/// A school has begun to ask.
pub(super) fn begin(db: &Db) {
    Quiet::<Asked>::over(db);
}

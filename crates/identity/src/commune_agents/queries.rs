//! The SQL of agents.

use chrono::Days;
use database::Tx;
use kernel::{Actor, PersonId, PlaceId};

pub(super) async fn give(
    tx: &mut Tx,
    actor: &Actor,
    person: PersonId,
    commune: PlaceId,
) -> Result<(), sqlx::Error> {
    let (today, now) = (tx.today(), tx.now());
    sqlx::query!(
        "insert into role (id, person_id, kind, place_id, from_day, source, given_by, given_at)
         values (gen_random_uuid(), $1, 'commune_agent', $2, $3, 'delegation', $4, $5)",
        person.0,
        commune.0,
        today,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Today was not a day of hers any more. `false`: she was none.
pub async fn end(tx: &mut Tx, actor: &Actor, person: PersonId) -> Result<bool, sqlx::Error> {
    let (today, now) = (tx.today(), tx.now());
    let last = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let ended = sqlx::query!(
        "update role set until_day = greatest(from_day - 1, $2), ended_by = $3, ended_at = $4
         where person_id = $1 and kind = 'commune_agent' and (until_day is null or until_day > $2)",
        person.0,
        last,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(ended.rows_affected() > 0)
}

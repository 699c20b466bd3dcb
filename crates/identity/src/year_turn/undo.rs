//! A turn is given back.

use super::queries::{self, Turn};
use crate::audiences;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::PersonId;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// Whether a feed has spoken of the new classes since: then it cannot be undone, for the feed would be wrong. Of
/// a class that the head tied herself, it is she who has spoken.
pub(super) async fn is_settled(db: impl PgExecutor<'_>, turn: &Turn) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (
             select from year_turn_class c join place_key k on k.place_id = c.place_id where c.turn_id = $1
               and not exists (select from year_turn_change t where t.turn_id = $1 and t.what = 'class_tied'
                                 and t.place_id = c.place_id)
           ) as "settled!""#,
        turn.id,
    )
    .fetch_one(db)
    .await
}

/// Gives back what the turn changed. A new class in which something was written in the meantime is not thrown
/// away: it becomes an archive.
pub async fn undo(
    conn: &mut PgConnection,
    turn: &Turn,
    by: PersonId,
    now: DateTime<Utc>,
    day: NaiveDate,
) -> Result<(), sqlx::Error> {
    for one in queries::tied(&mut *conn, turn).await? {
        queries::untie(&mut *conn, turn, &one).await?;
    }
    sqlx::query!("select drop_or_close_class(place_id, $2) from year_turn_change where turn_id = $1 and what = 'class_opened'", turn.id, day)
        .fetch_all(&mut *conn)
        .await?;
    sqlx::query!(
        "delete from role where id in (
             select role_id from year_turn_change where turn_id = $1 and what = 'role_begun')",
        turn.id
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update role r set until_day = c.day from year_turn_change c
         where c.turn_id = $1 and c.what = 'role_ended' and r.id = c.role_id",
        turn.id
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update person p set level = c.word from year_turn_change c
         where c.turn_id = $1 and c.what = 'level' and p.id = c.person_id",
        turn.id
    )
    .execute(&mut *conn)
    .await?;
    let reopened: Vec<Uuid> = sqlx::query_scalar!(
        "update place p set closed_on = null from year_turn_change c
         where c.turn_id = $1 and c.what = 'class_closed' and p.id = c.place_id returning p.id",
        turn.id
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query!(
        "delete from archive_member where audience_id in (select id from audience where place_id = any($1))",
        &reopened
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update year_turn set state = 'undone', undone_at = $2, undone_by = $3 where id = $1",
        turn.id,
        now,
        by.0
    )
    .execute(&mut *conn)
    .await?;
    audiences::refresh(conn, &[turn.school], day).await
}

//! The SQL of the command line.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};

/// The top of the education tree; before the first feed there is none, and one is made, without a name:
/// the first feed gives it the academy's.
pub(crate) async fn project_place(
    conn: &mut PgConnection,
    now: DateTime<Utc>,
) -> Result<PlaceId, sqlx::Error> {
    let top = sqlx::query_scalar!(
        "select id from place where kind in ('academy', 'department', 'circonscription') and parent_id is null
         order by kind, created_at limit 1",
    )
    .fetch_optional(&mut *conn)
    .await?;
    if let Some(id) = top {
        return Ok(PlaceId(id));
    }
    let id = PlaceId::fresh();
    sqlx::query!("insert into place (id, kind, name, created_at) values ($1, 'academy', '', $2)", id.0, now,)
        .execute(conn)
        .await?;
    Ok(id)
}

pub(super) async fn make_operator(
    db: impl PgExecutor<'_>,
    person: PersonId,
    place: PlaceId,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "insert into role (id, person_id, kind, place_id, from_day, source)
         values (gen_random_uuid(), $1, 'operator', $2, $3, 'delegation')",
        person.0,
        place.0,
        today,
    )
    .execute(db)
    .await?;
    Ok(())
}

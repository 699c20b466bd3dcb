//! A group is made, named, filled, closed.

use super::{Desk, Kept};
use chrono::{DateTime, NaiveDate, Utc};
use kernel::year::school_year_of;
use kernel::{Actor, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// A group of this year, with its maker in its team when she teaches there.
pub(in super::super) async fn make(
    conn: &mut PgConnection,
    actor: &Actor,
    desk: &Desk,
    name: &str,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<PlaceId, sqlx::Error> {
    let id = PlaceId::fresh();
    sqlx::query!(
        "insert into place (id, kind, name, parent_id, school_id, school_year, by_hand, created_at)
         values ($1, 'group', $2, $3, $3, $4, true, $5)",
        id.0,
        name,
        desk.school.id.0,
        school_year_of(today),
        now,
    )
    .execute(&mut *conn)
    .await?;
    if desk.teaches {
        come(conn, desk, id, &[actor.person], "teacher", today).await?;
    }
    Ok(id)
}

pub(in super::super) async fn rename(
    db: impl PgExecutor<'_>,
    kept: &Kept,
    name: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update place set name = $2 where id = $1", kept.group.id.0, name).execute(db).await?;
    Ok(())
}

/// They are in it from today. Being in it already is being in it once.
pub(in super::super) async fn come(
    conn: &mut PgConnection,
    desk: &Desk,
    group: PlaceId,
    people: &[PersonId],
    kind: &str,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    let people: Vec<Uuid> = people.iter().map(|p| p.0).collect();
    sqlx::query!(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, source)
         select gen_random_uuid(), p, $2, $3, $4, $5, 'head' from unnest($1::uuid[]) p
         on conflict (person_id, kind, place_id) where until_day is null do nothing",
        &people,
        kind,
        group.0,
        desk.school.id.0,
        today,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// They are out of it from today; all of them when nobody is named.
pub(in super::super) async fn go(
    conn: &mut PgConnection,
    kept: &Kept,
    people: Option<&[PersonId]>,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    let people: Option<Vec<Uuid>> = people.map(|people| people.iter().map(|p| p.0).collect());
    sqlx::query!(
        "delete from role where place_id = $1 and ($2::uuid[] is null or person_id = any($2)) and from_day >= $3",
        kept.group.id.0,
        people.as_deref(),
        today,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "update role set until_day = $3::date - 1 where place_id = $1 and ($2::uuid[] is null or person_id = any($2))
             and (until_day is null or until_day >= $3)",
        kept.group.id.0,
        people.as_deref(),
        today,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An archive for those who were in it, by the rule of classes; then nobody is in it any more.
pub(in super::super) async fn close(
    conn: &mut PgConnection,
    kept: &Kept,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!("select close_classes($1, $2)", &[kept.group.id.0], today).execute(&mut *conn).await?;
    go(conn, kept, None, today).await
}

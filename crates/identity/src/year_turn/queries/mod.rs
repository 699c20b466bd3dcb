//! The SQL of a year that is being prepared. A turn is obtained through a school that the actor heads.

mod begin;
mod classes;
mod listed;
mod pupils;
mod ties;

use super::rules;
use chrono::NaiveDate;
use kernel::PlaceId;
use kernel::year::school_year_of;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

pub use begin::begin;
pub(super) use begin::propose;
pub(super) use classes::{NextClass, Teacher, add_class, change_class, classes, remove_class, teachers};
pub use listed::Listed;
pub(super) use listed::place_listed;
pub(super) use pupils::{Placed, ThisClass, place, pupils, this_year};
pub(super) use ties::{Found, Tied, found, keep_apart, tie, tied, untie};

/// A turn of a school, in the hands of its head.
#[derive(Debug, Clone)]
pub struct Turn {
    pub id: Uuid,
    pub school: PlaceId,
    pub year: i16,
    pub state: String,
    pub applies_on: Option<NaiveDate>,
    pub applied_on: Option<NaiveDate>,
    pub trouble: Option<String>,
}

impl Turn {
    pub fn is_draft(&self) -> bool {
        self.state == "draft" || self.state == "planned"
    }

    pub fn name(&self) -> String {
        rules::year_name(self.year)
    }
}

/// The one that is being prepared, else the last one applied.
pub async fn current(db: impl PgExecutor<'_>, school: PlaceId) -> Result<Option<Turn>, sqlx::Error> {
    sqlx::query_as!(
        Turn,
        "select id, school_id as school, school_year as year, state, applies_on, applied_on, trouble from year_turn
         where school_id = $1 and state in ('draft', 'planned', 'applied')
         order by school_year desc limit 1",
        school.0,
    )
    .fetch_optional(db)
    .await
}

/// The year that comes after that of the classes that are open.
pub(super) async fn to_come(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<i16, sqlx::Error> {
    let open = sqlx::query_scalar!(
        "select max(school_year) from place where school_id = $1 and kind = 'class' and closed_on is null",
        school.0,
    )
    .fetch_one(db)
    .await?;
    Ok(open.unwrap_or(school_year_of(today)) + 1)
}

pub(super) async fn plan(
    conn: &mut PgConnection,
    turn: &Turn,
    day: Option<NaiveDate>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update year_turn set state = case when $2::date is null then 'draft' else 'planned' end, applies_on = $2, trouble = null
         where id = $1",
        turn.id,
        day,
    )
    .execute(conn)
    .await?;
    Ok(())
}

pub(super) async fn drop(conn: &mut PgConnection, turn: &Turn) -> Result<(), sqlx::Error> {
    sqlx::query!("update year_turn set state = 'dropped', applies_on = null where id = $1", turn.id)
        .execute(conn)
        .await?;
    Ok(())
}

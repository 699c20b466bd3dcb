//! Where the options stand, in numbers.

use chrono::NaiveDate;
use sqlx::PgExecutor;

/// In how many places, or whether, each is on.
#[derive(Debug, Clone)]
pub(super) struct States {
    pub photo_schools: i64,
    pub spaces: i64,
    pub server: Option<String>,
    pub gated: bool,
    pub chosen_ways: i64,
}

pub(super) async fn states(db: impl PgExecutor<'_>, today: NaiveDate) -> Result<States, sqlx::Error> {
    sqlx::query_as!(
        States,
        r#"select (select count(*) from tile_photo_school) as "photo_schools!",
                (select count(*) from joint_space where until_day >= $1) as "spaces!",
                (select address from meeting_server) as "server?",
                coalesce((select gated from opening_rule), false) as "gated!",
                (select count(distinct class_id) from class_way) as "chosen_ways!""#,
        today,
    )
    .fetch_one(db)
    .await
}

//! What left of somebody.

use chrono::{DateTime, Utc};
use kernel::Oneself;
use sqlx::PgExecutor;
use uuid::Uuid;

pub(super) struct Use {
    pub service_id: Uuid,
    pub service: String,
    pub address: String,
    pub told: Vec<String>,
    pub told_at: DateTime<Utc>,
    pub last_at: Option<DateTime<Utc>>,
    pub times: i32,
}

pub(super) async fn uses(db: impl PgExecutor<'_>, oneself: &Oneself) -> Result<Vec<Use>, sqlx::Error> {
    sqlx::query_as!(
        Use,
        "select u.service_id, s.name as service, s.address, u.told, u.told_at, u.last_at, u.times
         from sso_use u join sso_service s on s.id = u.service_id
         where u.person_id = $1 order by s.name, s.id",
        oneself.person.0,
    )
    .fetch_all(db)
    .await
}

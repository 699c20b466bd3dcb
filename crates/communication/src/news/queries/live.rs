//! What an open page listens to.

use chrono::{DateTime, Utc};
use kernel::Actor;
use sqlx::PgExecutor;
use std::collections::HashSet;
use uuid::Uuid;

/// The audiences that this session's page is woken for; `None` once the session is closed.
pub async fn listens_to(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    now: DateTime<Utc>,
) -> Result<Option<HashSet<Uuid>>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select (select coalesce(array_agg(audience_id), '{}') from audience_member where person_id = s.person_id)
             as "audiences!"
         from session s join account a on a.person_id = s.person_id and a.state = 'active'
         where s.id = $1 and s.person_id = $2 and s.ends_at > $3"#,
        actor.session.0,
        actor.person.0,
        now,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| r.audiences.into_iter().collect()))
}

//! « Ce n’était pas moi », and what the audit says of an account.

use super::Contained;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, PersonId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// « Ce n’était pas moi », until somebody has looked.
#[derive(Debug, Clone)]
pub(in crate::containment) struct Alert {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub person: PersonId,
    pub name: String,
}

pub(in crate::containment) async fn alerts(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<Alert>, sqlx::Error> {
    sqlx::query_as!(
        Alert,
        r#"select l.id, l.at, l.person_id as "person!", p.first_name || ' ' || p.last_name as "name!"
         from security_alert l join person_card p on p.person_id = l.person_id
         where l.seen_at is null and ($3 or exists (
             select from role h where h.person_id = $1 and h.kind = 'head'
                and h.from_day <= $2 and (h.until_day is null or h.until_day >= $2)
                and l.person_id in (select person_id from people_in(h.school_id, '{adults,guardians}', $2))))
         order by l.at desc, l.id limit 50"#,
        actor.person.0,
        today,
        actor.is_project(),
    )
    .fetch_all(db)
    .await
}

pub(in crate::containment) async fn see_alert(
    conn: &mut PgConnection,
    actor: &Actor,
    alert: Uuid,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    if !alerts(&mut *conn, actor, today).await?.iter().any(|hers| hers.id == alert) {
        return Ok(false);
    }
    sqlx::query!(
        "update security_alert set seen_at = $2, seen_by = $3 where id = $1",
        alert,
        now,
        actor.person.0,
    )
    .execute(conn)
    .await?;
    Ok(true)
}

/// What the audit says of somebody, and from which device.
#[derive(Debug, Clone)]
pub(in crate::containment) struct Audited {
    pub at: DateTime<Utc>,
    pub act: String,
    pub details: serde_json::Value,
    pub session: Option<Uuid>,
    pub device: Option<String>,
}

pub(in crate::containment) async fn audited(
    db: impl PgExecutor<'_>,
    person: &Contained,
    since: DateTime<Utc>,
    most: i64,
) -> Result<Vec<Audited>, sqlx::Error> {
    sqlx::query_as!(
        Audited,
        r#"select a.at, a.act, a.details, a.session_id as session, coalesce(s.device, o.device) as "device?"
         from audit a left join session s on s.id = a.session_id left join past_session o on o.id = a.session_id
         where a.person_id = $1 and a.at >= $2 order by a.at desc, a.id desc limit $3"#,
        person.id.0,
        since,
        most,
    )
    .fetch_all(db)
    .await
}

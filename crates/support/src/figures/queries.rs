//! The tickets of a period, one line each.

use super::rules::Ticket;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, Error, PlaceId};
use sqlx::PgPool;
use uuid::Uuid;

fn ids(places: impl Iterator<Item = PlaceId>) -> Vec<Uuid> {
    places.map(|p| p.0).collect()
}

/// Opened since then, in the schools whose figures the actor reads; whoever reads none finds nothing.
pub(super) async fn tickets(
    pool: &PgPool,
    actor: &Actor,
    since: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Vec<Ticket>, Error> {
    let (headed, inspected) = (ids(actor.headed()), ids(actor.inspected()));
    if !actor.is_project() && headed.is_empty() && inspected.is_empty() {
        return Err(Error::NotFound);
    }
    let tickets = sqlx::query_as!(
        Ticket,
        r#"select t.channel, t.level, t.category, t.resolver, t.opened_at, t.first_answer_at, t.answer_by, t.resolved_at,
                t.waited_minutes as waited, t.satisfaction,
                t.state in ('open', 'to_confirm') and (t.first_answer_at is null and t.answer_by < $5 or coalesce(t.resolve_by < $5, false)) as "late!"
         from ticket t left join place s on s.id = t.school_id
         where t.category <> 'safety' and t.queue <> 'safety' and t.opened_at >= $4::date
           and ($1 or s.id = any($2) or s.parent_id = any($3))
         order by t.opened_at limit 50000"#,
        actor.is_project(),
        &headed,
        &inspected,
        since,
        now,
    )
    .fetch_all(pool)
    .await?;
    Ok(tickets)
}

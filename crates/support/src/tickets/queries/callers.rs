//! Whom a helper may note a call of: adults of the schools that her queues are of.

use crate::tickets::desk::Desk;
use crate::tickets::words::Queue;
use chrono::NaiveDate;
use kernel::{PersonId, PlaceId};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(crate) struct Caller {
    pub person: PersonId,
    pub name: String,
    pub school: PlaceId,
    pub school_name: String,
}

impl Caller {
    /// As in the form.
    pub(crate) fn key(&self) -> String {
        format!("{}:{}", self.person, self.school)
    }
}

/// By the words of the name: who works in a school of her queues, its families only for the school itself. `only`: the
/// one who was chosen.
pub(crate) async fn callers(
    db: impl PgExecutor<'_>,
    desk: &Desk,
    typed: &str,
    only: Option<(Uuid, Uuid)>,
    today: NaiveDate,
) -> Result<Vec<Caller>, sqlx::Error> {
    if typed.is_empty() && only.is_none() {
        return Ok(Vec::new());
    }
    let of = |queue| {
        let mine = desk.worked.iter().filter(move |w| w.queue == queue);
        mine.filter_map(|w| w.place).collect::<Vec<Uuid>>()
    };
    let everywhere = desk.worked.iter().any(|w| w.queue.level() >= 2 && w.queue != Queue::Commune);
    let (person, school) = only.unzip();
    sqlx::query_as!(
        Caller,
        r#"with near as (
             select r.person_id, r.school_id from role r join place s on s.id = r.school_id
             where r.kind not in ('pupil', 'helper') and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
               and (s.id = any($3) or s.parent_id = any($4) or $5)
             union
             select g.guardian_id, r.school_id from guardianship($2) g join role r on r.person_id = g.pupil_id and r.kind = 'pupil'
             where r.school_id = any($3) and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2))
           select p.id as "person!", p.shown_first_name || ' ' || p.shown_last_name as "name!", s.id as "school!", s.name as "school_name!"
           from near n join person p on p.id = n.person_id join place s on s.id = n.school_id
           where p.leaving_since is null and ($6::uuid is null or p.id = $6) and ($7::uuid is null or s.id = $7)
             and ($6::uuid is not null or p.plain like all((select sought_words($1))::text[]))
           order by p.plain, p.id, s.name limit 20"#,
        typed,
        today,
        &of(Queue::School),
        &of(Queue::Circonscription),
        everywhere,
        person,
        school,
    )
    .fetch_all(db)
    .await
}

/// Schools of this name or town, for who cannot sign in: few, by name.
pub(crate) async fn schools_named(
    db: impl PgExecutor<'_>,
    typed: &str,
    only: Option<Uuid>,
) -> Result<Vec<(PlaceId, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select s.id, s.name || coalesce(' (' || nullif(s.town, '') || ')', '') as "name!" from place s
           where s.kind = 'school' and not s.pseudo and s.closed_on is null and ($2::uuid is null or s.id = $2)
             and ($2::uuid is not null or concat(s.plain, plain_name(s.town)) like all((select sought_words($1))::text[]))
           order by s.name, s.id limit 12"#,
        typed,
        only,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (PlaceId(r.id), r.name)).collect())
}

/// How many came to a school without an account since a moment: a flood is stopped there.
pub(crate) async fn unverified_since(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    since: chrono::DateTime<chrono::Utc>,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "n!" from ticket where school_id = $1 and not verified and opened_at > $2"#,
        school.0,
        since,
    )
    .fetch_one(db)
    .await
}

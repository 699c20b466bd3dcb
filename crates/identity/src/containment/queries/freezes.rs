//! Freezing what a profile writes in a place, and reopening.

use super::Reach;
use chrono::{DateTime, Utc};
use kernel::Actor;
use sqlx::PgExecutor;
use uuid::Uuid;

/// One freeze for each profile, unless the same is there already.
pub(in crate::containment) async fn freeze(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    reach: &Reach,
    profiles: &[String],
    words: (&str, &str),
    now: DateTime<Utc>,
) -> Result<u64, sqlx::Error> {
    let done = sqlx::query!(
        "insert into writing_freeze (id, profile, place_id, message, reason, frozen_at, frozen_by)
         select gen_random_uuid(), p, $2, $3, $4, $5, $6 from unnest($1::text[]) p
         where not exists (select from writing_freeze f where f.profile = p and f.place_id is not distinct from $2
             and f.reopened_at is null)",
        profiles,
        reach.place,
        words.0,
        words.1,
        now,
        actor.person.0,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected())
}

/// A freeze, open or not, as the page shows it.
#[derive(Debug, Clone)]
pub(in crate::containment) struct FreezeRow {
    pub id: Uuid,
    pub profile: String,
    pub place: Option<Uuid>,
    pub place_name: String,
    pub message: String,
    pub reason: String,
    pub frozen_at: DateTime<Utc>,
    pub by: String,
    pub reopened_at: Option<DateTime<Utc>>,
    pub openings: String,
    /// The school is suspended: lifted where that was said.
    pub suspends: bool,
}

/// Those that hold or held in the places she reaches, or around them; the open ones first.
pub(in crate::containment) async fn freezes(
    db: impl PgExecutor<'_>,
    reaches: &[Reach],
) -> Result<Vec<FreezeRow>, sqlx::Error> {
    let places: Vec<_> = reaches.iter().filter_map(|reach| reach.place).collect();
    sqlx::query_as!(
        FreezeRow,
        r#"select f.id, f.profile, f.place_id as "place?", coalesce(p.name, 'Tout le projet') as "place_name!",
                f.message, f.reason, f.frozen_at, coalesce(b.first_name || ' ' || b.last_name, 'personne (le financement s’est arrêté)') as "by!", f.reopened_at, f.suspends,
                coalesce((select string_agg(o.name, ', ' order by o.name) from freeze_opening i
                    join place o on o.id = i.place_id where i.freeze_id = f.id), '') as "openings!"
         from writing_freeze f left join place p on p.id = f.place_id left join person_card b on b.person_id = f.frozen_by
         where f.place_id is null or f.place_id = any($1)
            or exists (select from place r where r.id = any($1) and f.place_id in (r.school_id, r.parent_id))
         order by f.reopened_at is not null, f.frozen_at desc, f.id limit 100"#,
        &places,
    )
    .fetch_all(db)
    .await
}

/// Ends a freeze of a place that she reaches. `false`: it is none, or has ended.
pub(in crate::containment) async fn reopen(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    reach: &Reach,
    freeze: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let profiles: Vec<_> = reach.profiles.iter().map(|p| p.name().to_owned()).collect();
    let done = sqlx::query!(
        "update writing_freeze set reopened_at = $4, reopened_by = $5
         where id = $1 and place_id is not distinct from $2 and profile = any($3) and reopened_at is null and not suspends",
        freeze,
        reach.place,
        &profiles,
        now,
        actor.person.0,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Reopens one school or class under a wider freeze: whoever froze the wider place says so, the project only.
pub(in crate::containment) async fn open_here(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    reach: &Reach,
    freeze: Uuid,
    now: DateTime<Utc>,
) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "insert into freeze_opening (freeze_id, place_id, opened_at, opened_by)
         select f.id, p.id, $3, $4 from writing_freeze f join place p on p.id = $2 left join place s on s.id = p.school_id
         where f.id = $1 and f.reopened_at is null and not f.suspends and $5
           and (f.place_id is null or f.place_id in (p.school_id, s.parent_id)) and f.place_id is distinct from p.id
         on conflict do nothing",
        freeze,
        reach.place,
        now,
        actor.person.0,
        actor.is_project(),
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

//! Next year's classes, as a list of the school's management says them.

use super::Turn;
use chrono::NaiveDate;
use kernel::PersonId;
use sqlx::PgConnection;
use uuid::Uuid;

/// A pupil of the list, and the class that it gives her.
#[derive(Debug, Clone)]
pub struct Listed {
    pub person: PersonId,
    pub class: String,
    pub level: Option<String>,
}

/// Puts them into the draft: into the class of that label, which is added when there is none. How many were placed;
/// who is no pupil of the school today is not.
pub(in super::super) async fn place_listed(
    conn: &mut PgConnection,
    turn: &Turn,
    listed: &[Listed],
    today: NaiveDate,
) -> Result<u64, sqlx::Error> {
    let people: Vec<Uuid> = listed.iter().map(|l| l.person.0).collect();
    let labels: Vec<_> = listed.iter().map(|l| l.class.clone()).collect();
    let levels: Vec<_> = listed.iter().map(|l| l.level.clone()).collect();
    sqlx::query!(
        "insert into year_turn_class (id, turn_id, name, levels)
         select gen_random_uuid(), $1, min(l.label), coalesce(array_agg(distinct l.level) filter (where l.level is not null), '{}')
         from unnest($2::text[], $3::text[]) l (label, level)
         where not exists (select from year_turn_class c where c.turn_id = $1 and plain_label(c.name) = plain_label(l.label))
         group by plain_label(l.label)",
        turn.id,
        &labels,
        &levels as &[Option<String>],
    )
    .execute(&mut *conn)
    .await?;
    let placed = sqlx::query!(
        "insert into year_turn_pupil (turn_id, person_id, class_id, leaves, level)
         select distinct on (l.person) $1, l.person, c.id, false, l.level
         from unnest($2::uuid[], $3::text[], $4::text[]) l (person, label, level)
         join lateral (select c.id from year_turn_class c
             where c.turn_id = $1 and plain_label(c.name) = plain_label(l.label) order by c.name limit 1) c on true
         where exists (select from role r where r.person_id = l.person and r.school_id = $5 and r.kind = 'pupil'
             and (r.until_day is null or r.until_day >= $6))
         on conflict (turn_id, person_id) do update
             set class_id = excluded.class_id, leaves = false, level = coalesce(excluded.level, year_turn_pupil.level)",
        turn.id,
        &people,
        &labels,
        &levels as &[Option<String>],
        turn.school.0,
        today,
    )
    .execute(conn)
    .await?;
    Ok(placed.rows_affected())
}

//! What of a school goes on under whoever heads it next: decided by its head, owned by the school.

use super::Leaves;
use chrono::NaiveDate;
use sqlx::PgExecutor;

/// In numbers: the hand-over names nobody.
#[derive(Debug, Clone)]
pub struct Concerns {
    /// Accesses given for days that still run.
    pub accesses: i64,
    /// Children hidden from somebody.
    pub protections: i64,
    pub groups: i64,
    /// Records that may be one person.
    pub doubts: i64,
    /// Guardians of whom she has yet to say who they are.
    pub to_check: i64,
    /// Who may write to whom was settled here.
    pub rules: bool,
    /// The next year is prepared, and not turned.
    pub year: bool,
    /// Photographs on tiles are on.
    pub photos: bool,
}

pub async fn concerns(
    db: impl PgExecutor<'_>,
    leaves: &Leaves,
    today: NaiveDate,
) -> Result<Concerns, sqlx::Error> {
    sqlx::query_as!(
        Concerns,
        r#"with pupil as (
             select distinct r.person_id from role r where r.school_id = $1 and r.kind = 'pupil'
               and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2))
         select (select count(*) from role r where r.school_id = $1 and r.source = 'delegation' and r.kind <> 'head'
                   and r.until_day >= $2) as "accesses!",
                (select count(*) from protection t join pupil u on u.person_id = t.pupil_id
                  where t.lifted_at is null and t.until_day >= $2) as "protections!",
                (select count(*) from place p where p.school_id = $1 and p.by_hand and p.closed_on is null) as "groups!",
                (select count(*) from duplicate_doubt d where d.settled_at is null
                   and exists (select from pupil u where u.person_id in (d.person_a, d.person_b))) as "doubts!",
                (select count(*) from guardian_link g join pupil u on u.person_id = g.pupil_id
                  where g.to_check and g.source = 'head' and (g.until_day is null or g.until_day >= $2)) as "to_check!",
                exists (select from communication_rules c where c.school_id = $1) as "rules!",
                exists (select from year_turn y where y.school_id = $1 and y.state in ('draft', 'planned')) as "year!",
                exists (select from tile_photo_school t where t.school_id = $1) as "photos!""#,
        leaves.school.0,
        today,
    )
    .fetch_one(db)
    .await
}

//! The SQL of families.

use chrono::NaiveDate;
use kernel::{Actor, AudienceId, PersonId};
use sqlx::PgExecutor;

/// A child as its guardian meets it: in one class, with what reaches the guardian on its account.
#[derive(Debug, Clone)]
pub struct Child {
    pub person: PersonId,
    pub first_name: String,
    pub level: String,
    /// The guardian's own audiences that come from this child's class and school.
    pub audiences: Vec<AudienceId>,
}

/// The children of this guardian who are pupils today, by first name. A third person has none.
pub async fn children(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    day: NaiveDate,
) -> Result<Vec<Child>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select p.id, p.shown_first_name as first_name, coalesce(p.level, '') as "level!",
                array_agg(distinct a.id) filter (where a.id is not null) as "audiences?"
         from guardian_link g
         join person p on p.id = g.pupil_id
         join role r on r.person_id = g.pupil_id and r.kind = 'pupil'
              and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         left join lateral (
             select a.id from audience_member m join audience a on a.id = m.audience_id
             where m.person_id = $1 and a.kind in ('class_guardians', 'school_guardians')
               and a.place_id in (r.place_id, r.school_id)) a on true
         where g.guardian_id = $1 and g.authority <> 'third'
           and g.from_day <= $2 and (g.until_day is null or g.until_day >= $2)
         group by p.id
         order by p.first_name, p.id"#,
        actor.person.0,
        day,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| Child {
            person: PersonId(row.id),
            first_name: row.first_name,
            level: row.level,
            audiences: row.audiences.unwrap_or_default().into_iter().map(AudienceId).collect(),
        })
        .collect())
}

//! Who is in a school and in a class.

use chrono::NaiveDate;
use kernel::{PersonId, PlaceId};
use sqlx::PgExecutor;

/// An adult with a role, for the head.
#[derive(Debug, Clone)]
pub(in super::super) struct Adult {
    pub id: PersonId,
    pub name: String,
    pub kind: String,
    pub state: Option<String>,
    /// Who said so: feed, head, self, delegation.
    pub source: String,
}

/// Who works in the school itself.
pub(in super::super) async fn adults(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Adult>, sqlx::Error> {
    sqlx::query_as!(
        Adult,
        r#"select r.person_id as "id!", p.first_name || ' ' || p.last_name as "name!", r.kind,
                a.state as "state?", r.source
         from role r join person_card p on p.person_id = r.person_id
         left join account a on a.person_id = r.person_id
         where r.place_id = $1
           and r.kind in ('teacher', 'head', 'staff', 'substitute', 'atsem', 'aesh', 'helper')
           and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         order by p.last_name, p.first_name, r.kind"#,
        school.0,
        today,
    )
    .fetch_all(db)
    .await
}

#[derive(Debug, Clone)]
pub(in super::super) struct Pupil {
    pub id: PersonId,
    pub name: String,
    pub level: String,
    pub state: Option<String>,
    pub has_code: bool,
}

/// Everybody of a class, by name: its team, its pupils.
pub(in super::super) async fn people(
    db: impl PgExecutor<'_>,
    class: PlaceId,
    today: NaiveDate,
) -> Result<(Vec<Adult>, Vec<Pupil>), sqlx::Error> {
    let rows = sqlx::query!(
        r#"select r.person_id, p.first_name || ' ' || p.last_name as "name!", r.kind, r.source,
                coalesce(p.level, '') as "level!", a.state as "state?",
                coalesce(a.password_hash is not null, false) as "has_code!"
         from role r join person_card p on p.person_id = r.person_id
         left join account a on a.person_id = r.person_id
         where r.place_id = $1
           and r.kind in ('pupil', 'teacher', 'head', 'staff', 'substitute', 'atsem', 'aesh', 'helper')
           and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         order by p.last_name, p.first_name, r.kind"#,
        class.0,
        today,
    )
    .fetch_all(db)
    .await?;
    let (mut team, mut pupils) = (Vec::new(), Vec::new());
    for row in rows {
        let (id, name, state) = (PersonId(row.person_id), row.name, row.state);
        match row.kind.as_str() {
            "pupil" => pupils.push(Pupil { id, name, level: row.level, state, has_code: row.has_code }),
            _ => team.push(Adult { id, name, kind: row.kind, state, source: row.source }),
        }
    }
    Ok((team, pupils))
}

/// Somebody of the school whom no class has yet, or has any more.
#[derive(Debug, Clone)]
pub(in super::super) struct Unplaced {
    pub id: PersonId,
    pub name: String,
    pub level: String,
}

/// By level, then by name.
pub(in super::super) async fn unplaced(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Unplaced>, sqlx::Error> {
    sqlx::query_as!(
        Unplaced,
        r#"select r.person_id as "id!", p.first_name || ' ' || p.last_name as "name!", coalesce(p.level, '') as "level!"
         from role r join person_card p on p.person_id = r.person_id
         where r.place_id = $1 and r.kind = 'pupil'
           and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         order by array_position('{TPS,PS,MS,GS,CP,CE1,CE2,CM1,CM2}'::text[], p.level), p.last_name, p.first_name
         limit 500"#,
        school.0,
        today,
    )
    .fetch_all(db)
    .await
}

#[derive(Debug, Clone)]
pub(in super::super) struct Guardian {
    pub pupil: PersonId,
    pub name: String,
    pub active: bool,
    /// The head hid the child from her: nothing is to be handed to her either.
    pub hidden: bool,
}

pub(in super::super) async fn guardians(
    db: impl PgExecutor<'_>,
    class: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Guardian>, sqlx::Error> {
    sqlx::query_as!(
        Guardian,
        r#"select g.pupil_id as "pupil!", p.first_name || ' ' || p.last_name as "name!",
                coalesce(a.state = 'active', false) as "active!",
                not exists (select from guardianship($2) o
                    where o.pupil_id = g.pupil_id and o.guardian_id = g.guardian_id) as "hidden!"
         from role r join guardian_link g on g.pupil_id = r.person_id and g.authority <> 'third'
              and g.from_day <= $2 and (g.until_day is null or g.until_day >= $2)
         join person_card p on p.person_id = g.guardian_id
         left join account a on a.person_id = g.guardian_id
         where r.place_id = $1 and r.kind = 'pupil'
           and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         order by g.contact_rank nulls last, p.last_name"#,
        class.0,
        today,
    )
    .fetch_all(db)
    .await
}

//! What the register proves: who of a school came to what. The way in of a school, and its accompaniment, stand on it.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// Whom a course is for; the first opens what a school’s administrator may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Track {
    Administrator,
    Teacher,
    Other,
}

impl Track {
    pub const WORDS: [(&'static str, Self); 3] =
        [("administrator", Self::Administrator), ("teacher", Self::Teacher), ("other", Self::Other)];

    pub fn name(self) -> &'static str {
        Self::WORDS.iter().find(|w| w.1 == self).map_or("", |w| w.0)
    }

    pub fn named(name: &str) -> Self {
        Self::WORDS.iter().find(|w| w.0 == name).map_or(Self::Other, |w| w.1)
    }

    pub fn french(self) -> &'static str {
        match self {
            Self::Administrator => "Administrateurs d’école",
            Self::Teacher => "Enseignants",
            Self::Other => "Autre",
        }
    }
}

/// What a certificate is called: from the end of the enrolment’s id, which is chance.
pub fn certificate(enrolment: Uuid) -> String {
    let id = enrolment.simple().to_string().to_uppercase();
    format!("ATT-{}-{}", &id[22..27], &id[27..])
}

/// Somebody was present.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attended {
    pub person: PersonId,
    pub name: String,
    pub track: Track,
    pub title: String,
    pub at: DateTime<Utc>,
    pub certificate: String,
}

/// Of those who work in these schools today, the last first. The school’s id comes with each.
pub async fn attended(
    conn: &mut PgConnection,
    schools: &[PlaceId],
    today: NaiveDate,
) -> Result<Vec<(PlaceId, Attended)>, sqlx::Error> {
    let ids: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
    let rows = sqlx::query!(
        r#"select w.school_id as "school!", e.id, e.person_id, k.first_name || ' ' || k.last_name as "name!", c.track, c.title, s.starts_at
         from (select distinct school_id, person_id from role where school_id = any($1) and kind in ('teacher', 'head', 'staff')
                 and from_day <= $2 and (until_day is null or until_day >= $2)) w
         join training_enrolment e on e.person_id = w.person_id and e.attendance = 'present'
         join training_session s on s.id = e.session_id join training_course c on c.id = s.course_id
         join person_card k on k.person_id = e.person_id
         where c.track in ('administrator', 'teacher')
         order by s.starts_at desc, e.id"#,
        &ids,
        today,
    )
    .fetch_all(conn)
    .await?;
    let attended = rows.into_iter().map(|r| {
        let attended = Attended {
            person: PersonId(r.person_id),
            name: r.name,
            track: Track::named(&r.track),
            title: r.title,
            at: r.starts_at,
            certificate: certificate(r.id),
        };
        (PlaceId(r.school), attended)
    });
    Ok(attended.collect())
}

/// Minutes of sessions at which somebody of the school was.
#[derive(Debug, Clone)]
pub struct Done {
    pub school: PlaceId,
    /// As `accompaniment_part.kind`.
    pub part: String,
    pub minutes: i64,
}

/// A session counts once for a school, however many of its adults came.
pub async fn done_in(
    db: impl PgExecutor<'_>,
    schools: &[PlaceId],
    today: NaiveDate,
) -> Result<Vec<Done>, sqlx::Error> {
    let ids: Vec<Uuid> = schools.iter().map(|s| s.0).collect();
    let rows = sqlx::query!(
        r#"select x.school_id as "school!", x.part as "part!", sum(x.minutes)::bigint as "minutes!" from (
             select distinct r.school_id, s.id,
                    case when c.given_by = 'publisher' then 'technical' when s.kind = 'virtual' then 'virtual_class' else 'training' end as part,
                    extract(epoch from s.ends_at - s.starts_at) / 60 as minutes
             from role r join training_enrolment e on e.person_id = r.person_id and e.attendance = 'present'
             join training_session s on s.id = e.session_id and s.cancelled_at is null join training_course c on c.id = s.course_id
             where r.school_id = any($1) and r.kind in ('teacher', 'head', 'staff') and r.from_day <= $2
               and (r.until_day is null or r.until_day >= $2)
         ) x group by 1, 2"#,
        &ids,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(rows
        .into_iter()
        .map(|r| Done { school: PlaceId(r.school), part: r.part, minutes: r.minutes })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_certificate_is_named_by_chance() {
        let id: Uuid = "01999999-0000-7000-8000-0123456789ab".parse().unwrap();
        assert_eq!(certificate(id), "ATT-23456-789AB");
    }
}

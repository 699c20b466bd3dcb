//! The SQL of secret words.

use super::rules::About;
use crate::ways::Way;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::{Actor, PersonId, SessionId};
use sqlx::{PgConnection, PgExecutor};

/// A pupil who may choose words, and what must not be among them. Made here only.
#[derive(Debug, Clone)]
pub(super) struct Chooser {
    pub person: PersonId,
    pub login: String,
    pub has_phrase: bool,
    pub password_hash: Option<String>,
    pub about: About,
}

/// The pupil himself, if words are his way in today.
pub(super) async fn chooser(
    db: impl PgExecutor<'_>,
    person: PersonId,
    today: NaiveDate,
) -> Result<Option<Chooser>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select p.first_name, p.last_name, p.birth_date, coalesce(p.level, '') as "level!", a.login, a.password_hash,
                f.person_id is not null as "has_phrase!", c.name as class_name, s.name as "school_name?",
                w.way as "way?"
         from person p join account a on a.person_id = p.id and a.state in ('to_activate', 'active')
         join role r on r.person_id = p.id and r.kind = 'pupil'
              and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
         join place c on c.id = r.place_id left join place s on s.id = r.school_id
         left join class_way w on w.class_id = c.id and w.level = coalesce(p.level, '')
         left join pass_phrase f on f.person_id = p.id
         where p.id = $1"#,
        person.0,
        today,
    )
    .fetch_all(db)
    .await?;
    let his = |chosen: Option<&str>, level: &str| {
        chosen.and_then(Way::named).unwrap_or_else(|| Way::of_level(level)) == Way::Phrase
    };
    if !rows.iter().any(|row| his(row.way.as_deref(), &row.level)) {
        return Ok(None);
    }
    let mut places: Vec<String> = rows.iter().map(|row| row.class_name.clone()).collect();
    places.extend(rows.iter().filter_map(|row| row.school_name.clone()));
    Ok(rows.into_iter().next().map(|row| {
        places.push(row.level);
        Chooser {
            person,
            has_phrase: row.has_phrase,
            password_hash: row.password_hash,
            about: About {
                first_name: row.first_name,
                last_name: row.last_name,
                login: row.login.clone(),
                birth_date: row.birth_date,
                places,
            },
            login: row.login,
        }
    }))
}

/// Came in with the code of a sheet, and words are his way: time to choose.
pub(crate) async fn should_choose(
    db: impl PgExecutor<'_>,
    person: PersonId,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    Ok(chooser(db, person, today).await?.is_some_and(|chooser| !chooser.has_phrase))
}

/// The words take the place of what opened before, and close what it opened elsewhere.
pub(super) async fn put(
    conn: &mut PgConnection,
    chooser: &Chooser,
    actor: &Actor,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update account set password_hash = $2, code_hash = null, code_made_at = null where person_id = $1",
        chooser.person.0,
        hash,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "insert into pass_phrase (person_id, chosen_at) values ($1, $2)
         on conflict (person_id) do update set chosen_at = excluded.chosen_at",
        chooser.person.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    let here: SessionId = actor.session;
    crate::sessions::close_all(conn, chooser.person, Some(here)).await
}

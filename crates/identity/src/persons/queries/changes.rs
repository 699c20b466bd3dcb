//! What a head changes of somebody: until when she is of the school, who she is.

use super::{Held, Person};
use crate::people::making::NewPerson;
use chrono::NaiveDate;
use kernel::PersonId;
use sqlx::{PgConnection, PgExecutor};

/// These roles hold until that day; what would begin later never does.
pub(in super::super) async fn end(
    conn: &mut PgConnection,
    held: &[&Held],
    last: NaiveDate,
) -> Result<(), sqlx::Error> {
    let roles: Vec<_> = held.iter().map(|h| h.id.0).collect();
    sqlx::query!("delete from role where id = any($1) and from_day > $2", &roles, last)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "update role set until_day = $2 where id = any($1) and (until_day is null or until_day > $2)",
        &roles,
        last,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Who she is, as it is written here.
pub(in super::super) async fn said(
    db: impl PgExecutor<'_>,
    person: &Person,
) -> Result<NewPerson, sqlx::Error> {
    let row = sqlx::query!(
        "select title, first_name, last_name, birth_date, level, ine, email, mobile from person where id = $1",
        person.id.0,
    )
    .fetch_one(db)
    .await?;
    Ok(NewPerson {
        title: row.title,
        first_name: row.first_name,
        last_name: row.last_name,
        birth_date: row.birth_date,
        level: row.level,
        ine: row.ine,
        email: row.email,
        mobile: row.mobile,
        ..NewPerson::default()
    })
}

/// An INE is one pupil’s.
pub(in super::super) async fn ine_is_taken(
    db: impl PgExecutor<'_>,
    person: PersonId,
    ine: Option<&str>,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from person where ine = $2 and id <> $1) as "taken!""#,
        person.0,
        ine,
    )
    .fetch_one(db)
    .await
}

/// Her login stays: it is for life.
pub(in super::super) async fn correct(
    db: impl PgExecutor<'_>,
    person: PersonId,
    new: &NewPerson,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update person set title = $2, first_name = $3, last_name = $4, birth_date = $5, level = $6, ine = $7,
             email = $8, mobile = $9, email_failed = case when email is not distinct from $8 then email_failed end
         where id = $1",
        person.0,
        new.title,
        new.first_name,
        new.last_name,
        new.birth_date,
        new.level,
        new.ine,
        new.email,
        new.mobile,
    )
    .execute(db)
    .await?;
    Ok(())
}

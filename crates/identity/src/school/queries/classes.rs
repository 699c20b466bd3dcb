//! A class that the head opens by hand: no directory has named it yet.

use super::Class;
use chrono::{DateTime, NaiveDate, Utc};
use kernel::PlaceId;
use kernel::year::school_year_of;
use sqlx::{PgConnection, PgExecutor};

/// An open class or group of the school has this name already.
pub(in super::super) async fn is_taken(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    name: &str,
    but: Option<PlaceId>,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from place where school_id = $1 and kind in ('class', 'group') and closed_on is null
               and plain_label(name) = plain_label($2) and id is distinct from $3) as "there!""#,
        school.0,
        name,
        but.map(|b| b.0),
    )
    .fetch_one(db)
    .await
}

/// A class of this year. A feed that names one of the same label later means this one.
pub async fn make_class(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    name: &str,
    (now, today): (DateTime<Utc>, NaiveDate),
) -> Result<PlaceId, sqlx::Error> {
    let id = PlaceId::fresh();
    sqlx::query!(
        "insert into place (id, kind, name, parent_id, school_id, school_year, created_at)
         values ($1, 'class', $2, $3, $3, $4, $5)",
        id.0,
        name,
        school.0,
        school_year_of(today),
        now,
    )
    .execute(db)
    .await?;
    Ok(id)
}

/// What the head may still do with a class: whose name no directory says, and where nobody learns any more.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Kept {
    pub named_here: bool,
    pub empty: bool,
}

pub(in super::super) async fn kept(
    db: impl PgExecutor<'_>,
    class: &Class,
    today: NaiveDate,
) -> Result<Kept, sqlx::Error> {
    sqlx::query_as!(
        Kept,
        r#"select c.kind = 'class' and not exists (select from place_key k where k.place_id = c.id)
                  and not exists (select from joint_space j where j.place_id = c.id) as "named_here!",
                not exists (select from role r where r.place_id = c.id and r.kind = 'pupil'
                    and (r.until_day is null or r.until_day >= $2)) as "empty!"
         from place c where c.id = $1"#,
        class.id.0,
        today,
    )
    .fetch_one(db)
    .await
}

pub(in super::super) async fn rename(
    db: impl PgExecutor<'_>,
    class: &Class,
    name: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update place set name = $2 where id = $1", class.id.0, name).execute(db).await?;
    Ok(())
}

/// Its team leaves it; what was written there is an archive for those who were in it.
pub(in super::super) async fn close(
    conn: &mut PgConnection,
    class: &Class,
    today: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!("select close_classes($1, $2)", &[class.id.0], today).execute(&mut *conn).await?;
    sqlx::query!("delete from role where place_id = $1 and from_day >= $2", class.id.0, today)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "update role set until_day = $2::date - 1 where place_id = $1 and (until_day is null or until_day >= $2)",
        class.id.0,
        today,
    )
    .execute(conn)
    .await?;
    Ok(())
}

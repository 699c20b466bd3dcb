//! The SQL of lending.

use chrono::NaiveDate;
use kernel::{Actor, PersonId, SessionId};
use sqlx::PgExecutor;

/// A child of the actor's for whom she may open. Made here only.
#[derive(Debug)]
pub(super) struct Own(PersonId);

impl Own {
    pub fn person(&self) -> PersonId {
        self.0
    }
}

pub(super) async fn own(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    child: PersonId,
    today: NaiveDate,
) -> Result<Option<Own>, sqlx::Error> {
    let found = sqlx::query_scalar!(
        r#"select p.id from guardianship($3) g join person p on p.id = g.pupil_id
         join account a on a.person_id = p.id and a.state in ('to_activate', 'active')
         where g.guardian_id = $1 and g.pupil_id = $2 and g.whole
           and p.level in ('TPS', 'PS', 'MS', 'GS')
           and exists (select from role r where r.person_id = p.id and r.kind = 'pupil'
               and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3))"#,
        actor.person.0,
        child.0,
        today,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|id| Own(PersonId(id))))
}

/// While a child has the device, and after, what is sensitive asks for the password again.
pub(super) async fn put_aside(db: impl PgExecutor<'_>, session: SessionId) -> Result<(), sqlx::Error> {
    sqlx::query!("update session set confirmed_until = null where id = $1", session.0).execute(db).await?;
    Ok(())
}

/// Closes what was opened for children from this session.
pub(super) async fn close_lent(db: impl PgExecutor<'_>, by: SessionId) -> Result<(), sqlx::Error> {
    sqlx::query!("select close_sessions(array(select id from session where lent_by = $1))", by.0)
        .fetch_one(db)
        .await?;
    Ok(())
}

//! The SQL of helping back in. An adult is obtained through the head.

use crate::accounts::{codes, queries as accounts};
use crate::{factors, sessions};
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, Error, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};

/// An adult of a school whom its head may help.
#[derive(Debug, Clone)]
pub(super) struct Adult {
    pub id: PersonId,
    pub name: String,
    pub login: String,
    pub state: String,
    pub activated_at: Option<DateTime<Utc>>,
    pub factor: bool,
}

pub(super) async fn adult(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: PlaceId,
    person: PersonId,
    today: NaiveDate,
) -> Result<Option<Adult>, sqlx::Error> {
    sqlx::query_as!(
        Adult,
        r#"select p.id as "id!", p.shown_first_name || ' ' || p.shown_last_name as "name!", a.login, a.state,
                a.activated_at, (exists (select from authenticator t where t.person_id = p.id)
                or exists (select from passkey k where k.person_id = p.id)) as "factor!"
         from person p join account a on a.person_id = p.id and a.state in ('to_activate', 'active', 'blocked')
         where p.id = $3
           and exists (select from role h where h.person_id = $1 and h.school_id = $2 and h.kind = 'head'
               and h.from_day <= $4 and (h.until_day is null or h.until_day >= $4))
           and exists (select from role r where r.person_id = p.id and r.school_id = $2
               and r.kind in ('teacher', 'staff', 'substitute', 'atsem', 'aesh', 'helper')
               and r.from_day <= $4 and (r.until_day is null or r.until_day >= $4))
           and not exists (select from role o where o.person_id = p.id
               and o.kind in ('head', 'inspector', 'operator', 'project_manager')
               and (o.until_day is null or o.until_day >= $4))"#,
        actor.person.0,
        school.0,
        person.0,
        today,
    )
    .fetch_optional(db)
    .await
}

/// A fresh printed code, as printed. The old password works until it is used. `factors`: a telephone was lost, the
/// second factor goes and every session with it.
pub async fn fresh_code(tx: &mut Tx, person: PersonId, login: &str, factors: bool) -> Result<String, Error> {
    let (code, now) = (codes::fresh_adult(), tx.now());
    accounts::put_codes(tx.conn(), &[(person, code.clone())], now).await?;
    accounts::forget_tries(tx.conn(), &[login]).await?;
    if factors {
        factors::queries::remove_all(tx.conn(), person).await?;
        sessions::close_all(tx.conn(), person, None).await?;
    }
    Ok(codes::shown(&code))
}

/// From this moment the account is closed: no session, no way in. `false`: it was not open.
pub async fn block(conn: &mut PgConnection, person: PersonId) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update account set state = 'blocked' where person_id = $1 and state in ('to_activate', 'active')",
        person.0,
    )
    .execute(&mut *conn)
    .await?;
    sessions::close_all(conn, person, None).await?;
    Ok(done.rows_affected() == 1)
}

/// As it was before it was blocked. `false`: it was not.
pub async fn unblock(db: impl PgExecutor<'_>, person: PersonId) -> Result<bool, sqlx::Error> {
    let done = sqlx::query!(
        "update account a set state = open_state(a) where person_id = $1 and state = 'blocked'",
        person.0,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

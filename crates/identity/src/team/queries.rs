//! The SQL of the team. The route says who asks: the project.

use super::rules::{AROUND, Asked, Newcomer, kinds};
use crate::admin;
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, Error, PersonId, RoleId};
use sqlx::{PgConnection, PgExecutor};

#[derive(Debug, Clone)]
pub(super) struct Member {
    pub role: RoleId,
    pub person: PersonId,
    pub name: String,
    pub kind: String,
    pub state: Option<String>,
    pub from_day: NaiveDate,
    pub until_day: Option<NaiveDate>,
    pub given_by: Option<String>,
    pub given_at: Option<DateTime<Utc>>,
}

/// Who is of it or will be, then who was within two years.
pub(super) async fn members(
    db: impl PgExecutor<'_>,
    only: Option<RoleId>,
    today: NaiveDate,
) -> Result<Vec<Member>, sqlx::Error> {
    sqlx::query_as!(
        Member,
        r#"select r.id as role, r.person_id as person, c.first_name || ' ' || c.last_name as "name!", r.kind,
                a.state as "state?", r.from_day, r.until_day, g.first_name || ' ' || g.last_name as given_by, r.given_at
         from role r join person_card c on c.person_id = r.person_id left join account a on a.person_id = r.person_id
         left join person_card g on g.person_id = r.given_by
         where r.kind = any($3::text[]) and (r.until_day is null or r.until_day >= $1::date - 730)
           and ($2::uuid is null or r.id = $2)
         order by coalesce(r.until_day < $1, false), c.last_name, c.first_name, r.id limit 200"#,
        today,
        only.map(|r| r.0),
        &kinds().map(|k| k.0.to_owned()).collect::<Vec<_>>(),
    )
    .fetch_all(db)
    .await
}

pub(super) async fn find(conn: &mut PgConnection, role: RoleId, today: NaiveDate) -> Result<Member, Error> {
    members(conn, Some(role), today).await?.pop().ok_or(Error::NotFound)
}

/// Is of it already within these days, in the same role.
pub(super) async fn overlaps(db: impl PgExecutor<'_>, asked: &Asked) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from role where person_id = $1 and kind = $2
               and from_day <= coalesce($4, 'infinity'::date) and (until_day is null or until_day >= $3)) as "there!""#,
        asked.person.0,
        asked.kind,
        asked.from,
        asked.until,
    )
    .fetch_one(db)
    .await
}

pub(super) async fn name(tx: &mut Tx, actor: &Actor, asked: &Asked) -> Result<RoleId, sqlx::Error> {
    let (role, now) = (RoleId::fresh(), tx.now());
    let place = admin::project_place(tx.conn(), now).await?;
    sqlx::query!(
        "insert into role (id, person_id, kind, place_id, from_day, until_day, source, given_by, given_at)
         values ($1, $2, $3, $4, $5, $6, 'delegation', $7, $8)",
        role.0,
        asked.person.0,
        asked.kind,
        place.0,
        asked.from,
        asked.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(role)
}

/// An adult who is here has this address.
pub(super) async fn is_known(db: impl PgExecutor<'_>, email: &str) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from person p join account a on a.person_id = p.id and a.state <> 'erased'
               where lower(p.email) = lower($1)) as "there!""#,
        email,
    )
    .fetch_one(db)
    .await
}

/// Who was named from outside before, and works nowhere here: the same address is hers again.
#[derive(Debug, Clone)]
pub(super) struct Former {
    pub person: PersonId,
    pub name: String,
    /// The name that was typed is hers.
    pub same: bool,
    pub state: String,
    pub mailbox: bool,
}

/// With this address; who has the name that was typed first. Held until the end of the transaction: the night that would
/// erase her waits, or has done it, and then she is nobody any more.
pub(super) async fn former(conn: &mut PgConnection, new: &Newcomer) -> Result<Option<Former>, sqlx::Error> {
    let around: Vec<_> = AROUND.map(|(kind, ..)| kind.to_owned()).to_vec();
    sqlx::query_as!(
        Former,
        r#"select p.id as "person!", p.shown_first_name || ' ' || p.shown_last_name as "name!", a.state as "state!",
                plain_name(p.first_name || ' ' || p.last_name) = plain_name($2) as "same!", has_mailbox(p.email, p.email_failed) as "mailbox!"
         from person p join account a on a.person_id = p.id and a.state <> 'erased'
         where lower(p.email) = lower($1)
           and exists (select from role r where r.person_id = p.id and r.kind = any($3::text[]))
           and not exists (select from role r where r.person_id = p.id and r.kind <> all($3::text[])
               and (r.until_day is null or r.until_day >= $4))
         order by 4 desc, p.id limit 1 for update of p"#,
        new.email,
        format!("{} {}", new.first, new.last),
        &around,
        new.from,
    )
    .fetch_optional(conn)
    .await
}

pub(super) async fn never_came(db: impl PgExecutor<'_>, person: PersonId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from account where person_id = $1 and state = 'to_activate') as "never!""#,
        person.0,
    )
    .fetch_one(db)
    .await
}

/// Somebody else is of it today, for good, with an account that is open. Held until the end of the transaction, so
/// that two do not end each other.
pub(super) async fn others_stay(
    conn: &mut PgConnection,
    member: &Member,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('project team'))").execute(&mut *conn).await?;
    sqlx::query_scalar!(
        r#"select exists (select from role r join account a on a.person_id = r.person_id and a.state = 'active'
               where r.kind in ('operator', 'project_manager') and r.person_id <> $1 and r.from_day <= $2
                 and r.until_day is null) as "there!""#,
        member.person.0,
        today,
    )
    .fetch_one(conn)
    .await
}

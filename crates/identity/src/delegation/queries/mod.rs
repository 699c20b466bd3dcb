//! The SQL of access for a time. Given, prolonged and ended through a school that the actor heads.

mod proposals;

pub(super) use proposals::{Proposal, proposals, propose, settle, waiting_of};

use super::rules::Asked;
use crate::leaving;
use crate::school::School;
use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, Error, PersonId, RoleId};
use sqlx::{PgConnection, PgExecutor};

/// An access given by hand, in a school of the actor's.
#[derive(Debug, Clone)]
pub(super) struct Given {
    pub role: RoleId,
    pub person: PersonId,
    pub name: String,
    pub kind: String,
    pub class: String,
    pub purpose: String,
    pub from_day: NaiveDate,
    pub until_day: NaiveDate,
    pub tools: Vec<String>,
    pub state: Option<String>,
    pub email: bool,
    /// Her account is not known elsewhere, and waits to be opened: a slip can be printed.
    pub printable: bool,
}

/// Those that hold or will, and those that ended within two months, the latest end first.
pub(super) async fn given(
    db: impl PgExecutor<'_>,
    school: &School,
    only: Option<RoleId>,
    today: NaiveDate,
) -> Result<Vec<Given>, sqlx::Error> {
    sqlx::query_as!(
        Given,
        r#"select r.id as role, r.person_id as person, c.first_name || ' ' || c.last_name as "name!", r.kind,
                p.name as class, r.purpose, r.from_day, r.until_day as "until_day!", coalesce(r.tools, '{}') as "tools!",
                a.state as "state?", has_mailbox(h.email, h.email_failed) as "email!",
                coalesce(a.state = 'to_activate' and not known_elsewhere(r.person_id, $1, $2), false) as "printable!"
         from role r join place p on p.id = r.place_id join person_card c on c.person_id = r.person_id
         join person h on h.id = r.person_id left join account a on a.person_id = r.person_id
         where r.school_id = $1 and r.source = 'delegation' and r.kind in ('substitute', 'atsem', 'aesh', 'helper')
           and r.until_day >= $2::date - 60 and ($3::uuid is null or r.id = $3)
         order by r.until_day < $2, r.until_day, c.last_name, r.id limit 300"#,
        school.id.0,
        today,
        only.map(|r| r.0),
    )
    .fetch_all(db)
    .await
}

/// One of them, for its school's head.
pub(super) async fn find(
    conn: &mut PgConnection,
    school: &School,
    role: RoleId,
    today: NaiveDate,
) -> Result<Given, Error> {
    given(conn, school, Some(role), today).await?.pop().ok_or(Error::NotFound)
}

/// Whom the form offers: who works in this school, and who was named by hand in a school around.
pub(super) async fn known(
    db: impl PgExecutor<'_>,
    school: &School,
    today: NaiveDate,
) -> Result<Vec<(PersonId, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select c.person_id as "person!", c.last_name || ' ' || c.first_name as "name!"
         from person_card c
         where exists (select from role r join place s on s.id = r.school_id
             where r.person_id = c.person_id and (r.until_day is null or r.until_day >= $2::date - 365)
               and (r.school_id = $1 and r.kind in ('teacher', 'staff', 'substitute', 'atsem', 'aesh', 'helper')
                 or r.kind = 'substitute' and s.parent_id = (select parent_id from place where id = $1)))
         order by c.last_name, c.first_name, c.person_id limit 300"#,
        school.id.0,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (PersonId(r.person), r.name)).collect())
}

/// Who has this address already: an adult, never a pupil. The name is compared, never shown.
pub(super) async fn by_email(
    db: impl PgExecutor<'_>,
    email: &str,
) -> Result<Option<(PersonId, String)>, sqlx::Error> {
    let row = sqlx::query!(
        "select p.id, p.last_name from person p join account a on a.person_id = p.id and a.state <> 'erased'
         where lower(p.email) = $1 and not exists (select from role r where r.person_id = p.id and r.kind = 'pupil')
         order by a.activated_at nulls last, p.id limit 1",
        email,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| (PersonId(r.id), r.last_name)))
}

/// Somebody of the list offered; whoever is not in it is not found.
pub(super) async fn is_known(
    conn: &mut PgConnection,
    school: &School,
    person: PersonId,
    today: NaiveDate,
) -> Result<bool, sqlx::Error> {
    Ok(known(conn, school, today).await?.iter().any(|k| k.0 == person))
}

/// Has access to this class already within these days, in the same kind of role.
pub(super) async fn overlaps(
    db: impl PgExecutor<'_>,
    person: PersonId,
    asked: &Asked,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from role where person_id = $1 and kind = $2 and place_id = $3
               and from_day <= $5 and (until_day is null or until_day >= $4)) as "there!""#,
        person.0,
        asked.kind,
        asked.class.0,
        asked.from,
        asked.until,
    )
    .fetch_one(db)
    .await
}

/// Gives it. An account that was on its way out is opened again: she is entitled anew.
pub(super) async fn give(
    tx: &mut Tx,
    actor: &Actor,
    school: &School,
    person: PersonId,
    asked: &Asked,
) -> Result<RoleId, sqlx::Error> {
    let (role, now) = (RoleId::fresh(), tx.now());
    sqlx::query!(
        "insert into role (id, person_id, kind, place_id, school_id, from_day, until_day, source, tools, purpose,
             given_by, given_at)
         values ($1, $2, $3, $4, $5, $6, $7, 'delegation', $8, $9, $10, $11)",
        role.0,
        person.0,
        asked.kind,
        asked.class.0,
        school.id.0,
        asked.from,
        asked.until,
        &asked.tools,
        asked.purpose,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    leaving::queries::keep(tx.conn(), person).await?;
    Ok(role)
}

pub(super) async fn prolong(
    db: impl PgExecutor<'_>,
    given: &Given,
    until: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update role set until_day = $2 where id = $1", given.role.0, until).execute(db).await?;
    Ok(())
}

/// At once: what began before today ended yesterday, what did not begin never was.
pub(super) async fn end(conn: &mut PgConnection, given: &Given, today: NaiveDate) -> Result<(), sqlx::Error> {
    sqlx::query!("delete from role where id = $1 and from_day >= $2", given.role.0, today)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "update role set until_day = $2::date - 1 where id = $1 and until_day >= $2",
        given.role.0,
        today
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What the letter says.
#[derive(Debug)]
pub(super) struct Told {
    pub class: String,
    pub school: String,
    pub tools: Vec<String>,
    pub from_day: NaiveDate,
    pub until_day: NaiveDate,
}

/// The access, unless it ended before its letter left.
pub(super) async fn told(
    db: impl PgExecutor<'_>,
    role: RoleId,
    today: NaiveDate,
) -> Result<Option<Told>, sqlx::Error> {
    sqlx::query_as!(
        Told,
        r#"select p.name as class, s.name as school, coalesce(r.tools, '{}') as "tools!", r.from_day,
                r.until_day as "until_day!"
         from role r join place p on p.id = r.place_id join place s on s.id = r.school_id
         where r.id = $1 and r.until_day >= $2"#,
        role.0,
        today,
    )
    .fetch_optional(db)
    .await
}

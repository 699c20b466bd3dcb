//! A child hidden from a guardian: decided, prolonged, lifted; which end soon.

use super::{Link, Pupil};
use crate::school::School;
use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, Error, PersonId, PlaceId, ProtectionId};
use sqlx::{PgConnection, PgExecutor};

pub(in crate::families) async fn protect(
    tx: &mut Tx,
    actor: &Actor,
    pupil: &Pupil,
    link: &Link,
    reason: &str,
    until: NaiveDate,
) -> Result<ProtectionId, sqlx::Error> {
    let (id, now, today) = (ProtectionId::fresh(), tx.now(), tx.today());
    sqlx::query!(
        "insert into protection (id, pupil_id, guardian_id, reason, from_day, until_day, decided_by, decided_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id.0,
        pupil.id.0,
        link.guardian.0,
        reason,
        today,
        until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// A protection of this pupil's that holds, whom the actor may decide about.
pub(in crate::families) async fn holding(
    conn: &mut PgConnection,
    pupil: &Pupil,
    protection: ProtectionId,
    today: NaiveDate,
) -> Result<ProtectionId, Error> {
    let found = sqlx::query_scalar!(
        "select id from protection where id = $1 and pupil_id = $2 and lifted_at is null and until_day >= $3",
        protection.0,
        pupil.id.0,
        today,
    )
    .fetch_optional(conn)
    .await?;
    found.filter(|_| !pupil.own_child).map(ProtectionId).ok_or(Error::NotFound)
}

pub(in crate::families) async fn prolong(
    db: impl PgExecutor<'_>,
    protection: ProtectionId,
    until: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update protection set until_day = $2 where id = $1", protection.0, until)
        .execute(db)
        .await?;
    Ok(())
}

pub(in crate::families) async fn lift(
    tx: &mut Tx,
    actor: &Actor,
    protection: ProtectionId,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update protection set lifted_at = $2, lifted_by = $3 where id = $1",
        protection.0,
        now,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// What this guardian has asked for of the child's data is not made, nor given, any more.
pub(in crate::families) async fn forget_exports(
    db: impl PgExecutor<'_>,
    pupil: &Pupil,
    link: &Link,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "delete from data_export where person_id = $1 and asked_by = $2",
        pupil.id.0,
        link.guardian.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The child's own pages that this guardian had opened at home are closed.
pub(in crate::families) async fn close_lent(
    db: impl PgExecutor<'_>,
    pupil: &Pupil,
    link: &Link,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "select close_sessions(array(select id from session where person_id = $1
            and lent_by in (select id from session where person_id = $2)))",
        pupil.id.0,
        link.guardian.0
    )
    .fetch_one(db)
    .await?;
    Ok(())
}

/// A protection in the list of a school's head.
#[derive(Debug, Clone)]
pub(in crate::families) struct Held {
    pub pupil: PersonId,
    pub child: String,
    pub guardian: String,
    pub until_day: NaiveDate,
}

pub(in crate::families) async fn held(
    db: impl PgExecutor<'_>,
    school: &School,
    today: NaiveDate,
) -> Result<Vec<Held>, sqlx::Error> {
    sqlx::query_as!(
        Held,
        r#"select t.pupil_id as pupil, c.first_name || ' ' || c.last_name as "child!",
                g.first_name || ' ' || g.last_name as "guardian!", t.until_day
         from protection t join person_card c on c.person_id = t.pupil_id join person_card g on g.person_id = t.guardian_id
         where t.lifted_at is null and t.until_day >= $2
           and exists (select from role r where r.person_id = t.pupil_id and r.kind = 'pupil' and r.school_id = $1
               and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2))
         order by t.until_day, c.last_name, c.first_name, t.id limit 300"#,
        school.id.0,
        today,
    )
    .fetch_all(db)
    .await
}

/// Those that end by `day` and whose heads were not told, with the heads; told from here on.
pub(in crate::families) async fn ending(
    tx: &mut Tx,
    day: NaiveDate,
) -> Result<Vec<(ProtectionId, PersonId)>, sqlx::Error> {
    let today = tx.today();
    let rows = sqlx::query!(
        r#"with told as (
             update protection set warned_for = until_day
             where lifted_at is null and until_day between $1 and $2 and warned_for is distinct from until_day
             returning id, pupil_id)
         select distinct t.id, h.person_id from told t
         join role r on r.person_id = t.pupil_id and r.kind = 'pupil' and r.from_day <= $1
              and (r.until_day is null or r.until_day >= $1)
         join role h on h.school_id = r.school_id and h.kind = 'head' and h.from_day <= $1
              and (h.until_day is null or h.until_day >= $1)"#,
        today,
        day,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|r| (ProtectionId(r.id), PersonId(r.person_id))).collect())
}

/// Where the letter sends this head, while the protection holds and she is the head.
pub(in crate::families) async fn told(
    db: impl PgExecutor<'_>,
    protection: ProtectionId,
    head: PersonId,
    today: NaiveDate,
) -> Result<Option<(PlaceId, NaiveDate)>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select h.school_id as "school!", t.until_day from protection t
         join role r on r.person_id = t.pupil_id and r.kind = 'pupil' and r.from_day <= $3
              and (r.until_day is null or r.until_day >= $3)
         join role h on h.school_id = r.school_id and h.kind = 'head' and h.person_id = $2 and h.from_day <= $3
              and (h.until_day is null or h.until_day >= $3)
         where t.id = $1 and t.lifted_at is null and t.until_day >= $3 limit 1"#,
        protection.0,
        head.0,
        today,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| (PlaceId(r.school), r.until_day)))
}

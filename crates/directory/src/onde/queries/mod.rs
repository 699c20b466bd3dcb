//! The SQL of ONDE imports. An upload is obtained through the school that the actor heads.

mod school;

use super::columns::Kind;
use crate::console::Headed;
use chrono::{DateTime, Utc};
use identity::people::making::NewPerson;
use kernel::{OndeId, PersonId};
use sqlx::{PgConnection, PgExecutor};
use std::collections::BTreeMap;

pub(super) use school::school;

/// What a head has sent.
#[derive(Debug, Clone)]
pub(super) struct Upload {
    pub id: OndeId,
    pub file_names: Vec<String>,
    pub received_at: DateTime<Utc>,
    pub state: String,
    pub report: Option<serde_json::Value>,
    pub corrections: serde_json::Value,
    pub pupils: Option<Vec<u8>>,
    pub relatives: Option<Vec<u8>>,
    pub teachers: Option<Vec<u8>>,
}

impl Upload {
    pub fn bytes(&self, kind: Kind) -> Option<&[u8]> {
        match kind {
            Kind::Pupils => self.pupils.as_deref(),
            Kind::Relatives => self.relatives.as_deref(),
            Kind::Teachers => self.teachers.as_deref(),
        }
    }
}

pub(super) async fn receive(
    db: impl PgExecutor<'_>,
    school: &Headed,
    by: PersonId,
    files: &BTreeMap<Kind, Vec<u8>>,
    names: &[String],
    now: DateTime<Utc>,
) -> Result<OndeId, sqlx::Error> {
    let id = OndeId::fresh();
    sqlx::query!(
        "insert into onde_upload (id, school_id, received_by, received_at, file_names, pupils, relatives, teachers)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id.0,
        school.id.0,
        by.0,
        now,
        names,
        files.get(&Kind::Pupils).map(Vec::as_slice),
        files.get(&Kind::Relatives).map(Vec::as_slice),
        files.get(&Kind::Teachers).map(Vec::as_slice),
    )
    .execute(db)
    .await?;
    Ok(id)
}

/// One, held until the end of the transaction: applied once.
pub(super) async fn find(
    db: impl PgExecutor<'_>,
    school: &Headed,
    id: OndeId,
) -> Result<Option<Upload>, sqlx::Error> {
    sqlx::query_as!(
        Upload,
        r#"select id as "id!", file_names, received_at, state, report, corrections, pupils, relatives, teachers
         from onde_upload where id = $1 and school_id = $2 for update"#,
        id.0,
        school.id.0,
    )
    .fetch_optional(db)
    .await
}

/// A line of the school's list.
pub(super) struct Listed {
    pub id: OndeId,
    pub file_names: Vec<String>,
    pub received_at: DateTime<Utc>,
    pub state: String,
}

pub(super) async fn list(db: impl PgExecutor<'_>, school: &Headed) -> Result<Vec<Listed>, sqlx::Error> {
    sqlx::query_as!(
        Listed,
        r#"select id as "id!", file_names, received_at, state from onde_upload
         where school_id = $1 and state <> 'dropped' order by received_at desc limit 30"#,
        school.id.0,
    )
    .fetch_all(db)
    .await
}

pub(super) async fn correct(
    db: impl PgExecutor<'_>,
    id: OndeId,
    corrections: &serde_json::Value,
) -> Result<(), sqlx::Error> {
    sqlx::query!("update onde_upload set corrections = $2 where id = $1", id.0, corrections)
        .execute(db)
        .await?;
    Ok(())
}

/// Applied or dropped: the bytes and what was corrected leave.
pub(super) async fn settle(
    db: impl PgExecutor<'_>,
    id: OndeId,
    state: &str,
    report: Option<&serde_json::Value>,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update onde_upload set state = $2, report = $3, settled_at = $4, corrections = '{}',
                pupils = null, relatives = null, teachers = null where id = $1",
        id.0,
        state,
        report,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Nobody came back to it: dropped. A report is kept as long as uploads wait, its remarks may hold names.
pub(super) async fn forget(
    conn: &mut PgConnection,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64, sqlx::Error> {
    let dropped = sqlx::query!(
        "update onde_upload set state = 'dropped', settled_at = $2, corrections = '{}', pupils = null, relatives = null,
                teachers = null where state = 'received' and received_at <= $1",
        before,
        now,
    )
    .execute(&mut *conn)
    .await?;
    let remarks = sqlx::query!(
        "update onde_upload set report = report - 'remarks' where state = 'applied' and settled_at <= $1 and report ? 'remarks'",
        before,
    )
    .execute(conn)
    .await?;
    Ok(dropped.rows_affected() + remarks.rows_affected())
}

/// What the file says of somebody whom no feed names: what is empty is filled; the level is the file's.
pub(super) async fn fill(
    db: impl PgExecutor<'_>,
    person: PersonId,
    new: &NewPerson,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update person set birth_date = coalesce(birth_date, $2), level = coalesce($3, level), email = coalesce(email, $4),
             mobile = coalesce(mobile, $5), home_phone = coalesce(home_phone, $6), work_phone = coalesce(work_phone, $7),
             street = coalesce(street, $8), postcode = coalesce(postcode, $9), town = coalesce(town, $10),
             ine = coalesce(ine, (select $11 where not exists (select from person o where o.ine = $11)))
         where id = $1",
        person.0,
        new.birth_date,
        new.level,
        new.email,
        new.mobile,
        new.home_phone,
        new.work_phone,
        new.street,
        new.postcode,
        new.town,
        new.ine,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A class whose levels nobody said has those of its pupils.
pub(super) async fn find_levels(db: impl PgExecutor<'_>, school: &Headed) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update place c set levels = f.levels from (
             select r.place_id, array_agg(distinct p.level) as levels from role r join person p on p.id = r.person_id
             where r.school_id = $1 and r.kind = 'pupil' and r.until_day is null and p.level is not null group by r.place_id) f
         where c.id = f.place_id and c.kind = 'class' and c.levels = '{}'",
        school.id.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

//! The SQL of the rules of communication.

use super::rules::{self, Rules, Who, Whom};
use crate::school::{self, School};
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, AudienceId, Error, PlaceId, RoleKind};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

/// What the school is called, for the adults who work in it.
pub async fn works_in(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    school: PlaceId,
    today: NaiveDate,
) -> Result<String, Error> {
    Ok(school::school(db, actor, school, today).await?.ok_or(Error::NotFound)?.name)
}

/// The rules of a school.
pub async fn of(db: impl PgExecutor<'_>, school: PlaceId) -> Result<Rules, sqlx::Error> {
    let row =
        sqlx::query!("select preset, exceptions from communication_rules where school_id = $1", school.0)
            .fetch_optional(db)
            .await?;
    Ok(row.map_or_else(Rules::default, |r| Rules::kept(Some(&r.preset), Some(r.exceptions))))
}

/// In how many schools they open beyond adults among themselves; in how many pupils write nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Openness {
    pub open: i64,
    pub quiet: i64,
}

pub async fn openness(db: impl PgExecutor<'_>) -> Result<Openness, sqlx::Error> {
    let rows = sqlx::query!("select preset, exceptions from communication_rules").fetch_all(db).await?;
    let mut found = Openness::default();
    for row in rows {
        let rules = Rules::kept(Some(&row.preset), Some(row.exceptions));
        let write = |who| rules.allow(who, Whom::Teachers);
        found.open += i64::from(rules.goes_beyond());
        found.quiet += i64::from(!write(Who::Young) && !write(Who::Older));
    }
    Ok(found)
}

/// Since when they are as they are, and who decided it; nothing while nobody did.
pub(super) async fn decided(
    db: impl PgExecutor<'_>,
    school: &School,
) -> Result<Option<(DateTime<Utc>, String)>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select r.decided_at, coalesce(c.first_name || ' ' || c.last_name, '') as "name!"
         from communication_rules r left join person_card c on c.person_id = r.decided_by
         where r.school_id = $1"#,
        school.id.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| (r.decided_at, r.name)))
}

/// One after the other: of two cells changed at once, both hold.
pub(super) async fn of_for_change(tx: &mut Tx, school: &School) -> Result<Rules, sqlx::Error> {
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtext('communication_rules'), hashtext($1))",
        school.id.to_string()
    )
    .execute(tx.conn())
    .await?;
    of(tx.conn(), school.id).await
}

/// `school` is headed by the actor.
pub(super) async fn decide(
    tx: &mut Tx,
    actor: &Actor,
    school: &School,
    rules: &Rules,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into communication_rules (school_id, preset, exceptions, decided_by, decided_at)
         values ($1, $2, $3, $4, $5)
         on conflict (school_id) do update set preset = excluded.preset, exceptions = excluded.exceptions,
             decided_by = excluded.decided_by, decided_at = excluded.decided_at",
        school.id.0,
        rules.preset.word(),
        &rules.exceptions,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Whether this pupil may answer where a teacher opens it: what her school chose for her age.
pub async fn may_answer(conn: &mut PgConnection, actor: &Actor) -> Result<bool, sqlx::Error> {
    let schools: Vec<Uuid> = actor
        .roles
        .iter()
        .filter(|r| r.kind == RoleKind::Pupil)
        .filter_map(|r| r.school.map(|s| s.0))
        .collect();
    let level = sqlx::query_scalar!("select level from person where id = $1", actor.person.0)
        .fetch_optional(&mut *conn)
        .await?
        .flatten();
    let who = rules::pupil_of(level.as_deref());
    let rows = sqlx::query!(
        "select preset, exceptions from communication_rules where school_id = any($1)",
        &schools
    )
    .fetch_all(conn)
    .await?;
    // A school without a row leaves it to the teacher; in two schools the narrower one holds.
    Ok(rows
        .into_iter()
        .all(|r| Rules::kept(Some(&r.preset), Some(r.exceptions)).allow(who, rules::Whom::Teachers)))
}

/// Why answers cannot be opened to the pupils of these audiences; nothing when they can.
pub async fn quiet(
    conn: &mut PgConnection,
    audiences: &[AudienceId],
) -> Result<Option<&'static str>, sqlx::Error> {
    let ids: Vec<Uuid> = audiences.iter().map(|a| a.0).collect();
    let rows = sqlx::query!(
        r#"select a.school_id as "school!", r.preset, r.exceptions, array_agg(distinct coalesce(p.level, '')) as "levels!"
         from audience a
         join communication_rules r on r.school_id = a.school_id
         join audience_member m on m.audience_id = a.id
         join person p on p.id = m.person_id
         where a.id = any($1) and a.kind = 'class_pupils'
         group by a.school_id, r.preset, r.exceptions"#,
        &ids,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().find_map(|r| {
        let pupils: Vec<_> = r.levels.iter().map(|level| rules::pupil_of(Some(level))).collect();
        rules::quiet(&Rules::kept(Some(&r.preset), Some(r.exceptions)), &pupils)
    }))
}

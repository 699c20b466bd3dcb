//! The SQL of openings.

use super::rules;
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::{Actor, Error, PersonId, PlaceId};
use sqlx::PgExecutor;

/// Schools open by steps in this project.
pub async fn gated(db: impl PgExecutor<'_>) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(r#"select exists (select from opening_rule where gated) as "gated!""#)
        .fetch_one(db)
        .await
}

/// What was decided, by whom and when.
#[derive(Debug, Clone)]
pub struct Rule {
    pub gated: bool,
    pub by: Option<String>,
    pub at: DateTime<Utc>,
}

pub async fn rule(db: impl PgExecutor<'_>) -> Result<Option<Rule>, sqlx::Error> {
    sqlx::query_as!(
        Rule,
        r#"select r.gated, c.first_name || ' ' || c.last_name as by, r.decided_at as at
         from opening_rule r left join person_card c on c.person_id = r.decided_by"#
    )
    .fetch_optional(db)
    .await
}

/// From here on schools open by steps, or all are open. A school where a child or a family has come in already stays
/// open: how many of them were opened so.
pub async fn decide(tx: &mut Tx, actor: &Actor, gated: bool) -> Result<u64, sqlx::Error> {
    let (now, today) = (tx.now(), tx.today());
    sqlx::query!(
        "insert into opening_rule (gated, decided_by, decided_at) values ($1, $2, $3)
         on conflict (one) do update set gated = excluded.gated, decided_by = excluded.decided_by, decided_at = excluded.decided_at",
        gated,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    if !gated {
        return Ok(0);
    }
    let opened = sqlx::query!(
        "with pupil as (
             select distinct person_id, school_id from role
             where kind = 'pupil' and from_day <= $2 and (until_day is null or until_day >= $2)
         ), used as (
             select u.school_id from pupil u join account a on a.person_id = u.person_id and a.activated_at is not null
             union
             select u.school_id from pupil u join guardianship($2) g on g.pupil_id = u.person_id
             join account a on a.person_id = g.guardian_id and a.activated_at is not null
         )
         update place set opened_at = $1, waits_for = null
         where kind = 'school' and opened_at is null and id in (select school_id from used)",
        now,
        today,
    )
    .execute(tx.conn())
    .await?;
    Ok(opened.rows_affected())
}

/// Its children and families may come in from here on.
pub async fn open(tx: &mut Tx, school: PlaceId) -> Result<(), Error> {
    let now = tx.now();
    sqlx::query!(
        "update place set opened_at = coalesce(opened_at, $2), waits_for = null where id = $1 and kind = 'school'",
        school.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// « la décision de l’inspection : c’est à l’inspection (Odile Ségur) »: what stands between the school and its opening, and who holds it.
pub async fn waits_for(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    missing: Option<&str>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update place set waits_for = $2 where id = $1 and kind = 'school' and opened_at is null
           and waits_for is distinct from $2",
        school.0,
        missing,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The sentence that says why no sheet is printed for the school’s children and families; none: it is open.
pub async fn closed(db: impl PgExecutor<'_>, school: PlaceId) -> Result<Option<String>, sqlx::Error> {
    let row = sqlx::query!(
        "select name, waits_for from place where id = $1 and kind = 'school' and opened_at is null and not pseudo
           and exists (select from opening_rule where gated)",
        school.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| rules::of_school(&r.name, r.waits_for.as_deref())))
}

/// The sentence that says why this account does not open yet; none: it may.
pub async fn held(
    db: impl PgExecutor<'_>,
    person: PersonId,
    today: NaiveDate,
) -> Result<Option<String>, sqlx::Error> {
    let row = sqlx::query!(
        r#"select s.name, s.waits_for from account a
         cross join lateral (
             select s.name, s.waits_for from place s
             where s.id in (select r.school_id from role r where r.person_id = a.person_id and (r.until_day is null or r.until_day >= $2)
                            union
                            select r.school_id from guardianship($2) g join role r on r.person_id = g.pupil_id and r.kind = 'pupil'
                               and (r.until_day is null or r.until_day >= $2) where g.guardian_id = a.person_id)
             order by s.name limit 1) s
         where a.person_id = $1 and a.state = 'to_activate' and held_back($1, $2)"#,
        person.0,
        today,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| rules::of_person(&r.name, r.waits_for.as_deref())))
}

//! What inspectors propose.

use super::super::rules::Proposed;
use chrono::NaiveDate;
use cockpit::near::ids;
use database::Tx;
use kernel::Actor;
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(in super::super) struct Proposal {
    pub id: Uuid,
    pub college: String,
    pub school: String,
    pub attach: bool,
    pub note: String,
    pub by: String,
    pub accepted: Option<bool>,
}

/// What waits for the project: all for the project, hers for an inspector, with what was decided of hers lately.
pub(in super::super) async fn waiting(
    db: impl PgExecutor<'_>,
    actor: &Actor,
) -> Result<Vec<Proposal>, sqlx::Error> {
    sqlx::query_as!(
        Proposal,
        r#"select p.id, c.name as college, s.name as school, p.attach, p.note,
                coalesce(q.first_name || ' ' || q.last_name, 'quelqu’un qui n’est plus là') as "by!", p.accepted
         from sector_proposal p join college c on c.id = p.college_id join place s on s.id = p.school_id
         left join person_card q on q.person_id = p.by_id
         where case when $1 then p.accepted is null else s.parent_id = any($2) end
         order by p.accepted is not null, p.at desc, p.id desc limit 50"#,
        actor.is_project(),
        &ids(actor.inspected()),
    )
    .fetch_all(db)
    .await
}

/// One that waits; held.
pub(in super::super) async fn held(
    conn: &mut PgConnection,
    proposal: Uuid,
) -> Result<Option<(Uuid, Uuid, bool)>, sqlx::Error> {
    let row = sqlx::query!(
        "select college_id, school_id, attach from sector_proposal where id = $1 and accepted is null for update",
        proposal,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|r| (r.college_id, r.school_id, r.attach)))
}

/// Nothing when the same waits already, or there is nothing to propose: it feeds the collège, or does not.
pub(in super::super) async fn propose(
    tx: &mut Tx,
    actor: &Actor,
    said: &Proposed,
) -> Result<Option<Uuid>, sqlx::Error> {
    let (today, now) = (tx.today(), tx.now());
    sqlx::query_scalar!(
        "insert into sector_proposal (id, college_id, school_id, attach, note, by_id, at)
         select $1, $2, $3, $4, $5, $6, $7
         where $4 <> exists (select from college_sector k where k.college_id = $2 and k.school_id = $3 and (k.until_day is null or k.until_day > $8))
         on conflict do nothing returning id",
        Uuid::now_v7(),
        said.college,
        said.school,
        said.attach,
        said.note,
        actor.person.0,
        now,
        today,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Yes: the link begins on the day, or ends with the one before; no: nothing else happens.
pub(in super::super) async fn decide(
    tx: &mut Tx,
    actor: &Actor,
    proposal: Uuid,
    accepted: bool,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update sector_proposal set accepted = $2, decided_by = $3, decided_at = $4 where id = $1",
        proposal,
        accepted,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Of a school and a collège, the link that has not ended: its last day is that one.
pub(in super::super) async fn end_between(
    tx: &mut Tx,
    actor: &Actor,
    (college, school): (Uuid, Uuid),
    until: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update college_sector set until_day = greatest($3, from_day), ended_by = $4
         where college_id = $1 and school_id = $2 and (until_day is null or until_day > $3)",
        college,
        school,
        until,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

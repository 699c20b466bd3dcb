//! Which schools feed which collège.

use super::College;
use chrono::NaiveDate;
use cockpit::near::ids;
use database::Tx;
use kernel::{Actor, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(in super::super) struct Link {
    pub id: Uuid,
    pub school: PlaceId,
    pub name: String,
    pub commune: String,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    /// Today.
    pub holds: bool,
    /// It has not ended.
    pub runs: bool,
    pub is_open: bool,
    pub joining: bool,
    pub pupils: i64,
    pub spaces: i64,
}

impl Link {
    /// Where it is on its way into the project, and a colour.
    pub(in super::super) fn stands(&self) -> (&'static str, &'static str) {
        match (self.is_open, self.joining) {
            (true, _) => ("en service", "meadow"),
            (false, true) => ("en chemin", "sun"),
            (false, false) => ("pas commencé", ""),
        }
    }
}

/// Those that hold first; of an inspector those of her schools.
pub(in super::super) async fn feeders(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    of: &College,
    today: NaiveDate,
) -> Result<Vec<Link>, sqlx::Error> {
    sqlx::query_as!(
        Link,
        r#"with gate as (
             select exists (select from opening_rule where gated) as gated
         )
         select k.id, s.id as school, s.name, coalesce(t.name, s.town, '') as "commune!", k.from_day as from, k.until_day as until,
                k.from_day <= $4 and (k.until_day is null or k.until_day >= $4) as "holds!", k.until_day is null or k.until_day >= $4 as "runs!",
                s.opened_at is not null or not (select gated from gate) as "is_open!",
                exists (select from joining j where j.school_id = s.id and j.ended_at is null) as "joining!",
                (select count(distinct r.person_id) from role r join person p on p.id = r.person_id and p.level = 'CM2'
                 where r.school_id = s.id and r.kind = 'pupil' and r.from_day <= $4 and (r.until_day is null or r.until_day >= $4)
                   and not exists (select from joint_space j where j.place_id = r.place_id)) as "pupils!",
                (select count(*) from college_spaces($4) j where j.school_id = s.id and j.college_id = k.college_id) as "spaces!"
         from college_sector k join place s on s.id = k.school_id and s.closed_on is null left join place t on t.id = s.territory_id
         where k.college_id = $1 and ($2 or s.parent_id = any($3))
         order by (k.until_day is null or k.until_day >= $4) desc, s.name, k.from_day desc, k.id limit 200"#,
        of.id,
        actor.is_project(),
        &ids(actor.inspected()),
        today,
    )
    .fetch_all(db)
    .await
}

/// How many more schools feed it today than those that the actor sees.
pub(in super::super) async fn others(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    of: &College,
    today: NaiveDate,
) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from sector_on($4) k join place s on s.id = k.school_id and s.closed_on is null
         where k.college_id = $1 and not ($2 or coalesce(s.parent_id = any($3), false))"#,
        of.id,
        actor.is_project(),
        &ids(actor.inspected()),
        today,
    )
    .fetch_one(db)
    .await
}

/// Schools with a class that goes to collège, which the actor steers.
pub(in super::super) async fn schools(
    db: impl PgExecutor<'_>,
    actor: &Actor,
) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select s.id, concat_ws(', ', s.name, nullif(coalesce(t.name, s.town, ''), '')) as "name!"
         from place s left join place t on t.id = s.territory_id
         where s.kind = 'school' and not s.pseudo and s.closed_on is null and s.school_kind is distinct from 'maternelle'
           and ($1 or s.parent_id = any($2)) order by s.name, s.id limit 5000"#,
        actor.is_project(),
        &ids(actor.inspected()),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

/// Nothing when a link of the two holds on that day or later. The collège is held, so that two who attach at once are one
/// after the other.
pub(in super::super) async fn attach(
    tx: &mut Tx,
    actor: &Actor,
    (college, school): (Uuid, Uuid),
    (from, source): (NaiveDate, &str),
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let held = sqlx::query!("select id from college where id = $1 and closed_on is null for update", college)
        .fetch_optional(tx.conn())
        .await?;
    if held.is_none() {
        return Ok(false);
    }
    let said = sqlx::query!(
        "insert into college_sector (id, college_id, school_id, from_day, source, said_by, said_at)
         select $1, $2, $3, $4, $5, $6, $7 where not exists (
             select from college_sector k where k.college_id = $2 and k.school_id = $3 and (k.until_day is null or k.until_day >= $4))",
        Uuid::now_v7(),
        college,
        school,
        from,
        source,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(said.rows_affected() > 0)
}

/// One of its links that has not ended.
pub(in super::super) async fn open(
    conn: &mut PgConnection,
    of: &College,
    link: Uuid,
    today: NaiveDate,
) -> Result<Option<(Uuid, NaiveDate)>, sqlx::Error> {
    let row = sqlx::query!(
        "select id, from_day from college_sector where id = $1 and college_id = $2 and (until_day is null or until_day > $3) for update",
        link,
        of.id,
        today,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|r| (r.id, r.from_day)))
}

/// Its last day is that one.
pub(in super::super) async fn detach(
    tx: &mut Tx,
    actor: &Actor,
    link: Uuid,
    until: NaiveDate,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "update college_sector set until_day = greatest($2, from_day), ended_by = $3 where id = $1",
        link,
        until,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

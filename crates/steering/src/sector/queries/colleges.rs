//! The register.

use super::super::rules::Said;
use chrono::NaiveDate;
use cockpit::near::ids;
use database::Tx;
use kernel::year::school_year_of;
use kernel::{Actor, Error, PlaceId};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(in super::super) struct College {
    pub id: Uuid,
    pub uai: String,
    pub name: String,
    pub town: String,
    pub street: String,
    pub postcode: String,
    pub phone: String,
    pub email: String,
    pub contact: String,
    pub ent: String,
}

/// One that is open: any for the project, for an inspector one that a school of hers feeds, or fed or will.
pub(in super::super) async fn college(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    id: Uuid,
) -> Result<College, Error> {
    sqlx::query_as!(
        College,
        "select c.id, c.uai, c.name, c.town, c.street, c.postcode, c.phone, c.email, c.contact, c.ent from college c
         where c.id = $1 and c.closed_on is null
           and ($2 or exists (select from college_sector k join place s on s.id = k.school_id where k.college_id = c.id and s.parent_id = any($3)))",
        id,
        actor.is_project(),
        &ids(actor.inspected()),
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)
}

/// Those that the actor may open, by name.
pub(crate) async fn visible(
    db: impl PgExecutor<'_>,
    actor: &Actor,
) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select c.id, c.name || ', ' || c.town as "name!" from college c where c.closed_on is null
           and ($1 or exists (select from college_sector k join place s on s.id = k.school_id where k.college_id = c.id and s.parent_id = any($2)))
         order by c.name, c.town, c.id"#,
        actor.is_project(),
        &ids(actor.inspected()),
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

/// All that are open: their names are no secret, who proposes chooses among them.
pub(in super::super) async fn named(db: impl PgExecutor<'_>) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select id, name || ', ' || town as "name!" from college where closed_on is null order by name, town, id"#
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

#[derive(Debug, Clone)]
pub(in super::super) struct Line {
    pub id: Uuid,
    pub uai: String,
    pub name: String,
    pub town: String,
    pub ent: String,
    /// That feed it today; of an inspector hers.
    pub schools: i64,
    /// Of them, those that are open.
    pub in_use: i64,
    /// In CM2, of the schools where they are not few; and the number of schools where they are.
    pub pupils: i64,
    pub few: i64,
    pub spaces: i64,
}

pub(in super::super) async fn lines(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as!(
        Line,
        r#"with gate as (
             select exists (select from opening_rule where gated) as gated
         ), fed as materialized (
             select k.college_id, k.school_id, s.opened_at is not null or not (select gated from gate) as is_open
             from sector_on($3) k join place s on s.id = k.school_id and s.closed_on is null and not s.pseudo
             where $1 or s.parent_id = any($2)
         ), cm2 as (
             select r.school_id, count(distinct r.person_id) as pupils from role r join person p on p.id = r.person_id and p.level = 'CM2'
             where r.kind = 'pupil' and r.school_id in (select school_id from fed) and r.from_day <= $3 and (r.until_day is null or r.until_day >= $3)
               and not exists (select from joint_space j where j.place_id = r.place_id)
             group by r.school_id
         ), space as (
             select j.college_id, count(*) as spaces from college_spaces($3) j join place s on s.id = j.school_id
             where $1 or s.parent_id = any($2) group by j.college_id
         )
         select c.id, c.uai, c.name, c.town, c.ent, count(f.school_id) as "schools!", count(f.school_id) filter (where f.is_open) as "in_use!",
                coalesce(sum(m.pupils) filter (where m.pupils >= 5), 0)::bigint as "pupils!",
                count(m.pupils) filter (where m.pupils < 5) as "few!", coalesce(max(x.spaces), 0) as "spaces!"
         from college c left join fed f on f.college_id = c.id left join cm2 m on m.school_id = f.school_id
         left join space x on x.college_id = c.id
         where c.closed_on is null and ($1 or f.school_id is not null)
         group by c.id order by c.name, c.town, c.id"#,
        actor.is_project(),
        &ids(actor.inspected()),
        today,
    )
    .fetch_all(db)
    .await
}

/// A school that feeds no collège, though its pupils go to one.
#[derive(Debug, Clone)]
pub(in super::super) struct Unfed {
    pub id: PlaceId,
    pub name: String,
    pub commune: String,
    pub circonscription: String,
}

pub(in super::super) async fn unfed(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    today: NaiveDate,
) -> Result<Vec<Unfed>, sqlx::Error> {
    sqlx::query_as!(
        Unfed,
        r#"select s.id, s.name, coalesce(t.name, s.town, '') as "commune!", coalesce(c.name, '') as "circonscription!"
         from place s left join place t on t.id = s.territory_id left join place c on c.id = s.parent_id and c.kind = 'circonscription'
         where s.id in (select school_id from college_bound($4)) and ($1 or s.parent_id = any($2))
           and not exists (select from sector_on($3) k where k.school_id = s.id)
         order by s.name, s.id"#,
        actor.is_project(),
        &ids(actor.inspected()),
        today,
        i32::from(school_year_of(today)),
    )
    .fetch_all(db)
    .await
}

/// Nothing when its UAI is taken.
pub(in super::super) async fn add(
    tx: &mut Tx,
    actor: &Actor,
    said: &Said,
) -> Result<Option<Uuid>, sqlx::Error> {
    let now = tx.now();
    sqlx::query_scalar!(
        "insert into college (id, uai, name, town, street, postcode, phone, email, contact, ent, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict do nothing returning id",
        Uuid::now_v7(),
        said.uai,
        said.name,
        said.town,
        said.street,
        said.postcode,
        said.phone,
        said.email,
        said.contact,
        said.ent,
        actor.person.0,
        now,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Not when another one has that UAI.
pub(in super::super) async fn change(tx: &mut Tx, of: &College, said: &Said) -> Result<bool, sqlx::Error> {
    let changed = sqlx::query!(
        "update college set uai = $2, name = $3, town = $4, street = $5, postcode = $6, phone = $7, email = $8, contact = $9, ent = $10
         where id = $1 and not exists (select from college o where o.uai = $2 and o.id <> $1 and o.closed_on is null)",
        of.id,
        said.uai,
        said.name,
        said.town,
        said.street,
        said.postcode,
        said.phone,
        said.email,
        said.contact,
        said.ent,
    )
    .execute(tx.conn())
    .await?;
    Ok(changed.rows_affected() > 0)
}

/// With its links, whom to call there, and what waits.
pub(in super::super) async fn close(tx: &mut Tx, actor: &Actor, of: &College) -> Result<(), sqlx::Error> {
    let (today, now) = (tx.today(), tx.now());
    sqlx::query!("update college set closed_on = $2, contact = '' where id = $1", of.id, today)
        .execute(tx.conn())
        .await?;
    sqlx::query!("delete from college_sector where college_id = $1 and from_day > $2", of.id, today)
        .execute(tx.conn())
        .await?;
    sqlx::query!(
        "update college_sector set until_day = $2, ended_by = $3 where college_id = $1 and (until_day is null or until_day > $2)",
        of.id,
        today,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "update sector_proposal set accepted = false, decided_by = $2, decided_at = $3 where college_id = $1 and accepted is null",
        of.id,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// A contact that was noted.
#[derive(Debug, Clone)]
pub(in super::super) struct Log {
    pub kind: String,
    pub day: NaiveDate,
    pub subject: String,
    pub notes: String,
    pub by: String,
}

pub(in super::super) async fn contacts(
    db: impl PgExecutor<'_>,
    of: &College,
) -> Result<Vec<Log>, sqlx::Error> {
    sqlx::query_as!(
        Log,
        r#"select e.kind, e.day, e.subject, e.notes, coalesce(c.first_name || ' ' || c.last_name, 'quelqu’un qui n’est plus là') as "by!"
         from contact_log e left join person_card c on c.person_id = e.by_id
         where e.college_id = $1 order by e.day desc, e.id desc limit 50"#,
        of.id,
    )
    .fetch_all(db)
    .await
}

/// A collège as a school of its sector calls it.
#[derive(Debug, Clone)]
pub(in super::super) struct Call {
    pub id: Uuid,
    pub uai: String,
    pub name: String,
    pub town: String,
    pub street: String,
    pub postcode: String,
    pub phone: String,
    pub email: String,
    pub contact: String,
    pub ent: String,
    /// The names of the joint spaces that are open.
    pub spaces: Vec<String>,
}

/// Those that a school feeds today.
pub(in super::super) async fn of_school(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Vec<Call>, sqlx::Error> {
    sqlx::query_as!(
        Call,
        r#"select c.id, c.uai, c.name, c.town, c.street, c.postcode, c.phone, c.email, c.contact, c.ent,
                array(select g.name from college_spaces($2) j join place g on g.id = j.place_id
                      where j.college_id = c.id and j.school_id = $1 order by g.name) as "spaces!"
         from sector_on($2) k join college c on c.id = k.college_id where k.school_id = $1 order by c.name, c.id"#,
        school.0,
        today,
    )
    .fetch_all(db)
    .await
}

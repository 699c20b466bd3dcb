//! The SQL of bundles. The project’s people keep them; a school’s own is shown on its path.

use super::rules::{self, Commitment};
use chrono::NaiveDate;
use database::Tx;
use kernel::year::school_year_of;
use kernel::{Actor, Error, PersonId, PlaceId};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Bundle {
    pub id: Uuid,
    pub kind: String,
    pub name: String,
    pub services: Vec<String>,
    /// To how many places it is given.
    pub given: i64,
}

/// Those that may be given.
pub(super) async fn bundles(db: impl PgExecutor<'_>) -> Result<Vec<Bundle>, sqlx::Error> {
    sqlx::query_as!(
        Bundle,
        r#"select b.id, b.kind, b.name, b.services,
                (select count(*) from bundle_grant g where g.bundle_id = b.id and g.withdrawn_at is null) as "given!"
         from service_bundle b where b.withdrawn_at is null order by b.kind desc, b.name, b.id limit 200"#
    )
    .fetch_all(db)
    .await
}

pub(super) async fn make(tx: &mut Tx, actor: &Actor, new: &rules::Bundle) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into service_bundle (id, kind, name, services, made_by, made_at) values ($1, $2, $3, $4, $5, $6)",
        id,
        new.kind,
        new.name,
        &new.services,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

pub(super) async fn withdraw(tx: &mut Tx, bundle: &Bundle) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!("update service_bundle set withdrawn_at = $2 where id = $1", bundle.id, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// What somebody was given.
#[derive(Debug, Clone)]
pub(super) struct Grant {
    pub id: Uuid,
    pub place: String,
    pub commune: bool,
    pub bundle: String,
    pub kind: String,
    pub deliberation: Option<String>,
    pub year: i16,
    pub classes: i32,
    /// Classes of that year there.
    pub known: i64,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

/// Of this year, the one before and those to come.
pub(super) async fn grants(db: impl PgExecutor<'_>, today: NaiveDate) -> Result<Vec<Grant>, sqlx::Error> {
    sqlx::query_as!(
        Grant,
        r#"select g.id, p.name as place, p.kind = 'commune' as "commune!", b.name as bundle, b.kind, c.deliberation as "deliberation?",
                g.school_year as year, g.classes, g.from_day as from, g.until_day as until,
                (select count(*) from place k join place s on s.id = k.school_id
                 where k.kind = 'class' and k.school_year = g.school_year and k.closed_on is null and p.id in (s.id, s.territory_id)) as "known!"
         from bundle_grant g join place p on p.id = g.place_id join service_bundle b on b.id = g.bundle_id
         left join funding_commitment c on c.id = g.commitment_id
         where g.withdrawn_at is null and g.school_year >= $1 order by g.school_year desc, p.kind, p.name, g.id limit 1000"#,
        school_year_of(today) - 1,
    )
    .fetch_all(db)
    .await
}

/// Those that run today or later.
pub(super) async fn commitments(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
) -> Result<Vec<Commitment>, sqlx::Error> {
    let rows = sqlx::query!(
        "select c.id, c.commune_id, t.name, c.deliberation, c.until_day from funding_commitment c join place t on t.id = c.commune_id
         where c.until_day >= $1 order by t.name, c.from_day, c.id limit 1000",
        today,
    )
    .fetch_all(db)
    .await?;
    let all = rows.into_iter().map(|r| Commitment {
        id: r.id,
        commune: PlaceId(r.commune_id),
        words: format!("{}, délibération {}", r.name, r.deliberation),
        until: r.until_day,
    });
    Ok(all.collect())
}

pub(super) async fn school_of(db: impl PgExecutor<'_>, uai: &str) -> Result<Option<PlaceId>, sqlx::Error> {
    let id = sqlx::query_scalar!(
        "select id from place where uai = upper($1) and kind = 'school' and not pseudo and closed_on is null",
        uai,
    )
    .fetch_optional(db)
    .await?;
    Ok(id.map(PlaceId))
}

/// In the place of what the place had for that year.
pub(super) async fn give(tx: &mut Tx, actor: &Actor, new: &rules::Grant) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "update bundle_grant set withdrawn_by = $3, withdrawn_at = $4 where place_id = $1 and school_year = $2 and withdrawn_at is null",
        new.place.0,
        new.year,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!(
        "insert into bundle_grant (id, bundle_id, place_id, commitment_id, school_year, classes, from_day, until_day, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        new.bundle,
        new.place.0,
        new.commitment,
        new.year,
        new.classes,
        new.from,
        new.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Nothing when it is none, or is not any more.
pub(super) async fn take_back(tx: &mut Tx, actor: &Actor, grant: Uuid) -> Result<(), Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update bundle_grant set withdrawn_by = $2, withdrawn_at = $3 where id = $1 and withdrawn_at is null",
        grant,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    if done.rows_affected() == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// Schools that were given something, whose last day is over.
pub(super) async fn over(conn: &mut PgConnection, today: NaiveDate) -> Result<Vec<PlaceId>, sqlx::Error> {
    let schools = sqlx::query_scalar!(
        "select s.id from place s cross join lateral school_bundle(s.id, $1) g
         where s.kind = 'school' and not s.pseudo and s.closed_on is null and g.until_day < $1
           and exists (select from bundle_grant b where b.place_id in (s.id, s.territory_id) and b.withdrawn_at is null)",
        today,
    )
    .fetch_all(conn)
    .await?;
    Ok(schools.into_iter().map(PlaceId).collect())
}

/// What a school has today.
#[derive(Debug, Clone)]
pub(super) struct Held {
    pub bundle: String,
    pub kind: String,
    pub services: Vec<String>,
    pub year: i16,
    pub classes: i32,
    /// Through its commune.
    pub commune: Option<String>,
    pub until: NaiveDate,
    /// Another follows it.
    pub goes_on: bool,
}

pub(super) async fn held(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Option<Held>, sqlx::Error> {
    sqlx::query_as!(
        Held,
        r#"select b.name as bundle, b.kind, b.services, g.school_year as "year!", g.classes as "classes!",
                case when p.kind = 'commune' then p.name end as commune, g.until_day as "until!",
                exists (select from bundle_grant n join place s on s.id = $1 where n.place_id in (s.id, s.territory_id)
                          and n.withdrawn_at is null and n.from_day <= g.until_day + 1 and n.until_day > g.until_day) as "goes_on!"
         from school_bundle($1, $2) g join service_bundle b on b.id = g.bundle_id join place p on p.id = g.place_id"#,
        school.0,
        today,
    )
    .fetch_optional(db)
    .await
}

/// What comes: its name, and the day of the switch.
pub(super) async fn to_come(
    db: impl PgExecutor<'_>,
    school: PlaceId,
    today: NaiveDate,
) -> Result<Option<(String, NaiveDate)>, sqlx::Error> {
    let row = sqlx::query!(
        "select b.name, g.from_day from place s join bundle_grant g on g.place_id in (s.id, s.territory_id)
         join service_bundle b on b.id = g.bundle_id
         where s.id = $1 and g.withdrawn_at is null and g.from_day > $2 order by g.from_day, (g.place_id = s.id) desc, g.id limit 1",
        school.0,
        today,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|r| (r.name, r.from_day)))
}

/// Funding that ends soon, and that nothing follows.
#[derive(Debug, Clone)]
pub(super) struct Ending {
    pub id: Uuid,
    pub place: String,
    pub bundle: String,
    pub until: NaiveDate,
}

/// Those of which nobody was told yet, or this one.
pub(super) async fn ending(
    conn: &mut PgConnection,
    one: Option<Uuid>,
    today: NaiveDate,
) -> Result<Vec<Ending>, sqlx::Error> {
    sqlx::query_as!(
        Ending,
        r#"select g.id, p.name as place, b.name as bundle, g.until_day as until
         from bundle_grant g join place p on p.id = g.place_id join service_bundle b on b.id = g.bundle_id
         where g.withdrawn_at is null and g.until_day >= $1 and g.until_day <= $2
           and case when $3::uuid is null then g.warned_at is null else g.id = $3 end
           and not exists (select from bundle_grant n where n.place_id = g.place_id and n.withdrawn_at is null
                             and n.from_day <= g.until_day + 1 and n.until_day > g.until_day)
         order by g.until_day, g.id"#,
        today,
        today + rules::WARNED,
        one,
    )
    .fetch_all(conn)
    .await
}

pub(super) async fn note_warned(tx: &mut Tx, grant: Uuid) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!("update bundle_grant set warned_at = $2 where id = $1", grant, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Who keeps the money, who acts for the commune, who heads a school of it.
pub(super) async fn told_of(
    conn: &mut PgConnection,
    grant: Uuid,
    today: NaiveDate,
) -> Result<Vec<PersonId>, sqlx::Error> {
    let people = sqlx::query_scalar!(
        "with of_it as (
             select s.id, s.territory_id, t.territory_id as above from bundle_grant g join place s on s.kind = 'school' and g.place_id in (s.id, s.territory_id)
             left join place t on t.id = s.territory_id where g.id = $1 and not s.pseudo and s.closed_on is null
         )
         select distinct r.person_id from role r
         where r.from_day <= $2 and (r.until_day is null or r.until_day >= $2)
           and (r.kind = 'project_manager' or r.kind = 'head' and r.school_id in (select id from of_it)
                or r.kind = 'commune_agent' and exists (select from of_it o where r.place_id in (o.territory_id, o.above)))",
        grant,
        today,
    )
    .fetch_all(conn)
    .await?;
    Ok(people.into_iter().map(PersonId).collect())
}

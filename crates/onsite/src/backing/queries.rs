//! The SQL of support to circonscriptions. One is obtained through the actor.

use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, Error, PlaceId};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Circonscription {
    pub id: PlaceId,
    pub name: String,
    /// The actor supports it today.
    pub supports: bool,
    /// She steers it: its own page is hers too.
    pub steers: bool,
}

pub(super) async fn circonscription(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    id: PlaceId,
    today: NaiveDate,
) -> Result<Circonscription, Error> {
    let inspected: Vec<Uuid> = actor.inspected().map(|p| p.0).collect();
    let row = sqlx::query!(
        r#"select p.name, s.supports as "supports!" from place p
         cross join lateral (
             select exists (select from circonscription_backing b join staff_function f on f.id = b.function_id and f.person_id = $2
                 where b.place_id = p.id and b.from_day <= $5 and (b.until_day is null or b.until_day >= $5)
                   and f.from_day <= $5 and (f.until_day is null or f.until_day >= $5)) as supports) s
         where p.id = $1 and p.kind = 'circonscription' and ($3 or p.id = any($4) or s.supports)"#,
        id.0,
        actor.person.0,
        actor.is_project(),
        &inspected,
        today,
    )
    .fetch_optional(db)
    .await?
    .ok_or(Error::NotFound)?;
    let steers = actor.is_project() || actor.inspected().any(|place| place == id);
    Ok(Circonscription { id, name: row.name, supports: row.supports, steers })
}

#[derive(Debug, Clone)]
pub(super) struct Backing {
    pub id: Uuid,
    pub name: String,
    pub phone: String,
    pub email: String,
    pub from: NaiveDate,
    pub until: Option<NaiveDate>,
    /// It has not ended.
    pub runs: bool,
}

/// Those that run first.
pub(super) async fn backings(
    db: impl PgExecutor<'_>,
    of: &Circonscription,
    today: NaiveDate,
) -> Result<Vec<Backing>, sqlx::Error> {
    sqlx::query_as!(
        Backing,
        r#"select b.id, coalesce(c.first_name || ' ' || c.last_name, nullif(f.name, ''), 'Quelqu’un qui n’est plus là') as "name!",
                f.phone, f.email, b.from_day as from, b.until_day as until, (b.until_day is null or b.until_day >= $2) as "runs!"
         from circonscription_backing b join staff_function f on f.id = b.function_id left join person_card c on c.person_id = f.person_id
         where b.place_id = $1 order by (b.until_day is null or b.until_day >= $2) desc, b.from_day desc, b.id limit 100"#,
        of.id.0,
        today,
    )
    .fetch_all(db)
    .await
}

/// IEN numériques of the register.
pub(super) async fn functions(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select f.id, coalesce(c.first_name || ' ' || c.last_name, nullif(f.name, ''), 'Quelqu’un qui n’est plus là') as "name!"
         from staff_function f left join person_card c on c.person_id = f.person_id
         where f.kind = 'ien_numerique' and (f.until_day is null or f.until_day >= $1) order by 2, f.id limit 200"#,
        today,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

#[derive(Debug, Clone)]
pub(super) struct Act {
    pub day: NaiveDate,
    pub what: String,
    pub by: String,
}

pub(super) async fn acts(db: impl PgExecutor<'_>, of: &Circonscription) -> Result<Vec<Act>, sqlx::Error> {
    sqlx::query_as!(
        Act,
        r#"select a.day, a.what, coalesce(c.first_name || ' ' || c.last_name, 'quelqu’un qui n’est plus là') as "by!"
         from backing_act a left join person_card c on c.person_id = a.by_id where a.place_id = $1 order by a.day desc, a.id desc limit 200"#,
        of.id.0,
    )
    .fetch_all(db)
    .await
}

/// Nothing when she supports it already, without an end.
pub(super) async fn back(
    tx: &mut Tx,
    actor: &Actor,
    of: &Circonscription,
    (function, from, until): (Uuid, NaiveDate, Option<NaiveDate>),
) -> Result<bool, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let said = sqlx::query!(
        "insert into circonscription_backing (id, place_id, function_id, from_day, until_day, said_by, said_at)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
        id,
        of.id.0,
        function,
        from,
        until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    if said.rows_affected() == 0 {
        return Ok(false);
    }
    settle(tx, actor, function).await?;
    Ok(true)
}

/// Who holds this function has her roles on the days on which she holds one and supports by it (`settle_backing`): in every
/// circonscription that she supports by it. None without an account.
pub(crate) async fn settle(tx: &mut Tx, actor: &Actor, function: Uuid) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "select settle_backing(b.person_id, b.place_id, $2, $3)
         from (select distinct f.person_id, b.place_id from circonscription_backing b join staff_function f on f.id = b.function_id
               where f.id = $1 and f.person_id is not null order by 1, 2) b",
        function,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Her last day is today; nothing when it has ended, or has not begun.
pub(super) async fn end(
    tx: &mut Tx,
    actor: &Actor,
    of: &Circonscription,
    backing: Uuid,
) -> Result<bool, sqlx::Error> {
    let today = tx.today();
    let ended = sqlx::query_scalar!(
        "update circonscription_backing set until_day = $3
         where id = $1 and place_id = $2 and from_day <= $3 and (until_day is null or until_day > $3) returning function_id",
        backing,
        of.id.0,
        today,
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(function) = ended else { return Ok(false) };
    settle(tx, actor, function).await?;
    Ok(true)
}

pub(super) async fn note(
    tx: &mut Tx,
    actor: &Actor,
    of: &Circonscription,
    (day, what): (NaiveDate, &str),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into backing_act (id, place_id, day, what, by_id, at) values ($1, $2, $3, $4, $5, $6)",
        Uuid::now_v7(),
        of.id.0,
        day,
        what,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

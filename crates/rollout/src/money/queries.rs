//! The SQL of money. The project’s people see every commune, an agent hers, an inspector those of her schools.

use super::rules::{Commitment, Key, Statement, Weight};
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::year::school_year_of;
use kernel::{Actor, Error, PlaceId};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

fn ids(places: impl Iterator<Item = PlaceId>) -> Vec<Uuid> {
    places.map(|p| p.0).collect()
}

/// The communes whose money the actor sees.
async fn communes(db: impl PgExecutor<'_>, actor: &Actor) -> Result<Vec<Uuid>, sqlx::Error> {
    sqlx::query_scalar!(
        "select t.id from place t where t.kind = 'commune'
           and ($1 or t.id = any($2) or t.territory_id = any($2)
                or exists (select from place s where s.territory_id = t.id and s.kind = 'school' and s.parent_id = any($3)))",
        actor.is_project(),
        &ids(actor.communes()),
        &ids(actor.inspected()),
    )
    .fetch_all(db)
    .await
}

/// What a commune bears, and what is consumed of it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub commune: String,
    pub deliberation: String,
    pub decided_on: NaiveDate,
    pub pupils: i32,
    pub adults: i32,
    pub price: i32,
    pub from: NaiveDate,
    pub until: NaiveDate,
    /// Pupils of its schools, and those who came in.
    pub known: i64,
    pub open: i64,
}

impl Line {
    pub(super) fn holds(&self, today: NaiveDate) -> bool {
        self.from <= today && today <= self.until
    }
}

pub(super) async fn lines(pool: &PgPool, actor: &Actor, today: NaiveDate) -> Result<Vec<Line>, sqlx::Error> {
    let seen = communes(pool, actor).await?;
    sqlx::query_as!(
        Line,
        r#"with pupil as (
             select s.territory_id, count(distinct r.person_id) as known,
                    count(distinct r.person_id) filter (where a.state = 'active') as open
             from role r join place s on s.id = r.school_id left join account a on a.person_id = r.person_id
             where r.kind = 'pupil' and r.from_day <= $2 and (r.until_day is null or r.until_day >= $2) and s.territory_id = any($1)
             group by 1
         )
         select t.name as commune, c.deliberation, c.decided_on, c.pupil_accounts as pupils, c.adult_accounts as adults,
                c.price_cents as price, c.from_day as "from", c.until_day as "until", coalesce(p.known, 0) as "known!",
                coalesce(p.open, 0) as "open!"
         from funding_commitment c join place t on t.id = c.commune_id left join pupil p on p.territory_id = t.id
         where t.id = any($1) order by t.name, c.from_day desc, c.id limit 2000"#,
        &seen,
        today,
    )
    .fetch_all(pool)
    .await
}

/// The communes that are committed today, so many at most.
pub(super) async fn committed(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
    most: Option<i64>,
) -> Result<Vec<(PlaceId, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select t.id, t.name from place t
         where exists (select from funding_commitment c where c.commune_id = t.id and c.from_day <= $1 and c.until_day >= $1)
         order by t.name, t.id limit $2",
        today,
        most,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (PlaceId(r.id), r.name)).collect())
}

/// The communes that are committed today, and what each weighs.
pub(crate) async fn weights(
    db: impl PgExecutor<'_>,
    today: NaiveDate,
) -> Result<Vec<(Weight, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"select t.id, t.name,
                (select count(distinct r.person_id) from role r join place s on s.id = r.school_id
                   join account a on a.person_id = r.person_id and a.state = 'active'
                 where s.territory_id = t.id and r.kind = 'pupil' and r.from_day <= $1 and (r.until_day is null or r.until_day >= $1)) as "accounts!",
                (select count(*) from place k join place s on s.id = k.school_id
                 where s.territory_id = t.id and k.kind = 'class' and k.school_year = $2 and k.closed_on is null) as "classes!"
         from place t where exists (select from funding_commitment c where c.commune_id = t.id and c.from_day <= $1 and c.until_day >= $1)
         order by t.name, t.id"#,
        today,
        school_year_of(today),
    )
    .fetch_all(db)
    .await?;
    let weights = rows
        .into_iter()
        .map(|r| (Weight { commune: PlaceId(r.id), accounts: r.accounts, classes: r.classes }, r.name));
    Ok(weights.collect())
}

pub(super) async fn commit(tx: &mut Tx, actor: &Actor, new: &Commitment) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into funding_commitment (id, commune_id, deliberation, decided_on, pupil_accounts, adult_accounts, price_cents,
             from_day, until_day, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        Uuid::now_v7(),
        new.commune.0,
        new.deliberation,
        new.decided_on,
        new.pupils,
        new.adults,
        new.price,
        new.from,
        new.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn write(tx: &mut Tx, actor: &Actor, new: &Statement) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into cost_statement (id, school_year, title, total_cents, grants_cents, split_by, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        new.year,
        new.title,
        new.total,
        new.grants,
        new.key.name(),
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    let communes: Vec<Uuid> = new.lines.iter().map(|l| l.0.0).collect();
    let bases: Vec<i32> = new.lines.iter().map(|l| l.1).collect();
    let amounts: Vec<i64> = new.lines.iter().map(|l| l.2).collect();
    sqlx::query!(
        "insert into cost_line (statement_id, commune_id, basis, amount_cents)
         select $1, * from unnest($2::uuid[], $3::int[], $4::bigint[])",
        id,
        &communes,
        &bases,
        &amounts,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// As it was split; the lines that the actor may see.
#[derive(Debug, Clone)]
pub(super) struct Split {
    pub id: Uuid,
    pub title: String,
    pub year: i16,
    pub total: i64,
    pub grants: i64,
    pub key: Key,
    pub at: DateTime<Utc>,
    /// Commune, basis, amount.
    pub lines: Vec<(String, i32, i64)>,
}

/// All, or one; those without a line for the actor are not there.
async fn load(pool: &PgPool, actor: &Actor, id: Option<Uuid>) -> Result<Vec<Split>, sqlx::Error> {
    let seen = communes(pool, actor).await?;
    let rows = sqlx::query!(
        r#"select s.id, s.title, s.school_year, s.total_cents, s.grants_cents, s.split_by, s.made_at, t.name, l.basis, l.amount_cents
         from cost_statement s join cost_line l on l.statement_id = s.id join place t on t.id = l.commune_id
         where ($1::uuid is null or s.id = $1) and t.id = any($2)
         order by s.made_at desc, s.id, t.name, t.id limit 5000"#,
        id,
        &seen,
    )
    .fetch_all(pool)
    .await?;
    let mut all: Vec<Split> = Vec::new();
    for r in rows {
        if all.last().is_none_or(|s| s.id != r.id) {
            all.push(Split {
                id: r.id,
                title: r.title,
                year: r.school_year,
                total: r.total_cents,
                grants: r.grants_cents,
                key: Key::named(&r.split_by),
                at: r.made_at,
                lines: Vec::new(),
            });
        }
        if let Some(split) = all.last_mut() {
            split.lines.push((r.name, r.basis, r.amount_cents));
        }
    }
    Ok(all)
}

pub(super) async fn statements(pool: &PgPool, actor: &Actor) -> Result<Vec<Split>, sqlx::Error> {
    load(pool, actor, None).await
}

pub(super) async fn statement(pool: &PgPool, actor: &Actor, id: Uuid) -> Result<Split, Error> {
    load(pool, actor, Some(id)).await?.pop().ok_or(Error::NotFound)
}

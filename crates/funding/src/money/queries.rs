//! The SQL of money. The project’s people see every commune, an agent hers, an inspector those of her schools.

use super::rules::{Commitment, Key, Statement, Weight};
use chrono::{DateTime, NaiveDate, Utc};
use cockpit::near;
use database::Tx;
use kernel::year::school_year_of;
use kernel::{Actor, Error, PlaceId};
use sqlx::{PgExecutor, PgPool};
use uuid::Uuid;

/// What a commune bears, and what is consumed of it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub commune_id: Uuid,
    pub commune: String,
    pub deliberation: String,
    pub decided_on: NaiveDate,
    pub pupils: i32,
    pub adults: i32,
    pub price: i32,
    pub from: NaiveDate,
    pub until: NaiveDate,
    /// Pupils of its schools, and those who came in, at the last count; nothing before the first.
    pub known: Option<i64>,
    pub open: Option<i64>,
}

impl Line {
    pub(super) fn holds(&self, today: NaiveDate) -> bool {
        self.from <= today && today <= self.until
    }
}

/// Of which communes: those seen (of all, without their names being read), whose name has these words, after one of
/// them, so many.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sought<'a> {
    pub seen: Option<&'a [Uuid]>,
    pub typed: &'a str,
    pub after: Option<Uuid>,
    pub most: i64,
}

/// By commune, the newest first.
pub(super) async fn lines(db: impl PgExecutor<'_>, sought: Sought<'_>) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as!(
        Line,
        r#"with page as materialized (
             select t.id, t.name from place t
             where t.kind = 'commune' and ($1 or t.id = any($2))
               and ($3 = '' or t.plain like all((select sought_words($3))::text[]))
               and ($4::uuid is null or (t.name, t.id) > (select l.name, l.id from place l where l.id = $4))
               and exists (select from funding_commitment c where c.commune_id = t.id)
             order by t.name, t.id limit $5
         )
         select t.id as "commune_id!", t.name as "commune!", c.deliberation, c.decided_on, c.pupil_accounts as pupils,
                c.adult_accounts as adults, c.price_cents as price, c.from_day as "from", c.until_day as "until",
                a.potential::bigint as known, a.activated::bigint as open
         from page t join funding_commitment c on c.commune_id = t.id
         left join counted_pupils a on a.place_id = t.id
         order by t.name, t.id, c.from_day desc, c.id"#,
        sought.seen.is_none(),
        sought.seen.unwrap_or_default(),
        sought.typed,
        sought.after,
        sought.most,
    )
    .fetch_all(db)
    .await
}

/// What all the communes seen bear today, and what is consumed of it.
#[derive(Debug, Clone)]
pub(super) struct Summary {
    pub pupils: i64,
    /// As of a [`Line`]: at the last count.
    pub open: Option<i64>,
    /// Communes with more pupils than they bear.
    pub over: Option<i64>,
}

pub(super) async fn summary(
    db: impl PgExecutor<'_>,
    seen: Option<&[Uuid]>,
    today: NaiveDate,
) -> Result<Summary, sqlx::Error> {
    sqlx::query_as!(
        Summary,
        r#"with borne as (
             select c.commune_id, sum(c.pupil_accounts) filter (where c.from_day <= $3 and c.until_day >= $3) as pupils
             from funding_commitment c where $1 or c.commune_id = any($2) group by 1
         )
         select coalesce(sum(b.pupils), 0)::bigint as "pupils!",
                sum(a.activated) filter (where b.pupils is not null) as open,
                case when count(a.place_id) > 0 then count(*) filter (where a.potential > b.pupils) end as over
         from borne b left join counted_pupils a on a.place_id = b.commune_id"#,
        seen.is_none(),
        seen.unwrap_or_default(),
        today,
    )
    .fetch_one(db)
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

/// One that has a line for the actor.
pub(super) async fn statement(pool: &PgPool, actor: &Actor, id: Uuid) -> Result<Split, Error> {
    let seen = near::communes(pool, actor).await?;
    let rows = sqlx::query!(
        r#"select s.title, s.school_year, s.total_cents, s.grants_cents, s.split_by, s.made_at, t.name, l.basis, l.amount_cents
         from cost_statement s join cost_line l on l.statement_id = s.id join place t on t.id = l.commune_id
         where s.id = $1 and t.id = any($2)
         order by t.name, t.id"#,
        id,
        &seen,
    )
    .fetch_all(pool)
    .await?;
    let of = rows.first().ok_or(Error::NotFound)?;
    Ok(Split {
        id,
        title: of.title.clone(),
        year: of.school_year,
        total: of.total_cents,
        grants: of.grants_cents,
        key: Key::named(&of.split_by),
        at: of.made_at,
        lines: rows.into_iter().map(|r| (r.name, r.basis, r.amount_cents)).collect(),
    })
}

/// A statement in the list.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub id: Uuid,
    pub title: String,
    pub year: i16,
    pub total: i64,
    pub key: Key,
}

/// Those that have a line for a commune seen, the newest first.
pub(super) async fn statements(
    db: impl PgExecutor<'_>,
    seen: Option<&[Uuid]>,
) -> Result<Vec<Listed>, sqlx::Error> {
    sqlx::query_as!(
        Listed,
        r#"select s.id, s.title, s.school_year as year, s.total_cents as total, s.split_by as key from cost_statement s
         where exists (select from cost_line l where l.statement_id = s.id and ($1 or l.commune_id = any($2)))
         order by s.made_at desc, s.id limit 200"#,
        seen.is_none(),
        seen.unwrap_or_default(),
    )
    .fetch_all(db)
    .await
}

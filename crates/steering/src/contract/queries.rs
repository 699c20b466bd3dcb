//! The SQL of markets. Whoever steers reads them; the routes say who writes.

use super::rules::{Extension, New, NewStep, Warning};
use chrono::NaiveDate;
use database::Tx;
use identity::steering::full_day;
use kernel::{Actor, Error};
use sqlx::{PgConnection, PgExecutor};
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Contract {
    pub id: Uuid,
    pub title: String,
    pub provider: String,
    pub reference: String,
    pub from: NaiveDate,
    /// With its extensions.
    pub last: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub extensions: Vec<(NaiveDate, String, NaiveDate)>,
    pub steps: Vec<Step>,
}

#[derive(Debug, Clone)]
pub(super) struct Step {
    pub id: Uuid,
    pub kind: String,
    pub title: String,
    pub owner: String,
    pub due: NaiveDate,
    pub done_on: Option<NaiveDate>,
    pub evidence: String,
    pub done_by: Option<String>,
}

/// One among others.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub id: Uuid,
    pub title: String,
    pub provider: String,
    pub from: NaiveDate,
    pub last: NaiveDate,
    pub closed_on: Option<NaiveDate>,
    pub open_steps: i64,
    pub steps: i64,
}

pub(super) async fn contracts(db: impl PgExecutor<'_>) -> Result<Vec<Line>, sqlx::Error> {
    sqlx::query_as!(
        Line,
        r#"select c.id, c.title, c.provider, c.from_day as "from", contract_last_day(c.id) as "last!", c.closed_on,
                (select count(*) from reversibility_step s where s.contract_id = c.id and s.done_on is null) as "open_steps!",
                (select count(*) from reversibility_step s where s.contract_id = c.id) as "steps!"
         from provider_contract c order by c.closed_on desc nulls first, 5, c.id limit 100"#
    )
    .fetch_all(db)
    .await
}

/// A market that comes to its end, or has.
#[derive(Debug, Clone)]
pub(crate) struct Ending {
    pub id: Uuid,
    title: String,
    last: NaiveDate,
    open_steps: i64,
    steps: i64,
}

impl Ending {
    /// « Le marché « ENT » se termine le 31 août 2028, dans moins de 18 mois. Son plan de réversibilité n’est pas fait. »
    pub(crate) fn said(&self, today: NaiveDate) -> String {
        let when = Warning::of(self.last, today).map(Warning::french).unwrap_or_default();
        let day = full_day(self.last);
        let ends = if self.last < today {
            format!("s’est terminé le {day}")
        } else {
            format!("se termine le {day}, {when}")
        };
        let plan = match (self.steps, self.open_steps) {
            (0, _) => "Son plan de réversibilité n’est pas fait.".to_owned(),
            (_, 0) => "Son plan de réversibilité est fait\u{a0}: il peut être clos.".to_owned(),
            (all, open) => format!("Plan de réversibilité\u{a0}: étapes ouvertes, {open} sur {all}."),
        };
        format!("Le marché «\u{a0}{}\u{a0}» {ends}. {plan}", self.title)
    }
}

pub(crate) async fn ending(db: impl PgExecutor<'_>, today: NaiveDate) -> Result<Vec<Ending>, sqlx::Error> {
    let open = contracts(db).await?.into_iter().filter(|c| c.closed_on.is_none());
    let ending = open.filter(|c| Warning::of(c.last, today).is_some()).map(|c| Ending {
        id: c.id,
        title: c.title,
        last: c.last,
        open_steps: c.open_steps,
        steps: c.steps,
    });
    Ok(ending.collect())
}

/// Held until the transaction ends.
pub(super) async fn lock(conn: &mut PgConnection, id: Uuid) -> Result<Contract, Error> {
    sqlx::query!("select from provider_contract where id = $1 for update", id).execute(&mut *conn).await?;
    contract(conn, id).await
}

pub(super) async fn contract(conn: &mut PgConnection, id: Uuid) -> Result<Contract, Error> {
    let row = sqlx::query!(
        r#"select id, title, provider, reference, from_day, contract_last_day(id) as "last!", closed_on from provider_contract where id = $1"#,
        id,
    )
    .fetch_optional(&mut *conn)
    .await?
    .ok_or(Error::NotFound)?;
    let extensions = sqlx::query!(
        "select until_day, reason, signed_on from contract_extension where contract_id = $1 order by until_day, id",
        id,
    )
    .fetch_all(&mut *conn)
    .await?;
    let steps = sqlx::query_as!(
        Step,
        r#"select s.id, s.kind, s.title, s.owner, s.due, s.done_on, s.evidence, c.first_name || ' ' || c.last_name as done_by
         from reversibility_step s left join person_card c on c.person_id = s.done_by
         where s.contract_id = $1 order by s.due, s.id limit 200"#,
        id,
    )
    .fetch_all(conn)
    .await?;
    Ok(Contract {
        id: row.id,
        title: row.title,
        provider: row.provider,
        reference: row.reference,
        from: row.from_day,
        last: row.last,
        closed_on: row.closed_on,
        extensions: extensions.into_iter().map(|e| (e.until_day, e.reason, e.signed_on)).collect(),
        steps,
    })
}

pub(super) async fn make(tx: &mut Tx, actor: &Actor, new: &New) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into provider_contract (id, title, provider, reference, from_day, until_day, made_by, made_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        id,
        new.title,
        new.provider,
        new.reference,
        new.from,
        new.until,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// What is not done yet moves with the last day.
pub(super) async fn extend(
    tx: &mut Tx,
    actor: &Actor,
    contract: &Contract,
    new: &Extension,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into contract_extension (id, contract_id, until_day, reason, signed_on, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7)",
        Uuid::now_v7(),
        contract.id,
        new.until,
        new.reason,
        new.signed_on,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    let moved = i32::try_from((new.until - contract.last).num_days()).unwrap_or(0);
    sqlx::query!(
        "update reversibility_step set due = due + $2::integer where contract_id = $1 and done_on is null",
        contract.id,
        moved,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn add_step(
    tx: &mut Tx,
    actor: &Actor,
    contract: &Contract,
    new: &NewStep,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into reversibility_step (id, contract_id, kind, title, owner, due, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        Uuid::now_v7(),
        contract.id,
        new.kind,
        new.title,
        new.owner,
        new.due,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn do_step(
    tx: &mut Tx,
    actor: &Actor,
    step: &Step,
    (day, evidence): (NaiveDate, &str),
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update reversibility_step set done_on = $2, evidence = $3, done_by = $4, done_at = $5 where id = $1",
        step.id,
        day,
        evidence,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn close(tx: &mut Tx, actor: &Actor, contract: &Contract) -> Result<(), sqlx::Error> {
    let today = tx.today();
    sqlx::query!(
        "update provider_contract set closed_on = $2, closed_by = $3 where id = $1",
        contract.id,
        today,
        actor.person.0,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

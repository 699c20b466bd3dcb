//! The SQL of checks.

use super::rules::LocalOption;
use chrono::{DateTime, NaiveDate, Utc};
use database::Tx;
use kernel::Actor;
use sqlx::PgExecutor;
use uuid::Uuid;

/// That an option was looked at, by whom and when.
#[derive(Debug, Clone)]
pub struct Check {
    pub option: String,
    /// The DPO's text; else the legal adviser spoke.
    pub of_the_dpo: bool,
    pub text: String,
    pub day: NaiveDate,
    pub by: Option<String>,
    pub at: DateTime<Utc>,
    pub ended_at: Option<DateTime<Utc>>,
}

pub(super) async fn is_checked(db: impl PgExecutor<'_>, option: LocalOption) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"select exists (select from option_check where option = $1 and ended_at is null) as "there!""#,
        option.key(),
    )
    .fetch_one(db)
    .await
}

/// All that were ever said, the last first.
pub async fn checks(db: impl PgExecutor<'_>) -> Result<Vec<Check>, sqlx::Error> {
    sqlx::query_as!(
        Check,
        r#"select k.option, k.source = 'dpo' as "of_the_dpo!", k.text, k.day, c.first_name || ' ' || c.last_name as by, k.at, k.ended_at
         from option_check k left join person_card c on c.person_id = k.by_id
         order by k.ended_at is not null, k.at desc, k.id desc limit 200"#,
    )
    .fetch_all(db)
    .await
}

/// `false`: it is checked already.
pub async fn keep(
    tx: &mut Tx,
    actor: &Actor,
    option: LocalOption,
    of_the_dpo: bool,
    (text, day): (&str, NaiveDate),
) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "insert into option_check (id, option, source, text, day, by_id, at) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (option) where ended_at is null do nothing",
        Uuid::now_v7(),
        option.key(),
        if of_the_dpo { "dpo" } else { "adviser" },
        text,
        day,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// `false`: there was none.
pub async fn take_back(tx: &mut Tx, actor: &Actor, option: LocalOption) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update option_check set ended_by = $2, ended_at = $3 where option = $1 and ended_at is null",
        option.key(),
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

//! The SQL of objectives.

use chrono::NaiveDate;
use database::Tx;
use kernel::Actor;
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(super) struct Objective {
    pub id: Uuid,
    pub statement: String,
    pub indicator: String,
    pub target: String,
    pub review_on: NaiveDate,
    pub owner: Option<String>,
}

pub(super) async fn objectives(db: impl PgExecutor<'_>) -> Result<Vec<Objective>, sqlx::Error> {
    sqlx::query_as!(
        Objective,
        r#"select o.id, o.statement, o.indicator, o.target, o.review_on, p.name as "owner?"
         from objective o left join party p on p.id = o.owner_id where o.dropped_at is null order by o.review_on, o.id limit 200"#,
    )
    .fetch_all(db)
    .await
}

/// Who may hold one.
pub(super) async fn owners(db: impl PgExecutor<'_>) -> Result<Vec<(Uuid, String)>, sqlx::Error> {
    let rows = sqlx::query!(
        "select id, name from party where left_on is null and kind <> 'partner' order by part, name, id limit 500"
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|r| (r.id, r.name)).collect())
}

pub(super) async fn say(
    tx: &mut Tx,
    actor: &Actor,
    words: [&str; 3],
    review_on: NaiveDate,
    owner: Option<Uuid>,
) -> Result<Uuid, sqlx::Error> {
    let (id, now, [statement, indicator, target]) = (Uuid::now_v7(), tx.now(), words);
    sqlx::query!(
        "insert into objective (id, statement, indicator, target, review_on, owner_id, said_by, said_at)
         values ($1, $2, $3, $4, $5, (select id from party where id = $6), $7, $8)",
        id,
        statement,
        indicator,
        target,
        review_on,
        owner,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// `false`: there is none, or it was dropped.
pub(super) async fn drop_one(tx: &mut Tx, objective: Uuid) -> Result<bool, sqlx::Error> {
    let now = tx.now();
    let done = sqlx::query!(
        "update objective set dropped_at = $2 where id = $1 and dropped_at is null",
        objective,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

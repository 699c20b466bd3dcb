//! The SQL of canned answers.

use super::rules::Said;
use crate::category::Category;
use database::Tx;
use kernel::{Actor, Error};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(crate) struct Canned {
    pub id: Uuid,
    /// Of any subject when there is none.
    pub category: Option<String>,
    pub title: String,
    pub text: String,
}

/// Those of this subject first, then those of any; without a subject all.
async fn canned(
    db: impl PgExecutor<'_>,
    category: Option<&str>,
    one: Option<Uuid>,
) -> Result<Vec<Canned>, sqlx::Error> {
    sqlx::query_as!(
        Canned,
        r#"select id, category as "category?", title, text from canned_answer
         where withdrawn_at is null and ($1::text is null or category is null or category = $1) and ($2::uuid is null or id = $2)
         order by category nulls last, title, id limit 200"#,
        category,
        one,
    )
    .fetch_all(db)
    .await
}

/// For the answer to a ticket of this subject.
pub(crate) async fn of_category(db: impl PgExecutor<'_>, category: &str) -> Result<Vec<Canned>, sqlx::Error> {
    canned(db, Some(category), None).await
}

pub(super) async fn all(db: impl PgExecutor<'_>) -> Result<Vec<Canned>, sqlx::Error> {
    canned(db, None, None).await
}

pub(super) async fn one(db: impl PgExecutor<'_>, id: Uuid) -> Result<Canned, Error> {
    canned(db, None, Some(id)).await?.pop().ok_or(Error::NotFound)
}

pub(super) async fn write(tx: &mut Tx, actor: &Actor, said: &Said) -> Result<Uuid, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    sqlx::query!(
        "insert into canned_answer (id, category, title, text, written_by, written_at) values ($1, $2, $3, $4, $5, $6)",
        id,
        said.category.map(Category::name),
        said.title,
        said.text,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

/// Its words; or withdrawn.
pub(super) async fn change(
    tx: &mut Tx,
    actor: &Actor,
    answer: &Canned,
    said: Option<&Said>,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    match said {
        Some(said) => {
            sqlx::query!(
                "update canned_answer set category = $2, title = $3, text = $4, written_by = $5, written_at = $6 where id = $1",
                answer.id,
                said.category.map(Category::name),
                said.title,
                said.text,
                actor.person.0,
                now,
            )
            .execute(tx.conn())
            .await?
        }
        None => {
            sqlx::query!("update canned_answer set withdrawn_at = $2 where id = $1", answer.id, now)
                .execute(tx.conn())
                .await?
        }
    };
    Ok(())
}

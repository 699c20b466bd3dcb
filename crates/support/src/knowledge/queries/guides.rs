//! Guided questions.

use super::super::rules::{Said, slug};
use super::super::starter::Starter;
use crate::concerned::Concerned;
use database::Tx;
use kernel::{Actor, Error, PersonId};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(crate) struct Guide {
    pub id: Uuid,
    pub slug: String,
    pub category: String,
    pub concerned: String,
    pub title: String,
    pub tree: String,
    pub published: bool,
}

/// Those that the reader may follow; the project has them all.
pub(crate) async fn guides(
    db: impl PgExecutor<'_>,
    actor: Option<&Actor>,
    slug: Option<&str>,
) -> Result<Vec<Guide>, sqlx::Error> {
    sqlx::query_as!(
        Guide,
        r#"select id, slug, category, concerned, title, tree, (published_at is not null and withdrawn_at is null) as "published!"
         from help_guide
         where ($2 or published_at is not null and withdrawn_at is null and concerned = any($1)) and ($3::text is null or slug = $3)
         order by title, id limit 100"#,
        &Concerned::of(actor),
        actor.is_some_and(Actor::is_project),
        slug,
    )
    .fetch_all(db)
    .await
}

pub(crate) async fn guide(
    db: impl PgExecutor<'_>,
    actor: Option<&Actor>,
    slug: &str,
) -> Result<Guide, Error> {
    guides(db, actor, Some(slug)).await?.pop().ok_or(Error::NotFound)
}

/// A draft; `None` when a guide has this address already.
pub(crate) async fn write_guide(
    tx: &mut Tx,
    actor: &Actor,
    said: &Said,
) -> Result<Option<(Uuid, String)>, sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let slug = sqlx::query_scalar!(
        "insert into help_guide (id, slug, category, concerned, title, tree, written_by, written_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (slug) do nothing returning slug",
        id,
        slug(&said.title),
        said.category.name(),
        said.concerned.name(),
        said.title,
        said.body,
        actor.person.0,
        now,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(slug.map(|slug| (id, slug)))
}

pub(crate) async fn rewrite_guide(
    tx: &mut Tx,
    actor: &Actor,
    guide: &Guide,
    said: &Said,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update help_guide set category = $2, concerned = $3, title = $4, tree = $5, written_by = $6, written_at = $7 where id = $1",
        guide.id,
        said.category.name(),
        said.concerned.name(),
        said.title,
        said.body,
        actor.person.0,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn show_guide(tx: &mut Tx, guide: &Guide, shown: bool) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update help_guide set published_at = case when $2 then $3 else published_at end, withdrawn_at = case when $2 then null else $3 end
         where id = $1",
        guide.id,
        shown,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn begin_guide(
    tx: &mut Tx,
    guide: &Starter,
    by: PersonId,
    published: bool,
) -> Result<u64, sqlx::Error> {
    let now = tx.now();
    let came = sqlx::query!(
        "insert into help_guide (id, slug, category, concerned, title, tree, written_by, written_at, published_at)
         select $1, $2, $3, $4, $5, $6, $7, $8::timestamptz, case when $9 then $8::timestamptz end on conflict (slug) do nothing",
        Uuid::now_v7(),
        guide.slug,
        guide.category.name(),
        guide.concerned.name(),
        guide.title,
        guide.body,
        by.0,
        now,
        published,
    )
    .execute(tx.conn())
    .await?;
    Ok(came.rows_affected())
}

/// The title of the article at the end, when the reader may open it.
pub(crate) async fn title_of(
    db: impl PgExecutor<'_>,
    actor: Option<&Actor>,
    slug: &str,
) -> Result<Option<String>, sqlx::Error> {
    sqlx::query_scalar!(
        "select title from help_article where slug = $1 and published_at is not null and withdrawn_at is null and concerned = any($2)",
        slug,
        &Concerned::of(actor),
    )
    .fetch_optional(db)
    .await
}

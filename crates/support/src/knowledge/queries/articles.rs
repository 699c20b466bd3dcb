//! Articles, and what readers said of them.

use super::super::rules::{self, Act, Said, State};
use super::super::starter::Starter;
use crate::category::Category;
use crate::concerned::Concerned;
use chrono::NaiveDate;
use database::Tx;
use kernel::{Actor, Error, PersonId};
use sqlx::PgExecutor;
use uuid::Uuid;

#[derive(Debug, Clone)]
pub(crate) struct Article {
    pub id: Uuid,
    pub slug: String,
    pub category: Option<Category>,
    pub concerned: Option<Concerned>,
    pub title: String,
    pub body: String,
    pub author: Option<String>,
    pub state: State,
    pub review_on: Option<NaiveDate>,
    pub published_at: Option<chrono::DateTime<chrono::Utc>>,
    pub helped: i64,
    pub not_helped: i64,
    /// What this reader said of it.
    pub opinion: Option<bool>,
    /// The reader may change it.
    pub changes: bool,
}

/// What one looks for.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sought<'a> {
    pub one: Option<&'a str>,
    pub category: &'a str,
    pub typed: &'a str,
}

/// Those that help most first; what is not published before all, for who writes.
pub(crate) async fn articles(
    db: impl PgExecutor<'_>,
    actor: Option<&Actor>,
    sought: &Sought<'_>,
    today: NaiveDate,
) -> Result<Vec<Article>, sqlx::Error> {
    let (reader, project) = (actor.map(|a| a.person.0), actor.is_some_and(Actor::is_project));
    let rows = sqlx::query!(
        r#"select a.id, a.slug, a.category, a.concerned, a.title, a.body, a.review_on as "review_on?", a.published_at as "published_at?",
                a.withdrawn_at is not null as "withdrawn!", c.first_name || ' ' || c.last_name as author,
                o.helped as "helped!", o.not_helped as "not_helped!", o.hers as "hers?",
                ($3 or coalesce(a.author_id = $1, false) and a.published_at is null) as "changes!"
         from help_article a left join person_card c on c.person_id = a.author_id
         cross join lateral (
             select count(*) filter (where helped) as helped, count(*) filter (where not helped) as not_helped,
                    bool_or(helped) filter (where person_id = $1) as hers
             from help_opinion where article_id = a.id) o
         where (a.published_at is not null and a.withdrawn_at is null and a.concerned = any($2)
                or $3 or a.author_id = $1 and a.published_at is null and a.withdrawn_at is null)
           and ($6::text is null or a.slug = $6) and ($4 = '' or a.category = $4)
           and ($5 = '' or a.plain like all((select sought_words($5))::text[]))
         order by a.published_at is not null and a.withdrawn_at is null, o.helped desc, a.title, a.id limit 300"#,
        reader,
        &Concerned::of(actor),
        project,
        sought.category,
        sought.typed,
        sought.one,
    )
    .fetch_all(db)
    .await?;
    let articles = rows.into_iter().map(|r| Article {
        id: r.id,
        slug: r.slug,
        category: Category::named(&r.category),
        concerned: Concerned::named(&r.concerned),
        title: r.title,
        body: r.body,
        author: r.author,
        state: State::of(r.published_at.is_some(), r.withdrawn, r.review_on, today),
        review_on: r.review_on,
        published_at: r.published_at,
        helped: r.helped,
        not_helped: r.not_helped,
        opinion: r.hers,
        changes: r.changes,
    });
    Ok(articles.collect())
}

pub(crate) async fn article(
    db: impl PgExecutor<'_>,
    actor: Option<&Actor>,
    slug: &str,
    today: NaiveDate,
) -> Result<Article, Error> {
    let sought = Sought { one: Some(slug), ..Sought::default() };
    articles(db, actor, &sought, today).await?.pop().ok_or(Error::NotFound)
}

/// The same, to be changed.
pub(crate) async fn own_article(
    db: impl PgExecutor<'_>,
    actor: &Actor,
    slug: &str,
    today: NaiveDate,
) -> Result<Article, Error> {
    let article = article(db, Some(actor), slug, today).await?;
    if article.changes { Ok(article) } else { Err(Error::NotFound) }
}

/// A draft. Its address is that of its title, numbered when it is taken.
pub(crate) async fn write(tx: &mut Tx, actor: &Actor, said: &Said) -> Result<(Uuid, String), sqlx::Error> {
    let (id, now) = (Uuid::now_v7(), tx.now());
    let slug = sqlx::query_scalar!(
        r#"insert into help_article (id, slug, category, concerned, title, body, author_id, written_at)
         select $1::uuid, case when n.taken = 0 then $2::text else $2 || '-' || substr(replace($1::uuid::text, '-', ''), 21) end, $3, $4, $5, $6, $7, $8
         from (select count(*) as taken from help_article where slug = $2) n returning slug"#,
        id,
        rules::slug(&said.title),
        said.category.name(),
        said.concerned.name(),
        said.title,
        said.body,
        actor.person.0,
        now,
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((id, slug))
}

pub(crate) async fn rewrite(tx: &mut Tx, article: &Article, said: &Said) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "update help_article set category = $2, concerned = $3, title = $4, body = $5, written_at = $6 where id = $1",
        article.id,
        said.category.name(),
        said.concerned.name(),
        said.title,
        said.body,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn go_on(
    tx: &mut Tx,
    actor: &Actor,
    article: &Article,
    act: Act,
) -> Result<(), sqlx::Error> {
    let (now, id) = (tx.now(), article.id);
    let conn = tx.conn();
    match act {
        Act::Publish(review_on) => {
            sqlx::query!(
                "update help_article set published_at = $2, published_by = $3, review_on = $4, withdrawn_at = null where id = $1",
                id,
                now,
                actor.person.0,
                review_on,
            )
            .execute(conn)
            .await?
        }
        Act::Review(review_on) => {
            sqlx::query!("update help_article set review_on = $2 where id = $1", id, review_on)
                .execute(conn)
                .await?
        }
        Act::Withdraw => {
            sqlx::query!("update help_article set withdrawn_at = $2 where id = $1", id, now)
                .execute(conn)
                .await?
        }
    };
    Ok(())
}

pub(crate) async fn opine(
    tx: &mut Tx,
    actor: &Actor,
    article: &Article,
    helped: bool,
) -> Result<(), sqlx::Error> {
    let now = tx.now();
    sqlx::query!(
        "insert into help_opinion (article_id, person_id, helped, at) values ($1, $2, $3, $4)
         on conflict (article_id, person_id) do update set helped = excluded.helped, at = excluded.at",
        article.id,
        actor.person.0,
        helped,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// One of those to begin with, unless its address is there.
pub(crate) async fn begin(
    tx: &mut Tx,
    article: &Starter,
    by: PersonId,
    review_on: Option<NaiveDate>,
) -> Result<u64, sqlx::Error> {
    let now = tx.now();
    let published = review_on.is_some();
    let came = sqlx::query!(
        "insert into help_article (id, slug, category, concerned, title, body, written_at, published_at, published_by, review_on)
         select $1, $2, $3, $4, $5, $6, $7::timestamptz, case when $8 then $7::timestamptz end, case when $8 then $9::uuid end, $10
         on conflict (slug) do nothing",
        Uuid::now_v7(),
        article.slug,
        article.category.name(),
        article.concerned.name(),
        article.title,
        article.body,
        now,
        published,
        by.0,
        review_on,
    )
    .execute(tx.conn())
    .await?;
    Ok(came.rows_affected())
}

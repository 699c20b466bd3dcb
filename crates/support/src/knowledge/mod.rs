//! The knowledge base: articles, and guided questions that lead to one (domain rows 119, 122; §5.4).
//!
//! Invariants: an article is its author’s and the project’s until the project publishes it, with the day by which it is read
//! again; it is shown to those whom it is for, and to nobody once withdrawn. Its address never changes. One opinion a reader.

mod actions;
mod guides;
mod manage;
mod pages;
mod queries;
mod rules;
mod starter;
mod text;
mod tree;

use chrono::NaiveDate;
use database::Tx;
use identity::App;
use kernel::{Access, PersonId, Routes};

pub(crate) fn routes() -> Routes<App> {
    // Heads, inspectors, the project: `queries::writer`.
    const WRITE: Access = Access::Adults;
    const KEEP: Access = Access::Project;
    Routes::new()
        .get("/aide/articles", Access::Anyone, pages::list)
        .post("/aide/articles", WRITE, actions::write)
        .get("/aide/articles/ecrire", WRITE, pages::write)
        .post("/aide/articles/depart", KEEP, actions::begin)
        .get("/aide/articles/{slug}", Access::Anyone, pages::one)
        .get("/aide/articles/{slug}/modifier", WRITE, pages::rewrite)
        .post("/aide/articles/{slug}/modifier", WRITE, actions::rewrite)
        .post("/aide/articles/{slug}/suite", KEEP, actions::go_on)
        .post("/aide/articles/{slug}/avis", Access::Adults, actions::opine)
        .get("/aide/guides", KEEP, manage::list)
        .post("/aide/guides", KEEP, manage::write)
        .get("/aide/guides/{slug}", Access::Anyone, guides::follow)
        .post("/aide/guides/{slug}", KEEP, manage::change)
}

/// The articles and the guide to begin with, for who begins without any: drafts, or published when a day is said.
/// Those that are there already stay as they are; answers how many came.
pub async fn begin_articles(
    tx: &mut Tx,
    by: PersonId,
    review_on: Option<NaiveDate>,
) -> Result<u64, sqlx::Error> {
    let mut came = 0;
    for article in &starter::ARTICLES {
        came += queries::begin(tx, article, by, review_on).await?;
    }
    for guide in &starter::GUIDES {
        came += queries::begin_guide(tx, guide, by, review_on.is_some()).await?;
    }
    Ok(came)
}

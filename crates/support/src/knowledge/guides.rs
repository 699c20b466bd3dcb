//! A guide, one question at a time: each answer is a link, so that going back is going back.

use super::queries::{self, Guide};
use super::tree::{self, Reached};
use askama::Template;
use database::Db;
use kernel::{Answer, Error, Page, Path as Of, Query, Visitor};
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct At {
    pas: String,
}

#[derive(Template)]
#[template(path = "knowledge/guide.html")]
struct GuidePage {
    guide: Guide,
    /// The answers so far: « 0.2. », empty at the start.
    steps: String,
    said: Vec<(String, String)>,
    /// The question, and its answers by number.
    question: Option<(String, Vec<(usize, String)>)>,
    /// Address and title.
    article: Option<(String, String)>,
    /// A request comes prefilled with the guide’s category.
    signed_in: bool,
}

pub(super) async fn follow(
    db: Db,
    visitor: Visitor,
    Of(slug): Of<String>,
    Query(at): Query<At>,
) -> Answer<Page> {
    let actor = visitor.actor.as_ref();
    let guide = queries::guide(&db.pool, actor, &slug).await?;
    // It was read once before it was written: what is refused here came by another way.
    let tree = tree::read(&guide.tree).map_err(Error::Refused)?;
    let (said, reached) = tree.at(&at.pas).ok_or(Error::NotFound)?;
    let (mut question, mut article) = (None, None);
    match reached {
        Reached::Question(here) => {
            let answers = here.answers.iter().enumerate().map(|(n, (words, _))| (n, words.clone()));
            question = Some((here.words.clone(), answers.collect()));
        }
        Reached::Article(slug) => {
            article = queries::title_of(&db.pool, actor, slug).await?.map(|title| (slug.to_owned(), title));
        }
        Reached::Request => {}
    }
    let steps = if at.pas.is_empty() { String::new() } else { format!("{}.", at.pas.trim_end_matches('.')) };
    let title = guide.title.clone();
    Page::new(title, &GuidePage { guide, steps, said, question, article, signed_in: actor.is_some() })
}

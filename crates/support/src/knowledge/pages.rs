//! The list, one article, and its form.

use super::queries::{self, Article, Guide, Sought};
use super::rules::State;
use super::text::{self, Block};
use crate::category::Category;
use crate::concerned::{Concerned, helps};
use crate::known::{self, Problem};
use askama::Template;
use chrono::{Months, NaiveDate};
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Path as Of, Query, RoleKind, Visitor};
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    mot: String,
    theme: String,
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "knowledge/list.html")]
struct ListPage {
    asked: Asked,
    problems: Vec<Problem>,
    guides: Vec<Guide>,
    /// Published, for this reader.
    published: Vec<Article>,
    /// Drafts, withdrawn ones, those whose day has come: for who writes.
    waiting: Vec<Article>,
    writes: bool,
    keeps: bool,
    signed_in: bool,
    again: Again,
}

pub(super) async fn list(db: Db, visitor: Visitor, Query(asked): Query<Asked>) -> Answer<Page> {
    let again = Again::done(asked.fait.is_some());
    list_page(&db, visitor.actor.as_ref(), asked, again).await
}

pub(super) async fn list_page(db: &Db, actor: Option<&Actor>, asked: Asked, again: Again) -> Answer<Page> {
    let typed: String = asked.mot.trim().chars().take(80).collect();
    let sought = Sought { one: None, category: &asked.theme, typed: &typed };
    let all = queries::articles(&db.pool, actor, &sought, db.clock.today()).await?;
    let guides = match typed.is_empty() && asked.theme.is_empty() {
        true => queries::guides(&db.pool, actor, None).await?.into_iter().filter(|g| g.published).collect(),
        false => Vec::new(),
    };
    let problems = known::current(&db.pool, actor).await?;
    let keeps = actor.is_some_and(Actor::is_project);
    let out = |a: &Article| matches!(a.state, State::Published | State::ToReview);
    let waiting = all.iter().filter(|a| !out(a) || keeps && a.state == State::ToReview).cloned().collect();
    let published = all.into_iter().filter(out).collect();
    let (writes, signed_in) = (actor.is_some_and(helps), actor.is_some());
    Page::new(
        "Aide\u{a0}: articles",
        &ListPage { asked, problems, guides, published, waiting, writes, keeps, signed_in, again },
    )
}

impl ListPage {
    fn beginning(text: &str) -> String {
        text::beginning(text)
    }

    fn is_sought(&self) -> bool {
        !self.asked.mot.trim().is_empty() || !self.asked.theme.is_empty()
    }
}

#[derive(Template)]
#[template(path = "knowledge/one.html")]
struct OnePage {
    blocks: Vec<Block>,
    published: Option<String>,
    review: Option<String>,
    next_review: NaiveDate,
    signed_in: bool,
    /// May say whether it helped.
    opines: bool,
    keeps: bool,
    article: Article,
    again: Again,
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

pub(super) async fn one(
    db: Db,
    visitor: Visitor,
    Of(slug): Of<String>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let actor = visitor.actor.as_ref();
    let article = queries::article(&db.pool, actor, &slug, db.clock.today()).await?;
    one_page(&db, actor, article, Again::done(shown.fait.is_some()))
}

pub(super) fn one_page(db: &Db, actor: Option<&Actor>, article: Article, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let refused = again.is_refused();
    // Who works in no school reads what is meant for others, too: the pages that it leads to are not theirs.
    let aside = [RoleKind::Inspector, RoleKind::DigitalInspector, RoleKind::CommuneAgent];
    let only_reads = article.concerned.is_some_and(|c| c != Concerned::Everyone)
        && actor.is_some_and(|a| a.is_project() || aside.iter().any(|kind| a.is(*kind)));
    let page = Page::new(
        article.title.clone(),
        &OnePage {
            blocks: if only_reads {
                text::without_ways(text::blocks(&article.body))
            } else {
                text::blocks(&article.body)
            },
            published: article.published_at.map(|at| full_day(db.clock.day_of(at))),
            review: article.review_on.map(full_day),
            next_review: today.checked_add_months(Months::new(12)).unwrap_or(today),
            signed_in: actor.is_some(),
            opines: actor.is_some_and(|a| !a.is_pupil()),
            keeps: actor.is_some_and(Actor::is_project),
            article,
            again,
        },
    )?;
    Ok(if refused { page.invalid() } else { page })
}

impl OnePage {
    fn is_out(&self) -> bool {
        matches!(self.article.state, State::Published | State::ToReview)
    }
}

#[derive(Template)]
#[template(path = "knowledge/write.html")]
struct WritePage {
    /// Where it is sent, and what it was.
    to: String,
    title: String,
    body: String,
    category: &'static str,
    concerned: &'static str,
    again: Again,
}

pub(super) async fn write(actor: Actor) -> Answer<Page> {
    queries::writer(&actor)?;
    write_page(Again::default())
}

pub(super) fn write_page(again: Again) -> Answer<Page> {
    form(WritePage {
        to: "/aide/articles".to_owned(),
        title: String::new(),
        body: String::new(),
        category: "",
        concerned: "",
        again,
    })
}

pub(super) async fn rewrite(db: Db, actor: Actor, Of(slug): Of<String>) -> Answer<Page> {
    let article = queries::own_article(&db.pool, &actor, &slug, db.clock.today()).await?;
    rewrite_page(article, Again::default())
}

pub(super) fn rewrite_page(article: Article, again: Again) -> Answer<Page> {
    form(WritePage {
        to: format!("/aide/articles/{}/modifier", article.slug),
        title: article.title,
        body: article.body,
        category: article.category.map_or("", Category::name),
        concerned: article.concerned.map_or("", Concerned::name),
        again,
    })
}

fn form(page: WritePage) -> Answer<Page> {
    let refused = page.again.is_refused();
    let title = if page.title.is_empty() { "Écrire un article" } else { "Modifier l’article" };
    let page = Page::new(title, &page)?;
    Ok(if refused { page.invalid() } else { page })
}

/// The name of the form, for the page and its action.
pub(super) const FORM: &str = "article";

impl WritePage {
    fn categories() -> Vec<(String, String)> {
        Category::options()
    }

    fn concerned() -> Vec<(String, String)> {
        Concerned::options()
    }
}

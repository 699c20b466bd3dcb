//! The state of the service, and one problem.

use super::queries::{self, Problem};
use super::rules;
use crate::category::Category;
use crate::concerned::Concerned;
use askama::Template;
use database::Db;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Path as Of, Query, Visitor};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

/// A problem, with its times in words.
struct Told {
    since: String,
    lasted: Option<String>,
    problem: Problem,
}

impl Told {
    fn of(db: &Db, problem: Problem) -> Self {
        let since = db.clock.spoken(problem.since);
        let lasted = problem.ended_at.map(|until| rules::lasted(problem.since, until));
        Self { since, lasted, problem }
    }
}

/// What the form shows before anybody types.
struct Before {
    at: String,
    places: Vec<(String, String)>,
    since: String,
    of: Option<Problem>,
}

impl Before {
    async fn load(db: &Db, of: Option<Problem>) -> Answer<Self> {
        let places = queries::known_places(&db.pool).await?;
        let places = places.into_iter().map(|(id, name)| (id.to_string(), name)).collect();
        let at = of.as_ref().map_or_else(|| "/etat".to_owned(), |p| format!("/etat/{}", p.id));
        let since = of.as_ref().map_or_else(|| db.clock.now(), |p| p.since);
        Ok(Self { at, places, since: rules::field_of(since, db.clock.zone()), of })
    }

    fn text(&self, field: fn(&Problem) -> &str) -> &str {
        self.of.as_ref().map_or("", field)
    }

    fn title(&self) -> &str {
        self.text(|p| &p.title)
    }

    fn happens(&self) -> &str {
        self.text(|p| &p.happens)
    }

    fn workaround(&self) -> &str {
        self.text(|p| &p.workaround)
    }

    fn category(&self) -> &str {
        self.text(|p| p.category.map_or("", Category::name))
    }

    fn concerned(&self) -> &str {
        self.of.as_ref().and_then(|p| p.concerned).map_or("everyone", Concerned::name)
    }

    fn place(&self) -> String {
        self.of.as_ref().and_then(|p| p.place).map(|p| p.to_string()).unwrap_or_default()
    }

    fn is_major(&self, again: &Again) -> bool {
        again.chose(FORM, "majeur", "oui") || !again.is_at(FORM) && self.of.as_ref().is_some_and(|p| p.major)
    }

    fn categories() -> Vec<(String, String)> {
        Category::options()
    }

    fn all_concerned() -> Vec<(String, String)> {
        Concerned::options()
    }
}

pub(super) const FORM: &str = "panne";

#[derive(Template)]
#[template(path = "known/list.html")]
struct ListPage {
    current: Vec<Told>,
    past: Vec<Told>,
    /// Of the project’s team.
    before: Option<Before>,
    again: Again,
}

pub(super) async fn list(db: Db, visitor: Visitor, Query(shown): Query<Shown>) -> Answer<Page> {
    list_page(&db, visitor.actor.as_ref(), Again::done(shown.fait.is_some())).await
}

pub(super) async fn list_page(db: &Db, actor: Option<&Actor>, again: Again) -> Answer<Page> {
    let all = queries::story(&db.pool, actor, db.clock.now()).await?;
    let told = all.into_iter().map(|problem| Told::of(db, problem));
    let (current, past) = told.partition(|told| told.lasted.is_none());
    let before = match actor.is_some_and(Actor::is_project) {
        true => Some(Before::load(db, None).await?),
        false => None,
    };
    let refused = again.is_refused();
    let page = Page::new("L’état du service", &ListPage { current, past, before, again })?;
    Ok(if refused { page.invalid() } else { page })
}

#[derive(Template)]
#[template(path = "known/one.html")]
struct OnePage {
    told: Told,
    ended: Option<String>,
    news: Vec<(String, String)>,
    /// Requests that it explains, and those of them that are open: for the project’s team.
    tied: Option<(i64, i64)>,
    before: Option<Before>,
    again: Again,
}

pub(super) async fn one(
    db: Db,
    visitor: Visitor,
    Of(id): Of<Uuid>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let actor = visitor.actor.as_ref();
    let problem = queries::problem(&db.pool, actor, id).await?;
    one_page(&db, actor, problem, Again::done(shown.fait.is_some())).await
}

pub(super) async fn one_page(db: &Db, actor: Option<&Actor>, problem: Problem, again: Again) -> Answer<Page> {
    let news = queries::news(&db.pool, &problem).await?;
    let news = news.into_iter().map(|(at, text)| (db.clock.spoken(at), text)).collect();
    let before = match actor.is_some_and(Actor::is_project) {
        true => Some(Before::load(db, Some(problem.clone())).await?),
        false => None,
    };
    let tied = match &before {
        Some(_) => Some(queries::tied(&db.pool, &problem).await?),
        None => None,
    };
    let ended = problem.ended_at.map(|at| db.clock.spoken(at));
    let refused = again.is_refused();
    let title = problem.title.clone();
    let page = Page::new(title, &OnePage { told: Told::of(db, problem), ended, news, tied, before, again })?;
    Ok(if refused { page.invalid() } else { page })
}

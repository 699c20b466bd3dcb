//! The library, and one practice.

use super::queries::{self, Practice, Sought};
use super::rules::{LEVELS, SERVICES, State, service};
use askama::Template;
use chrono::{NaiveDate, TimeDelta};
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Access, Actor, Answer, Page, Path as Of, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    niveau: String,
    service: String,
    mot: String,
}

#[derive(Template)]
#[template(path = "practices/list.html")]
struct ListPage {
    asked: Asked,
    /// Hers that are not published, and what waits for her to publish it.
    waiting: Vec<Practice>,
    featured: Vec<Practice>,
    published: Vec<Practice>,
    writes: bool,
    before: Before,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    queries::reader(&actor)?;
    list_page(&db, &actor, asked, Again::default()).await
}

pub(super) async fn list_page(db: &Db, actor: &Actor, asked: Asked, again: Again) -> Answer<Page> {
    let typed: String = asked.mot.trim().chars().take(80).collect();
    let sought = Sought { level: &asked.niveau, service: &asked.service, typed: &typed, one: None };
    let all = queries::practices(&db.pool, actor, &sought, db.clock.today()).await?;
    let (published, waiting): (Vec<_>, Vec<_>) = all.into_iter().partition(|p| p.state == State::Published);
    let (featured, published) = published.into_iter().partition(|p| p.featured);
    let refused = again.is_refused();
    let writes = Access::SchoolAdults.admits(Some(actor));
    let page = Page::new(
        "Pratiques",
        &ListPage { asked, waiting, featured, published, writes, before: Before::default(), again },
    )?;
    Ok(if refused { page.invalid() } else { page })
}

/// The fields of the form, for the two pages that have it.
const FORM: &str = "pratique";

/// What stands in the form before anybody types.
#[derive(Default)]
struct Before {
    title: String,
    context: String,
    services: Vec<String>,
    levels: Vec<String>,
    subject: String,
    worked: String,
    avoid: String,
}

impl Before {
    fn of(p: &Practice) -> Self {
        let (title, context, subject) = (p.title.clone(), p.context.clone(), p.subject.clone());
        let (worked, avoid) = (p.worked.clone(), p.avoid.clone());
        Self {
            title,
            context,
            services: p.services.clone(),
            levels: p.levels.clone(),
            subject,
            worked,
            avoid,
        }
    }

    fn has_level(&self, again: &Again, level: &str) -> bool {
        again.chose(FORM, "niveaux", level) || !again.is_at(FORM) && self.levels.iter().any(|l| l == level)
    }

    fn has_service(&self, again: &Again, service: &str) -> bool {
        again.chose(FORM, "services", service)
            || !again.is_at(FORM) && self.services.iter().any(|s| s == service)
    }
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "practices/one.html")]
struct OnePage {
    before: Before,
    practice: Practice,
    published: Option<String>,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn one(db: Db, actor: Actor, Of(id): Of<Uuid>, Query(shown): Query<Shown>) -> Answer<Page> {
    queries::reader(&actor)?;
    let practice = queries::practice(&db.pool, &actor, id, db.clock.today()).await?;
    one_page(&db, practice, Again::done(shown.fait.is_some()))
}

pub(super) fn one_page(db: &Db, practice: Practice, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let published = practice.published_on.map(|at| full_day(db.clock.day_of(at)));
    let title = practice.title.clone();
    let page = Page::new(
        title,
        &OnePage { before: Before::of(&practice), practice, published, today: db.clock.today(), again },
    )?;
    Ok(if refused { page.invalid() } else { page })
}

impl OnePage {
    fn service(name: &str) -> &'static str {
        service(name)
    }

    fn is_draft(&self) -> bool {
        self.practice.state == State::Draft
    }

    fn is_proposed(&self) -> bool {
        self.practice.state == State::Proposed
    }

    fn is_published(&self) -> bool {
        self.practice.state == State::Published
    }

    /// A period of school is some six weeks.
    fn next_period(&self) -> NaiveDate {
        self.today + TimeDelta::weeks(6)
    }
}

//! The table of routes; who works which queue.

use super::queries::{self, Led, Member, Said, Setting};
use crate::category::Category;
use crate::tickets::words::Queue;
use askama::Template;
use chrono::{DateTime, Utc};
use database::Db;
use kernel::fields::Again;
use kernel::{Actor, Answer, Clock, Error, Page, Query};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

pub(super) const FIRST: &[Queue] = &[Queue::School, Queue::Circonscription, Queue::Commune];
pub(super) const SECOND: &[Queue] = &[Queue::Project, Queue::Dsi, Queue::Cdti, Queue::Dpo, Queue::Commune];

#[derive(Template)]
#[template(path = "routing/routing.html")]
struct RoutingPage {
    said: Vec<Said>,
    setting: Setting,
    clock: Clock,
    again: Again,
}

impl RoutingPage {
    fn categories() -> impl Iterator<Item = Category> {
        Category::open()
    }

    /// First and second queue as they are now.
    fn now(&self, category: &Category) -> (&'static str, &'static str) {
        let said = self.said.iter().find(|s| s.category == category.name() && !s.dropped);
        let (first, second) =
            said.and_then(|s| Queue::of(&s.first).zip(Queue::of(&s.second))).unwrap_or(category.queues());
        (first.words(), second.words())
    }

    fn words(key: &str) -> &'static str {
        Queue::of(key).map_or("", Queue::words)
    }

    fn when(&self, at: &DateTime<Utc>) -> String {
        self.clock.spoken(*at)
    }

    fn options(queues: &[Queue]) -> Vec<(String, String)> {
        queues.iter().map(|q| (q.key().to_owned(), q.words().to_owned())).collect()
    }

    fn category_options() -> Vec<(String, String)> {
        Category::open().map(|c| (c.name().to_owned(), c.french().to_owned())).collect()
    }
}

pub(super) async fn routing(db: Db, Query(shown): Query<Shown>) -> Answer<Page> {
    routing_page(&db, Again::done(shown.fait.is_some())).await
}

pub(super) async fn routing_page(db: &Db, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let body = RoutingPage {
        said: queries::said(&db.pool).await?,
        setting: queries::setting(&db.pool).await?,
        clock: db.clock.clone(),
        again,
    };
    let page = Page::new("Aiguillage", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

#[derive(Template)]
#[template(path = "routing/members.html")]
struct MembersPage {
    led: Vec<Led>,
    members: Vec<Member>,
    again: Again,
}

impl MembersPage {
    fn of(&self, led: &Led) -> Vec<&Member> {
        self.members.iter().filter(|m| m.is_of(led)).collect()
    }

    fn options(&self) -> Vec<(String, String)> {
        self.led.iter().map(|l| (l.key(), l.words())).collect()
    }

    fn until(member: &Member) -> String {
        member.until.map(|day| format!(", jusqu’au {}", kernel::clock::french_day(day))).unwrap_or_default()
    }
}

pub(super) async fn members(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    members_page(&db, &actor, Again::done(shown.fait.is_some())).await
}

pub(super) async fn members_page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let led = queries::led(&db.pool, actor).await?;
    if led.is_empty() {
        return Err(Error::NotFound);
    }
    let refused = again.is_refused();
    let members = queries::members(&db.pool, &led, db.clock.today()).await?;
    let page = Page::new("Qui tient les files", &MembersPage { led, members, again })?;
    Ok(if refused { page.invalid() } else { page })
}

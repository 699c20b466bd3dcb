//! What is to come and what was; one event with its programme and its documents.

use super::queries::{self, Event, Workshop};
use super::rules::{GUESTS, guests};
use crate::library::{self, Document};
use askama::Template;
use chrono::{DateTime, Utc};
use cockpit::hours::when;
use cockpit::near;
use cockpit::people::reader;
use cockpit::upload::LICENCES;
use database::Db;
use kernel::fields::Again;
use kernel::{Actor, Answer, Clock, Page, Path as Of, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

struct Line {
    event: Event,
    when: String,
}

#[derive(Template)]
#[template(path = "events/list.html")]
struct ListPage {
    coming: Vec<Line>,
    past: Vec<Line>,
    /// Those for whom she may invite, when she may.
    circonscriptions: Vec<(Uuid, String)>,
    project: bool,
    keeps: bool,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    reader(&actor)?;
    list_page(&db, &actor, Again::done(shown.fait.is_some())).await
}

pub(super) async fn list_page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let now = db.clock.now();
    let all = queries::events(&db.pool, actor, &db.clock).await?;
    let line = |event: Event| Line { when: when(&db.clock, event.starts, event.ends), event };
    let (coming, past): (Vec<_>, Vec<_>) = all.into_iter().map(line).partition(|l| l.event.ends > now);
    let keeps = queries::keeps_some(actor);
    let circonscriptions = if keeps { near::circonscriptions(db, actor).await? } else { Vec::new() };
    let refused = again.is_refused();
    let body = ListPage { coming, past, circonscriptions, project: actor.is_project(), keeps, again };
    let page = Page::new("Événements", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn chose(&self, name: &str, value: &Uuid) -> bool {
        self.again.chose("evenement", name, &value.to_string())
    }
}

#[derive(Template)]
#[template(path = "events/one.html")]
struct OnePage {
    event: Event,
    when: String,
    workshops: Vec<Workshop>,
    documents: Vec<Document>,
    registered: Vec<String>,
    begun: bool,
    over: bool,
    clock: Clock,
    again: Again,
}

pub(super) async fn one(db: Db, actor: Actor, Of(id): Of<Uuid>, Query(shown): Query<Shown>) -> Answer<Page> {
    reader(&actor)?;
    let event = queries::event(&db.pool, &actor, &db.clock, id).await?;
    one_page(&db, &actor, event, Again::done(shown.fait.is_some())).await
}

pub(super) async fn one_page(db: &Db, actor: &Actor, event: Event, again: Again) -> Answer<Page> {
    let now = db.clock.now();
    let refused = again.is_refused();
    let body = OnePage {
        when: when(&db.clock, event.starts, event.ends),
        workshops: queries::workshops(&db.pool, &event).await?,
        documents: library::of_event(&db.pool, actor, &db.clock, event.id).await?,
        registered: queries::registered(&db.pool, &event).await?,
        begun: event.starts <= now,
        over: event.ends <= now,
        clock: db.clock.clone(),
        event,
        again,
    };
    let page = Page::new(body.event.title.clone(), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl OnePage {
    fn hour(&self, at: &DateTime<Utc>) -> String {
        at.with_timezone(&self.clock.zone()).format("%-H\u{a0}h\u{a0}%M").to_string().replace("\u{a0}00", "")
    }

    fn guests(name: &str) -> &'static str {
        guests(name)
    }

    fn licences() -> Vec<(String, String)> {
        LICENCES.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect()
    }
}

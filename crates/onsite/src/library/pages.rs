//! What one may read, and one document with its versions.

use super::queries::{self, Document, Version};
use super::rules::{READERS, licence, readers};
use crate::events::Event;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use cockpit::people::reader;
use cockpit::upload;
use cockpit::upload::LICENCES;
use database::Db;
use identity::App;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Clock, Error, Page, Path as Of, Query};
use serde::Deserialize;
use storage::FileId;
use uuid::Uuid;

fn options(words: &[(&str, &str)]) -> Vec<(String, String)> {
    words.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect()
}

#[derive(Template)]
#[template(path = "library/list.html")]
struct ListPage {
    documents: Vec<Document>,
    /// A document is added to it; else to the project, by its team.
    event: Option<Event>,
    adds: bool,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor) -> Answer<Page> {
    reader(&actor)?;
    list_page(&db, &actor, None, Again::default()).await
}

pub(super) async fn list_page(db: &Db, actor: &Actor, event: Option<Event>, again: Again) -> Answer<Page> {
    let documents = match &event {
        Some(event) => queries::of_event(&db.pool, actor, &db.clock, event.id).await?,
        None => queries::documents(&db.pool, actor, &db.clock).await?,
    };
    let adds = event.as_ref().map_or(actor.is_project(), |e| e.keeps);
    let refused = again.is_refused();
    let page = Page::new("Documents", &ListPage { documents, event, adds, again })?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn licences() -> Vec<(String, String)> {
        options(&LICENCES)
    }

    fn readers() -> Vec<(String, String)> {
        options(&READERS)
    }
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "library/one.html")]
struct OnePage {
    document: Document,
    versions: Vec<Version>,
    clock: Clock,
    again: Again,
}

pub(super) async fn one(db: Db, actor: Actor, Of(id): Of<Uuid>, Query(shown): Query<Shown>) -> Answer<Page> {
    reader(&actor)?;
    let document = queries::document(&db.pool, &actor, &db.clock, id).await?;
    one_page(&db, document, Again::done(shown.fait.is_some())).await
}

pub(super) async fn one_page(db: &Db, document: Document, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let versions = queries::versions(&db.pool, &document).await?;
    let title = document.title.clone();
    let page = Page::new(title, &OnePage { document, versions, clock: db.clock.clone(), again })?;
    Ok(if refused { page.invalid() } else { page })
}

impl OnePage {
    fn day(&self, version: &Version) -> String {
        full_day(self.clock.day_of(version.added_at))
    }

    fn size(version: &Version) -> String {
        format!("{}\u{a0}ko", (version.bytes + 1023) / 1024)
    }

    fn licence(name: &str) -> &'static str {
        licence(name)
    }

    fn readers(name: &str) -> &'static str {
        readers(name)
    }

    fn licences() -> Vec<(String, String)> {
        options(&LICENCES)
    }
}

/// Any of its versions, to who reads the document.
pub(super) async fn bytes(
    State(app): State<App>,
    actor: Actor,
    Of((id, number)): Of<(Uuid, i32)>,
) -> Answer<Response> {
    reader(&actor)?;
    let document = queries::document(&app.db.pool, &actor, &app.db.clock, id).await?;
    let versions = queries::versions(&app.db.pool, &document).await?;
    let version = versions.iter().find(|v| v.number == number).ok_or(Error::NotFound)?;
    upload::download(&app, FileId(version.file), &format!("document-v{number}")).await
}

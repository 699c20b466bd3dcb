//! The packs that one may read, and one of them as a class would find it.

use super::queries::{self, Item, Pack};
use super::rules;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use cockpit::people::reader;
use cockpit::upload;
use cockpit::upload::LICENCES;
use database::Db;
use identity::App;
use kernel::fields::Again;
use kernel::{Access, Actor, Answer, Error, Page, Path as Of, Query};
use serde::Deserialize;
use storage::FileId;
use uuid::Uuid;

fn options(words: &[(&str, &str)]) -> Vec<(String, String)> {
    words.iter().map(|(key, words)| ((*key).to_owned(), (*words).to_owned())).collect()
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "packs/list.html")]
struct ListPage {
    packs: Vec<Pack>,
    /// For who steers: classes with a pack, of all that are open.
    counted: Option<(i64, i64)>,
    project: bool,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    reader(&actor)?;
    list_page(&db, &actor, Again::done(shown.fait.is_some())).await
}

pub(super) async fn list_page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let counted = match Access::Territory.admits(Some(actor)) {
        true => Some(queries::counted(&db.pool, actor, db.clock.today()).await?),
        false => None,
    };
    let refused = again.is_refused();
    let body = ListPage {
        packs: queries::packs(&db.pool, actor).await?,
        counted,
        project: actor.is_project(),
        again,
    };
    let page = Page::new("Lots de ressources", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl Pack {
    pub(super) fn said(&self) -> String {
        format!("{} · {} · {}", self.levels.join(", "), self.subject, self.author)
    }

    pub(super) fn licence(&self) -> &'static str {
        rules::licence(&self.licence)
    }
}

impl ListPage {
    fn share(counted: &(i64, i64)) -> String {
        rules::share(counted.0, counted.1).map_or_else(|| "–".to_owned(), |s| format!("{s}\u{a0}%"))
    }

    fn licences() -> Vec<(String, String)> {
        options(&LICENCES)
    }

    fn origins() -> Vec<(String, String)> {
        options(&rules::ORIGINS)
    }

    fn has_level(&self, level: &str) -> bool {
        self.again.chose("lot", "niveaux", level)
    }

    /// Ticked until somebody took the tick away.
    fn at_opening(&self) -> bool {
        !self.again.is_at("lot") || !self.again.typed("lot", "ouverture").is_empty()
    }
}

#[derive(Template)]
#[template(path = "packs/one.html")]
struct OnePage {
    pack: Pack,
    items: Vec<Item>,
    project: bool,
    again: Again,
}

pub(super) async fn one(db: Db, actor: Actor, Of(id): Of<Uuid>, Query(shown): Query<Shown>) -> Answer<Page> {
    reader(&actor)?;
    let pack = queries::pack(&db.pool, &actor, id).await?;
    one_page(&db, &actor, pack, Again::done(shown.fait.is_some())).await
}

pub(super) async fn one_page(db: &Db, actor: &Actor, pack: Pack, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let items = queries::items(&db.pool, &[pack.id]).await?;
    let title = pack.title.clone();
    let page = Page::new(title, &OnePage { pack, items, project: actor.is_project(), again })?;
    Ok(if refused { page.invalid() } else { page })
}

impl OnePage {
    fn origin(&self) -> &'static str {
        rules::origin(&self.pack.origin)
    }

    fn kinds() -> Vec<(String, String)> {
        options(&rules::KINDS)
    }
}

/// To who reads the pack.
pub(super) async fn bytes(
    State(app): State<App>,
    actor: Actor,
    Of((id, item)): Of<(Uuid, Uuid)>,
) -> Answer<Response> {
    reader(&actor)?;
    let pack = queries::pack(&app.db.pool, &actor, id).await?;
    let items = queries::items(&app.db.pool, &[pack.id]).await?;
    let file = items.iter().find(|i| i.id == item).and_then(|i| i.file).ok_or(Error::NotFound)?;
    upload::download(&app, FileId(file), "ressource").await
}

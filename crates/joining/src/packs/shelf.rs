//! « Pour commencer »: what lies on a class’s shelf, what could. A message of it begins as a draft, in the composer.

use super::queries::{self, Item, Pack};
use super::rules;
use super::shelf_queries::{self as shelf, Class};
use askama::Template;
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, ItemId, Page, Path as Of, PlaceId, Query, see_other};
use serde::Deserialize;
use uuid::Uuid;

type Place = Of<(PlaceId, PlaceId)>;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "packs/shelf.html")]
struct ShelfPage {
    class: Class,
    packs: Vec<(Pack, bool)>,
    items: Vec<Item>,
    audiences: Vec<Uuid>,
    /// She may write to the class.
    writes: bool,
    again: Again,
}

pub(super) async fn show(db: Db, actor: Actor, Of(at): Place, Query(shown): Query<Shown>) -> Answer<Page> {
    let class = shelf::class(&db.pool, &actor, at, db.clock.today()).await?;
    page(&db, &actor, class, Again::done(shown.fait.is_some())).await
}

async fn page(db: &Db, actor: &Actor, class: Class, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let packs = shelf::packs(&db.pool, &class).await?;
    let there: Vec<Uuid> = packs.iter().filter(|(_, there)| *there).map(|(p, _)| p.id).collect();
    let body = ShelfPage {
        items: queries::items(&db.pool, &there).await?,
        audiences: shelf::audiences(&db.pool, &class).await?,
        writes: actor.may_write(),
        class,
        packs,
        again,
    };
    let page = Page::new("Pour commencer", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ShelfPage {
    fn there(&self) -> impl Iterator<Item = &Pack> {
        self.packs.iter().filter(|(_, there)| *there).map(|(pack, _)| pack)
    }

    fn proposed(&self) -> impl Iterator<Item = &Pack> {
        self.packs.iter().filter(|(_, there)| !there).map(|(pack, _)| pack)
    }

    fn is_bare(&self) -> bool {
        self.there().next().is_none()
    }

    fn has_more(&self) -> bool {
        self.proposed().next().is_some()
    }

    fn of<'s>(&'s self, pack: &'s Pack) -> impl Iterator<Item = &'s Item> {
        self.items.iter().filter(|i| i.pack == pack.id)
    }

    /// Each message is a draft of its own.
    fn draft() -> ItemId {
        ItemId::fresh()
    }

    fn message(item: &Item) -> String {
        rules::message(&item.title, &item.body, item.address.as_deref())
    }
}

async fn refused(db: &Db, actor: &Actor, class: Class, why: Why) -> Answer<Response> {
    db.record(Some(actor), &Activity::PackRefused).await?;
    let again = Again::refused("poser", Typed::default(), why);
    Ok(page(db, actor, class, again).await?.into_response())
}

async fn obtained(db: &Db, actor: &Actor, at: (PlaceId, PlaceId)) -> Answer<Class> {
    match shelf::class(&db.pool, actor, at, db.clock.today()).await {
        Err(Error::NotFound) => {
            db.record(Some(actor), &Activity::PackRefused).await?;
            Err(Error::NotFound)
        }
        other => other,
    }
}

async fn done(mut tx: Tx, class: &Class, pack: Uuid, what: &'static str) -> Answer<Response> {
    tx.record(&Activity::PackChanged { pack: Some(pack), class: Some(class.id), what }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/classe/{}/pour-commencer?fait=oui", class.school, class.id)))
}

pub(super) async fn install(
    db: Db,
    actor: Actor,
    Of(at): Place,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let class = obtained(&db, &actor, at).await?;
    let packs = shelf::packs(&db.pool, &class).await?;
    let asked = typed.of("lot");
    let Some((pack, _)) = packs.into_iter().find(|(p, _)| p.id.to_string() == asked) else {
        return refused(&db, &actor, class, Why::not("Choisissez un lot des niveaux de la classe.")).await;
    };
    let mut tx = db.begin_as(&actor).await?;
    if !shelf::install(&mut tx, &actor, &class, &pack).await? {
        drop(tx);
        return refused(&db, &actor, class, Why::not("Ce lot est déjà dans la classe.")).await;
    }
    done(tx, &class, pack.id, "installed").await
}

pub(super) async fn remove(
    db: Db,
    actor: Actor,
    Of((school, class, pack)): Of<(PlaceId, PlaceId, Uuid)>,
) -> Answer<Response> {
    let class = obtained(&db, &actor, (school, class)).await?;
    let mut tx = db.begin_as(&actor).await?;
    if !shelf::remove(&mut tx, &actor, &class, pack).await? {
        drop(tx);
        db.record(Some(&actor), &Activity::PackRefused).await?;
        return Err(Error::NotFound);
    }
    done(tx, &class, pack, "removed").await
}

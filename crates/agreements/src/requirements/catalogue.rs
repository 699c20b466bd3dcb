//! The catalogues: made, frozen, compared.

use super::queries::{self, Catalogue, Notice, Requirement};
use super::rules;
use super::starter;
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Page, Path as Of, Query, see_other};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

impl Asked {
    pub(super) fn is_done(&self) -> bool {
        self.fait.is_some()
    }
}

#[derive(Template)]
#[template(path = "requirements/list.html")]
struct ListPage {
    catalogues: Vec<Catalogue>,
    notices: Vec<Notice>,
    keeps: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    page(&db, &actor, Again::done(asked.fait.is_some())).await
}

async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let body = ListPage {
        catalogues: queries::catalogues(&db.pool, None).await?,
        notices: queries::notices(&db.pool, None).await?,
        keeps: actor.is_project(),
        today: db.clock.today(),
        again,
    };
    let page = Page::new("Exigences", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn origins(&self) -> Vec<(String, String)> {
        let starter = [("depart".to_owned(), "Le catalogue de départ".to_owned())];
        let others = self
            .catalogues
            .iter()
            .map(|c| (c.id.to_string(), format!("{}\u{a0}: une nouvelle version", c.said())));
        starter.into_iter().chain(others).collect()
    }

    fn starter_title() -> &'static str {
        starter::TITLE
    }

    fn starter_source() -> &'static str {
        starter::SOURCE
    }
}

pub(super) async fn refuse(db: &Db, actor: &Actor) -> Result<(), Error> {
    db.record(Some(actor), &Activity::RequirementRefused).await
}

/// Found, or refused and written down.
pub(super) async fn found(db: &Db, actor: &Actor, id: Uuid) -> Result<Catalogue, Error> {
    let catalogue = queries::catalogue(&db.pool, id).await;
    if matches!(catalogue, Err(Error::NotFound)) {
        refuse(db, actor).await?;
    }
    catalogue
}

pub(super) async fn make(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let known: Vec<Uuid> = queries::catalogues(&db.pool, None).await?.iter().map(|c| c.id).collect();
    let new = match rules::new(&typed, &known, db.clock.today()) {
        Ok(new) => new,
        Err(why) => {
            refuse(&db, &actor).await?;
            return Ok(page(&db, &actor, Again::refused("catalogue", typed, why)).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let Some(catalogue) = queries::make(&mut tx, actor.person, &new).await? else {
        drop(tx);
        refuse(&db, &actor).await?;
        let why = Why::Fields(kernel::FieldErrors::one("version", "Cette version existe déjà."));
        return Ok(page(&db, &actor, Again::refused("catalogue", typed, why)).await?.into_response());
    };
    tx.record(&Activity::RequirementChanged { about: catalogue, what: "catalogue" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/exigences/catalogue/{catalogue}?fait=oui")))
}

pub(super) async fn freeze(db: Db, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let catalogue = found(&db, &actor, id).await?;
    let mut tx = db.begin_as(&actor).await?;
    if !queries::freeze(&mut tx, &actor, &catalogue).await? {
        drop(tx);
        refuse(&db, &actor).await?;
        let why = if catalogue.frozen_at.is_some() {
            "Cette version est déjà figée."
        } else {
            "Décidez d’abord de tout ce qui est proposé\u{a0}: on ne fige pas ce qui attend."
        };
        let again = Again::refused("gel", Typed::default(), Why::not(why));
        return Ok(super::grid::page(&db, &actor, catalogue, super::grid::Asked::default(), again)
            .await?
            .into_response());
    }
    tx.record(&Activity::RequirementChanged { about: id, what: "frozen" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/exigences/catalogue/{id}?fait=oui")))
}

/// What is in one and not in the other, and what changed between them.
#[derive(Template)]
#[template(path = "requirements/compare.html")]
struct ComparePage {
    old: Catalogue,
    new: Catalogue,
    added: Vec<Requirement>,
    removed: Vec<Requirement>,
    changed: Vec<(Requirement, Requirement)>,
    same: usize,
}

pub(super) async fn compare(db: Db, Of((id, other)): Of<(Uuid, Uuid)>) -> Answer<Page> {
    let (new, old) = (queries::catalogue(&db.pool, id).await?, queries::catalogue(&db.pool, other).await?);
    let in_force =
        |items: Vec<Requirement>| items.into_iter().filter(|r| r.accepted == Some(true)).collect::<Vec<_>>();
    let hers = in_force(queries::items(&db.pool, Some(id), None).await?);
    let mut before = in_force(queries::items(&db.pool, Some(other), None).await?);
    let (mut added, mut changed, mut same) = (Vec::new(), Vec::new(), 0);
    for item in hers {
        match before.iter().position(|old| old.code == item.code) {
            None => added.push(item),
            Some(at) => {
                let was = before.remove(at);
                if (was.level, &was.text, was.family) == (item.level, &item.text, item.family) {
                    same += 1;
                } else {
                    changed.push((was, item));
                }
            }
        }
    }
    let title = format!("{} et {}", old.said(), new.said());
    Page::new(title, &ComparePage { old, new, added, removed: before, changed, same })
}

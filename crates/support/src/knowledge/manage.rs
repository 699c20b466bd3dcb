//! The project’s guides: their outline as it is typed, shown or not.

use super::queries::{self, Guide};
use super::rules;
use crate::category::Category;
use crate::concerned::Concerned;
use askama::Template;
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Form, Page, Path as Of, Query, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "knowledge/guides.html")]
struct GuidesPage {
    guides: Vec<Guide>,
    again: Again,
}

/// The form of a new one; that of another is named by its address.
const NEW: &str = "nouveau";

impl GuidesPage {
    fn categories() -> Vec<(String, String)> {
        Category::options()
    }

    fn concerned() -> Vec<(String, String)> {
        Concerned::options()
    }
}

pub(super) async fn list(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    list_page(&db, &actor, Again::done(shown.fait.is_some())).await
}

async fn list_page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let guides = queries::guides(&db.pool, Some(actor), None).await?;
    let refused = again.is_refused();
    let page = Page::new("Guides pas à pas", &GuidesPage { guides, again })?;
    Ok(if refused { page.invalid() } else { page })
}

async fn refused(db: &Db, actor: &Actor, at: &str, typed: Typed, why: Why) -> Answer<Response> {
    db.record(Some(actor), &Activity::HelpRefused).await?;
    Ok(list_page(db, actor, Again::refused(at, typed, why)).await?.into_response())
}

pub(super) async fn write(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let said = match rules::guide(&typed, db.clock.today()) {
        Ok(said) => said,
        Err(why) => return refused(&db, &actor, NEW, typed, why).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let Some((guide, _)) = queries::write_guide(&mut tx, &actor, &said).await? else {
        tx.give_up().await?;
        let why = Why::not("Un guide a déjà ce titre.");
        return refused(&db, &actor, NEW, typed, why).await;
    };
    tx.record(&Activity::HelpChanged { of: Some(guide), what: "guide" }).await?;
    tx.commit().await?;
    Ok(see_other("/aide/guides?fait=oui"))
}

/// Its text, or whether it is shown.
pub(super) async fn change(
    db: Db,
    actor: Actor,
    Of(slug): Of<String>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let guide = queries::guide(&db.pool, Some(&actor), &slug).await?;
    let shown = match typed.of("geste") {
        "montrer" => Some(true),
        "retirer" => Some(false),
        _ => None,
    };
    let said = match shown {
        Some(_) => None,
        None => match rules::guide(&typed, db.clock.today()) {
            Ok(said) => Some(said),
            Err(why) => return refused(&db, &actor, &slug, typed, why).await,
        },
    };
    let mut tx = db.begin_as(&actor).await?;
    match (shown, said) {
        (Some(shown), _) => queries::show_guide(&mut tx, &guide, shown).await?,
        (None, Some(said)) => queries::rewrite_guide(&mut tx, &actor, &guide, &said).await?,
        (None, None) => {}
    }
    tx.record(&Activity::HelpChanged { of: Some(guide.id), what: "guide" }).await?;
    tx.commit().await?;
    Ok(see_other("/aide/guides?fait=oui"))
}

//! The project’s list, and its forms.

use super::queries::{self, Canned};
use super::rules;
use crate::category::Category;
use askama::Template;
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Form, Page, Path as Of, Query, see_other};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "canned/list.html")]
struct ListPage {
    answers: Vec<Canned>,
    again: Again,
}

const NEW: &str = "nouvelle";

impl ListPage {
    fn categories() -> Vec<(String, String)> {
        Category::options()
    }

    fn words(category: &Option<String>) -> &'static str {
        category.as_deref().and_then(Category::named).map_or("tous les sujets", Category::french)
    }

    fn of(category: &Option<String>) -> &str {
        category.as_deref().unwrap_or_default()
    }
}

pub(super) async fn list(db: Db, _: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    list_page(&db, Again::done(shown.fait.is_some())).await
}

async fn list_page(db: &Db, again: Again) -> Answer<Page> {
    let answers = queries::all(&db.pool).await?;
    let refused = again.is_refused();
    let page = Page::new("Réponses types", &ListPage { answers, again })?;
    Ok(if refused { page.invalid() } else { page })
}

async fn refused(db: &Db, actor: &Actor, at: String, typed: Typed, why: Why) -> Answer<Response> {
    db.record(Some(actor), &Activity::HelpRefused).await?;
    Ok(list_page(db, Again::refused(at, typed, why)).await?.into_response())
}

pub(super) async fn write(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let said = match rules::said(&typed, db.clock.today()) {
        Ok(said) => said,
        Err(why) => return refused(&db, &actor, NEW.to_owned(), typed, why).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let answer = queries::write(&mut tx, &actor, &said).await?;
    tx.record(&Activity::HelpChanged { of: Some(answer), what: "canned" }).await?;
    tx.commit().await?;
    Ok(see_other("/aide/reponses?fait=oui"))
}

/// Its words, or « Retirer ».
pub(super) async fn change(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let answer = queries::one(&db.pool, id).await?;
    let said = match typed.of("geste") {
        "retirer" => None,
        _ => match rules::said(&typed, db.clock.today()) {
            Ok(said) => Some(said),
            Err(why) => return refused(&db, &actor, id.to_string(), typed, why).await,
        },
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::change(&mut tx, &actor, &answer, said.as_ref()).await?;
    tx.record(&Activity::HelpChanged { of: Some(id), what: "canned" }).await?;
    tx.commit().await?;
    Ok(see_other("/aide/reponses?fait=oui"))
}

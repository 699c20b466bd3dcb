//! An article is written, published, read again, withdrawn; a reader says whether it helped.

use super::pages;
use super::queries;
use super::rules;
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::Typed;
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, see_other};

fn back(slug: &str) -> Response {
    see_other(&format!("/aide/articles/{slug}?fait=oui"))
}

pub(super) async fn write(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    queries::writer(&actor)?;
    actor.may_send_now()?;
    let said = match rules::said(&typed, db.clock.today()) {
        Ok(said) => said,
        Err(why) => {
            db.record(Some(&actor), &Activity::HelpRefused).await?;
            return Ok(pages::write_page(Again::refused(pages::FORM, typed, why))?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let (article, slug) = queries::write(&mut tx, &actor, &said).await?;
    tx.record(&Activity::HelpChanged { of: Some(article), what: "written" }).await?;
    tx.commit().await?;
    Ok(back(&slug))
}

pub(super) async fn rewrite(
    db: Db,
    actor: Actor,
    Of(slug): Of<String>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = db.clock.today();
    let article = queries::own_article(&db.pool, &actor, &slug, today).await?;
    actor.may_send_now()?;
    let said = match rules::said(&typed, today) {
        Ok(said) => said,
        Err(why) => {
            db.record(Some(&actor), &Activity::HelpRefused).await?;
            return Ok(pages::rewrite_page(article, Again::refused(pages::FORM, typed, why))?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::rewrite(&mut tx, &article, &said).await?;
    tx.record(&Activity::HelpChanged { of: Some(article.id), what: "rewritten" }).await?;
    tx.commit().await?;
    Ok(back(&slug))
}

pub(super) async fn go_on(
    db: Db,
    actor: Actor,
    Of(slug): Of<String>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = db.clock.today();
    let article = queries::own_article(&db.pool, &actor, &slug, today).await?;
    let act = match rules::act(&typed, article.state, today) {
        Ok(act) => act,
        Err(why) => {
            db.record(Some(&actor), &Activity::HelpRefused).await?;
            let again = Again::refused("suite", typed, why);
            return Ok(pages::one_page(&db, Some(&actor), article, again)?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::go_on(&mut tx, &actor, &article, act).await?;
    tx.record(&Activity::HelpChanged { of: Some(article.id), what: act.name() }).await?;
    tx.commit().await?;
    Ok(back(&slug))
}

pub(super) async fn opine(
    db: Db,
    actor: Actor,
    Of(slug): Of<String>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let article = queries::article(&db.pool, Some(&actor), &slug, db.clock.today()).await?;
    let helped = match typed.of("avis") {
        "oui" => true,
        "non" => false,
        _ => return Err(Error::Refused("Choisissez oui ou non.".to_owned())),
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::opine(&mut tx, &actor, &article, helped).await?;
    tx.record(&Activity::HelpChanged { of: Some(article.id), what: "opinion" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/aide/articles/{slug}#avis")))
}

pub(super) async fn begin(db: Db, actor: Actor) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    super::begin_articles(&mut tx, actor.person, None).await?;
    tx.record(&Activity::HelpChanged { of: None, what: "begun" }).await?;
    tx.commit().await?;
    Ok(see_other("/aide/articles?fait=oui"))
}

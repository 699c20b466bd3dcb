//! A course is made and closed, a session is made and cancelled.

use super::{courses, pages, queries, rules, session};
use axum::response::{IntoResponse, Response};
use cockpit::near;
use cockpit::people::adult_of_login;
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, PersonId, see_other};
use uuid::Uuid;

/// Those for whom she may make something.
async fn hers(db: &Db, actor: &Actor) -> Result<Vec<Uuid>, Error> {
    Ok(near::circonscriptions(db, actor).await?.into_iter().map(|(id, _)| id).collect())
}

pub(super) async fn make_course(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let hers = hers(&db, &actor).await?;
    let new = match rules::course(&typed, db.clock.today(), &hers, actor.is_project()) {
        Ok(new) => new,
        Err(why) => {
            db.record(Some(&actor), &Activity::TrainingRefused).await?;
            let again = Again::refused("cours", typed, why);
            return Ok(pages::list_page(&db, &actor, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let course = queries::make_course(&mut tx, &actor, &new).await?;
    tx.record(&Activity::TrainingChanged { of: course, what: "course" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/formations/cours/{course}?fait=oui")))
}

pub(super) async fn close_course(db: Db, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let course = queries::course(&db.pool, &actor, id, db.clock.today()).await?;
    if !queries::keeps(&actor, course.circonscription) {
        db.record(Some(&actor), &Activity::TrainingRefused).await?;
        return Err(Error::NotFound);
    }
    let mut tx = db.begin_as(&actor).await?;
    queries::close_course(&mut tx, &course).await?;
    tx.record(&Activity::TrainingChanged { of: course.id, what: "course_closed" }).await?;
    tx.commit().await?;
    Ok(see_other("/formations?fait=oui"))
}

/// The account of who gives it, where a login was typed.
async fn trainer(db: &Db, login: &str) -> Result<Result<Option<PersonId>, Why>, Error> {
    if login.is_empty() {
        return Ok(Ok(None));
    }
    let found = adult_of_login(&db.pool, login).await?;
    Ok(found.map(Some).ok_or_else(|| rules::nobody_of("identifiant")))
}

pub(super) async fn make_session(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (today, zone) = (db.clock.today(), db.clock.zone());
    let course = queries::course(&db.pool, &actor, id, today).await?;
    let mut decided = rules::session(&typed, (today, zone), &hers(&db, &actor).await?, actor.is_project());
    if course.closed {
        decided = Err(Why::not("Ce cours est sorti du catalogue."));
    }
    let trained = match decided {
        Ok(new) => trainer(&db, &new.trainer_login).await?.map(|trainer| (new, trainer)),
        Err(why) => Err(why),
    };
    let (new, trainer) = match trained {
        Ok(made) => made,
        Err(why) => {
            db.record(Some(&actor), &Activity::TrainingRefused).await?;
            let again = Again::refused("session", typed, why);
            return Ok(courses::course_page(&db, &actor, id, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let session = queries::make_session(&mut tx, &actor, course.id, &new, trainer).await?;
    tx.record(&Activity::TrainingChanged { of: session, what: "session" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/formations/session/{session}?fait=oui")))
}

pub(super) async fn cancel(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let found = queries::session(&db.pool, &actor, &db.clock, id).await?;
    let decided = match (found.keeps, found.starts <= db.clock.now()) {
        (false, _) => Err(Why::not("Cette session n’est pas à vous.")),
        (true, true) => Err(Why::not("Cette session a commencé\u{a0}: elle ne s’annule plus.")),
        (true, false) => rules::because(&typed, db.clock.today()),
    };
    let because = match decided {
        Ok(because) => because,
        Err(why) => {
            db.record(Some(&actor), &Activity::TrainingRefused).await?;
            let again = Again::refused("annulation", typed, why);
            return Ok(session::session_page(&db, &actor, id, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::cancel(&mut tx, &found, &because).await?;
    tx.record(&Activity::TrainingChanged { of: found.id, what: "session_cancelled" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/formations/session/{id}?fait=oui")))
}

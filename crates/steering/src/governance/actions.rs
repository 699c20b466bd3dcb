//! Bodies made, seats taken and left, meetings convened. By the project’s team.

use super::letters;
use super::pages;
use super::queries::{self, Body};
use super::rules::{self, NewMember};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path as Of, PersonId, see_other};
use uuid::Uuid;

pub(super) async fn make(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let decided = rules::keeps(&actor).and_then(|()| rules::new_body(&typed, db.clock.today()));
    let new = match decided {
        Ok(new) => new,
        Err(why) => {
            db.record(Some(&actor), &Activity::GovernanceRefused).await?;
            let again = Again::refused("instance", typed, why);
            return Ok(pages::overview_page(&db, &actor, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let body = queries::make(&mut tx, &actor, &new).await?;
    tx.record(&Activity::BodyMade { body }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/gouvernance/instance/{body}?fait=oui")))
}

pub(super) async fn seat(
    db: Db,
    actor: Actor,
    Of(body): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let body = queries::body(&db.pool, body, db.clock.today()).await?;
    let (new, person) = match seated(&db, &actor, &body, &typed).await? {
        Ok(seated) => seated,
        Err(why) => return refused(&db, &actor, &body, Again::refused("membre", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::add_member(&mut tx, &actor, &body, &new, person).await?;
    tx.record(&Activity::BodyChanged { body: body.id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/gouvernance/instance/{}?fait=oui", body.id)))
}

/// Who sits, and her account if she has one: nobody twice.
async fn seated(
    db: &Db,
    actor: &Actor,
    body: &Body,
    typed: &Typed,
) -> Result<Result<(NewMember, Option<PersonId>), Why>, Error> {
    let new = match rules::keeps(actor).and_then(|()| rules::new_member(typed, db.clock.today())) {
        Ok(new) => new,
        Err(why) => return Ok(Err(why)),
    };
    if new.login.is_empty() {
        return Ok(Ok((new, None)));
    }
    let wrong = |sentence: &str| Ok(Err(Why::Fields(FieldErrors::one("identifiant", sentence))));
    match cockpit::people::adult_of_login(&db.pool, &new.login).await? {
        None => wrong("Aucun compte d’adulte n’a cet identifiant. Laissez vide si la personne n’en a pas."),
        Some(person) if !body.seats_of(person).is_empty() => wrong("Cette personne siège déjà ici."),
        Some(person) => Ok(Ok((new, Some(person)))),
    }
}

pub(super) async fn unseat(db: Db, actor: Actor, Of((body, member)): Of<(Uuid, Uuid)>) -> Answer<Response> {
    let body = queries::body(&db.pool, body, db.clock.today()).await?;
    let member = body.members.iter().find(|m| m.id == member).ok_or(Error::NotFound)?;
    if let Err(why) = rules::keeps(&actor) {
        return refused(&db, &actor, &body, Again::refused("membre", Typed::default(), why)).await;
    }
    let mut tx = db.begin_as(&actor).await?;
    queries::end_member(&mut tx, member).await?;
    tx.record(&Activity::BodyChanged { body: body.id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/gouvernance/instance/{}?fait=oui", body.id)))
}

pub(super) async fn convene(
    db: Db,
    actor: Actor,
    Of(body): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let body = queries::body(&db.pool, body, db.clock.today()).await?;
    let new = match rules::keeps(&actor).and_then(|()| rules::new_meeting(&typed, db.clock.today())) {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, &body, Again::refused("reunion", typed, why)).await,
    };
    // Who sits there that day.
    let seated = queries::body(&db.pool, body.id, new.day).await?;
    let mut tx = db.begin_as(&actor).await?;
    let Some(meeting) = queries::convene(&mut tx, &actor, &body, &new).await? else {
        drop(tx);
        let twice = FieldErrors::one("jour", "L’instance se réunit déjà ce jour-là.");
        return refused(&db, &actor, &body, Again::refused("reunion", typed, Why::Fields(twice))).await;
    };
    letters::tell(&mut tx, letters::CONVENED, (&seated, meeting), actor.person).await?;
    tx.record(&Activity::MeetingConvened { meeting }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/gouvernance/reunion/{meeting}?fait=oui")))
}

async fn refused(db: &Db, actor: &Actor, body: &Body, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::GovernanceRefused).await?;
    Ok(pages::body_page(db, actor, body, again, None).await?.into_response())
}

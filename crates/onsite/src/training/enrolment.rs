//! Who takes a seat, who came, what she thought of it.

use super::queries::{self, Session};
use super::{opinions, rules, session};
use axum::response::{IntoResponse, Response};
use cockpit::people::adult_of_login;
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Form, Path as Of, PersonId, see_other};
use uuid::Uuid;

pub(super) async fn refused(db: &Db, actor: &Actor, of: Uuid, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::TrainingRefused).await?;
    Ok(session::session_page(db, actor, of, again).await?.into_response())
}

pub(super) fn back(session: Uuid) -> Response {
    see_other(&format!("/formations/session/{session}?fait=oui"))
}

/// Why nobody enrols any more.
fn takes(session: &Session, db: &Db) -> Result<(), Why> {
    match (session.cancelled.is_some(), session.starts <= db.clock.now()) {
        (true, _) => Err(Why::not("Cette session est annulée.")),
        (false, true) if !session.gives => {
            Err(Why::not("Cette session a commencé\u{a0}: voyez avec qui l’anime."))
        }
        _ => Ok(()),
    }
}

pub(super) async fn oneself(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    queries::reader(&actor)?;
    let found = queries::session(&db.pool, &actor, &db.clock, id).await?;
    let leaves = typed.of("geste") == "quitter";
    if let Err(why) = takes(&found, &db) {
        return refused(&db, &actor, id, Again::refused("inscription", typed, why)).await;
    }
    let mut tx = db.begin_as(&actor).await?;
    let full = match leaves {
        true => queries::leave(&mut tx, &actor, &found).await.map(|()| 0)?,
        false => queries::enrol(&mut tx, &actor, &found, &[actor.person]).await?,
    };
    if full > 0 {
        drop(tx);
        let why = Why::not("Il n’y a plus de place.");
        return refused(&db, &actor, id, Again::refused("inscription", typed, why)).await;
    }
    tx.record(&Activity::TrainingChanged { of: id, what: if leaves { "left" } else { "enrolled" } }).await?;
    tx.commit().await?;
    Ok(back(id))
}

/// A head enrols adults of her schools; whoever gives or keeps it, an adult by her login.
pub(super) async fn others(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    queries::reader(&actor)?;
    let found = queries::session(&db.pool, &actor, &db.clock, id).await?;
    let people = match takes(&found, &db) {
        Ok(()) => chosen(&db, &actor, &found, &typed).await?,
        Err(why) => Err(why),
    };
    let people = match people {
        Ok(people) => people,
        Err(why) => return refused(&db, &actor, id, Again::refused("inscrits", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let full = queries::enrol(&mut tx, &actor, &found, &people).await?;
    if full > 0 {
        drop(tx);
        let why = Why::not(format!("Il manque {full} place{}.", if full > 1 { "s" } else { "" }));
        return refused(&db, &actor, id, Again::refused("inscrits", typed, why)).await;
    }
    tx.record(&Activity::TrainingChanged { of: id, what: "enrolled_others" }).await?;
    tx.commit().await?;
    Ok(back(id))
}

async fn chosen(
    db: &Db,
    actor: &Actor,
    session: &Session,
    typed: &Typed,
) -> Answer<Result<Vec<PersonId>, Why>> {
    let login = typed.of("identifiant");
    if session.gives && !login.is_empty() {
        let found = adult_of_login(&db.pool, login).await?;
        return Ok(found.map(|p| vec![p]).ok_or_else(|| rules::nobody_of("identifiant")));
    }
    let hers = queries::adults_of_heads(&db.pool, actor, session, db.clock.today()).await?;
    let people: Vec<_> = hers
        .iter()
        .filter(|p| typed.all("qui").any(|q| q == p.id.to_string()))
        .map(|p| PersonId(p.id))
        .collect();
    Ok(if people.is_empty() { Err(Why::not("Choisissez au moins une personne.")) } else { Ok(people) })
}

pub(super) async fn attendance(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    queries::reader(&actor)?;
    let found = queries::session(&db.pool, &actor, &db.clock, id).await?;
    let enrolled = queries::enrolled(&db.pool, &actor, &found, db.clock.today()).await?;
    let decided = match (found.gives, found.cancelled.is_some() || found.starts > db.clock.now()) {
        (false, _) => Err(Why::not("Les présences sont à qui anime la session, ou à l’inspection.")),
        (true, true) => Err(Why::not("Les présences s’écrivent une fois la session commencée.")),
        (true, false) => presences(&typed, &found, &enrolled),
    };
    let said = match decided {
        Ok(said) => said,
        Err(why) => return refused(&db, &actor, id, Again::refused("presences", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    for (one, minutes) in said {
        queries::record(&mut tx, &actor, one, minutes).await?;
    }
    tx.record(&Activity::TrainingChanged { of: id, what: "attendance" }).await?;
    tx.commit().await?;
    Ok(back(id))
}

type Presence<'a> = (&'a queries::Enrolled, Option<i32>);

fn presences<'a>(
    typed: &Typed,
    session: &Session,
    enrolled: &'a [queries::Enrolled],
) -> Result<Vec<Presence<'a>>, Why> {
    let mut said = Vec::new();
    for one in enrolled {
        match rules::presence(typed, one.person, session.whole()) {
            Ok(Some(minutes)) => said.push((one, minutes)),
            Ok(None) => {}
            Err(sentence) => return Err(Why::not(format!("{}\u{a0}: {sentence}", one.name))),
        }
    }
    if said.is_empty() { Err(Why::not("Dites qui était là.")) } else { Ok(said) }
}

pub(super) async fn opinion(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    queries::reader(&actor)?;
    let found = queries::session(&db.pool, &actor, &db.clock, id).await?;
    let decided = match found.was_there() {
        true => opinions::opinion(&typed, db.clock.today()),
        false => Err(Why::not("L’avis est à qui était présent.")),
    };
    let said = match decided {
        Ok(said) => said,
        Err(why) => return refused(&db, &actor, id, Again::refused("avis", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    if !queries::opine(&mut tx, &actor, &found, &said).await? {
        drop(tx);
        let why = Why::not("Vous avez déjà donné votre avis.");
        return refused(&db, &actor, id, Again::refused("avis", typed, why)).await;
    }
    tx.record(&Activity::TrainingChanged { of: id, what: "opinion" }).await?;
    tx.commit().await?;
    Ok(back(id))
}

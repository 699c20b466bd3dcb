//! Somebody is made, or recognised; and gets a slip.

use super::super::doubles::settle_pair;
use super::super::making::{self, Likely, NewPerson};
use super::super::taken;
use super::pages::{self, Desk};
use super::queries;
use super::rules::{self, Kind, Typed};
use crate::accounts::{codes, passwords, queries as accounts};
use crate::{App, audiences, families, sessions};
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::Tx;
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, PersonId, PlaceId, see_other};

/// What a form comes to, before anything is written.
struct Request {
    desk: Desk,
    kind: Kind,
    typed: Typed,
    new: NewPerson,
    /// The class of a pupil, the pupil of a guardian.
    class: Option<PlaceId>,
    child: Option<PersonId>,
    /// A third person: of whom, and what the head says of it.
    third: Option<(families::Pupil, families::Said)>,
}

pub(super) async fn make(
    State(app): State<App>,
    actor: Actor,
    Path((school, kind)): Path<(PlaceId, String)>,
    mut tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = tx.today();
    let desk = pages::desk(tx.conn(), &actor, school, today).await?;
    let (Some(desk), Some(kind)) = (desk, Kind::named(&kind)) else { return refused(tx).await };
    if !desk.allows(kind) {
        return refused(tx).await;
    }
    let request = match read(&mut tx, &actor, desk, kind, typed).await? {
        Ok(request) => request,
        Err((desk, typed, errors)) => {
            tx.record(&Activity::PersonMadeRefused).await?;
            tx.commit().await?;
            let page = pages::shown(&app.db, desk, kind, typed, errors, (Vec::new(), None)).await?;
            return Ok(page.invalid().into_response());
        }
    };
    if request.third.as_ref().is_some_and(|(pupil, _)| pupil.own_child) {
        return refused(tx).await;
    }
    decided(&app, &actor, tx, request).await
}

type Wrong = (Desk, Typed, FieldErrors);

/// The form, with the place that it names: one where the actor may make people.
async fn read(
    tx: &mut Tx,
    actor: &Actor,
    desk: Desk,
    kind: Kind,
    typed: Typed,
) -> Result<Result<Request, Wrong>, Error> {
    let today = tx.today();
    let new = match rules::read(kind, &typed, today) {
        Ok(new) => new,
        Err(errors) => return Ok(Err((desk, typed, errors))),
    };
    let class = typed.classe.parse::<PlaceId>().ok().filter(|id| desk.classes.iter().any(|c| c.id == *id));
    let mut child = None;
    if kind == Kind::Guardian {
        let children = queries::children(tx.conn(), &desk.classes, today).await?;
        child = typed.eleve.parse::<PersonId>().ok().filter(|id| children.iter().any(|c| c.id == *id));
    }
    let missing = match kind {
        Kind::Pupil if class.is_none() => Some(("classe", "Choisissez une classe.")),
        Kind::Guardian if child.is_none() => Some(("eleve", "Choisissez l’élève.")),
        _ => None,
    };
    if let Some((field, why)) = missing {
        return Ok(Err((desk, typed, FieldErrors::one(field, why))));
    }
    let third = match (third(&desk, kind, &typed, today), child) {
        (Err(errors), _) => return Ok(Err((desk, typed, errors))),
        (Ok(Some(said)), Some(child)) => {
            let (_, pupil) = families::pupil(tx.conn(), actor, desk.school.id, child, today).await?;
            Some((pupil, said))
        }
        _ => None,
    };
    Ok(Ok(Request { desk, kind, typed, new, class, child, third }))
}

/// A third person is the head's to let in, with the reference of what allows it.
fn third(
    desk: &Desk,
    kind: Kind,
    typed: &Typed,
    today: NaiveDate,
) -> Result<Option<families::Said>, FieldErrors> {
    if kind != Kind::Guardian || typed.autorite != "third" {
        return Ok(None);
    }
    if !desk.school.head {
        return Err(FieldErrors::one("autorite", "Seule la direction ajoute une tierce personne."));
    }
    let said = families::Typed {
        autorite: typed.autorite.clone(),
        preuve: typed.preuve.clone(),
        jusque: typed.jusque.clone(),
        lire: typed.lire.clone(),
        ..families::Typed::default()
    };
    families::said(&said, today).map(Some)
}

async fn decided(app: &App, actor: &Actor, mut tx: Tx, request: Request) -> Answer<Response> {
    let (today, school) = (tx.today(), request.desk.school.id);
    let pupil = request.kind == Kind::Pupil;
    let likely = making::likely(tx.conn(), school, &request.new, pupil, today).await?;
    let person = match request.typed.choix.as_str() {
        "meme" => {
            let same = likely.iter().find(|l| l.person.to_string() == request.typed.personne);
            let Some(same) = same else { return doubles_shown(app, tx, request, likely, None).await };
            if let Some(why) = may_not_take(&mut tx, &request, same).await? {
                return doubles_shown(app, tx, request, likely, Some(why)).await;
            }
            settle(&mut tx, actor, &request, same.person).await?;
            tx.record(&Activity::PersonAttached { person: same.person, place: school }).await?;
            same.person
        }
        choice => {
            let told = choice == "autre" || choice == "creer";
            if !likely.is_empty() && !told {
                return doubles_shown(app, tx, request, likely, None).await;
            }
            let person = made(&mut tx, actor, &request, &likely).await?;
            tx.record(&Activity::PersonMade { person, place: school }).await?;
            person
        }
    };
    audiences::refresh(tx.conn(), &[school], today).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{school}/personnes/nouvelle/fait/{person}")))
}

/// A teacher takes nobody out of another class, nor out of another school. Nobody’s authority is made less by
/// adding her as a third person.
async fn may_not_take(tx: &mut Tx, request: &Request, same: &Likely) -> Result<Option<&'static str>, Error> {
    let today = tx.today();
    if let Some((pupil, _)) = &request.third {
        let there = families::is_of(tx.conn(), pupil, same.person, today).await?;
        return Ok(there.then_some("Cette personne est déjà dans la famille de l’élève\u{a0}: changez sa situation sur la page de la famille."));
    }
    let Some(class) = request.class.filter(|_| !request.desk.school.head) else { return Ok(None) };
    let elsewhere = queries::has_class_elsewhere(tx.conn(), same, class, today).await?;
    Ok(elsewhere
        .then_some("Cet élève a déjà une classe\u{a0}: demandez à la direction de le changer de classe."))
}

/// Made, with the doubt that goes with it: settled when she says that they are two, open when she does not know.
async fn made(tx: &mut Tx, actor: &Actor, request: &Request, likely: &[Likely]) -> Result<PersonId, Error> {
    let now = tx.now();
    let person = making::make(tx.conn(), &request.new, now).await?;
    settle(tx, actor, request, person).await?;
    for other in likely {
        let two = request.typed.choix == "autre" && !other.same_ine;
        let reason = if other.same_ine { "ine" } else { "by_hand" };
        let by = Some(actor.person).filter(|_| two);
        settle_pair(tx.conn(), (person, other.person), reason, by, now).await?;
    }
    Ok(person)
}

/// The person's place here: a class, a child, a role. The audiences of the school that a pupil leaves follow.
async fn settle(tx: &mut Tx, actor: &Actor, request: &Request, person: PersonId) -> Result<(), Error> {
    let (today, school, typed) = (tx.today(), request.desk.school.id, &request.typed);
    match (request.class, request.child) {
        (Some(class), _) if request.kind == Kind::Pupil => {
            let before = super::super::schools_of(tx.conn(), person).await?;
            let left = taken::schools_left(tx.conn(), person, school, today).await?;
            making::place_pupil(tx.conn(), person, class, school, today).await?;
            taken::tell(tx, &left).await?;
            audiences::refresh(tx.conn(), &before, today).await?;
        }
        (_, Some(child)) => {
            making::link(tx.conn(), child, person, &typed.relation, &typed.autorite, today).await?;
            if let Some((pupil, said)) = &request.third {
                families::say(tx, actor, pupil, person, said).await?;
            }
        }
        _ => making::give_role(tx.conn(), person, &typed.role, school, school, today).await?,
    }
    Ok(())
}

async fn doubles_shown(
    app: &App,
    mut tx: Tx,
    request: Request,
    likely: Vec<Likely>,
    why: Option<&'static str>,
) -> Answer<Response> {
    tx.record(&Activity::DoublesShown).await?;
    tx.commit().await?;
    let Request { desk, kind, typed, .. } = request;
    let page = pages::shown(&app.db, desk, kind, typed, FieldErrors::default(), (likely, why)).await?;
    Ok(page.invalid().into_response())
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::PersonMadeRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}

/// A fresh code, shown this once. A pupil's is hashed before the transaction.
pub(super) async fn slip(
    State(app): State<App>,
    actor: Actor,
    Path((school, person)): Path<(PlaceId, PersonId)>,
) -> Answer<Response> {
    let today = app.db.clock.today();
    let mut conn = app.db.pool.acquire().await?;
    let desk = pages::desk(&mut conn, &actor, school, today).await?;
    let made = match &desk {
        Some(desk) => queries::made(&mut *conn, &desk.classes, desk.headed(), person, today).await?,
        None => None,
    };
    drop(conn);
    let Some(made) = made.filter(|m| m.slip) else {
        app.db.record(Some(&actor), &Activity::CodesRefused).await?;
        return Err(Error::NotFound);
    };
    let code = if made.pupil { codes::fresh_pupil() } else { codes::fresh_adult() };
    let hash = if made.pupil { Some(passwords::hash(code.clone()).await?) } else { None };
    let mut tx = app.db.begin_as(&actor).await?;
    let now = tx.now();
    match hash {
        Some(hash) => accounts::put_pupil_codes(tx.conn(), &[(person, hash)]).await?,
        None => accounts::put_codes(tx.conn(), &[(person, code.clone())], now).await?,
    }
    sessions::close_all_of(tx.conn(), &[person]).await?;
    accounts::forget_tries(tx.conn(), &[&made.login]).await?;
    tx.record(&Activity::CodeMade { person }).await?;
    tx.commit().await?;
    let mut page = pages::slip(&app, school, &made, &code)?.into_response();
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(page)
}

//! A name is proposed, agreed to, tried, given up; the project says where names may be.

use super::check::TryName;
use super::queries::{self, Request};
use super::{pages, rules};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, see_other};
use uuid::Uuid;

async fn refuse(db: &Db, actor: &Actor) -> Result<(), Error> {
    db.record(Some(actor), &Activity::DomainRefused).await
}

/// Found for her, or refused and written down.
async fn found(db: &Db, actor: &Actor, id: Uuid) -> Result<Request, Error> {
    let request = queries::find(&db.pool, actor, id).await;
    if matches!(request, Err(Error::NotFound)) {
        refuse(db, actor).await?;
    }
    request
}

pub(super) async fn propose(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let places = queries::places(&db.pool, &actor).await?;
    // A school that is not hers is not there.
    let elsewhere = typed.of("lieu").parse::<Uuid>().is_ok_and(|id| places.iter().all(|p| p.id.0 != id));
    if places.is_empty() || elsewhere {
        refuse(&db, &actor).await?;
        return Err(Error::NotFound);
    }
    let again = |typed, why| Again::refused("nom", typed, why);
    let set = queries::rules(&db.pool).await?;
    let decided = place(&typed, &actor, &places)
        .and_then(|place| rules::name(&typed, &set, db.clock.today()).map(|name| (place, name)));
    let (place, name) = match decided {
        Ok(decided) => decided,
        Err(why) => {
            refuse(&db, &actor).await?;
            return Ok(pages::page(&db, &actor, again(typed, why)).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let Some(request) = queries::propose(&mut tx, &actor, place, &name).await? else {
        drop(tx);
        refuse(&db, &actor).await?;
        let why = Why::Fields(kernel::FieldErrors::one("nom", "Ce nom est déjà demandé ou déjà pris."));
        return Ok(pages::page(&db, &actor, again(typed, why)).await?.into_response());
    };
    tx.record(&Activity::DomainChanged { request, what: "proposed" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/domaines/nom/{request}?fait=oui")))
}

/// One of her places; of the project’s people, nothing means the project as a whole.
fn place(typed: &Typed, actor: &Actor, places: &[queries::Place]) -> Result<Option<Uuid>, Why> {
    let said = typed.of("lieu");
    if said == "projet" && actor.is_project() {
        return Ok(None);
    }
    let found = said.parse::<Uuid>().ok().filter(|id| places.iter().any(|p| p.id.0 == *id));
    found
        .map(Some)
        .ok_or_else(|| Why::Fields(kernel::FieldErrors::one("lieu", "Choisissez une école ou une commune.")))
}

pub(super) async fn set_rules(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let set = match rules::rules(&typed, db.clock.today()) {
        Ok(set) => set,
        Err(why) => {
            refuse(&db, &actor).await?;
            return Ok(pages::rules_page(&db, Again::refused("regles", typed, why)).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::set_rules(&mut tx, &actor, &set).await?;
    tx.record(&Activity::DomainRules).await?;
    tx.commit().await?;
    Ok(see_other("/domaines?fait=oui"))
}

pub(super) async fn decide(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let request = found(&db, &actor, id).await?;
    let reason = typed.of("raison").chars().take(kernel::typed::SHORT).collect::<String>();
    let why = match typed.of("choix") {
        "oui" => None,
        "non" if reason.is_empty() => Some("Donnez la raison\u{a0}: qui a proposé ce nom la lira."),
        "non" => None,
        _ => Some("Choisissez une réponse de la liste."),
    };
    if let Some(why) = why {
        return not_now(&db, &actor, &request, typed, why).await;
    }
    let accepted = typed.of("choix") == "oui";
    let mut tx = db.begin_as(&actor).await?;
    if !queries::decide(&mut tx, &actor, &request, accepted, &reason).await? {
        drop(tx);
        return not_now(&db, &actor, &request, typed, "C’est déjà décidé.").await;
    }
    if accepted {
        jobs::enqueue(&mut tx, &TryName { request: request.id }).await?;
    }
    let what = if accepted { "accepted" } else { "refused" };
    tx.record(&Activity::DomainChanged { request: request.id, what }).await?;
    tx.commit().await?;
    Ok(back(&request))
}

pub(super) async fn try_now(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let request = found(&db, &actor, id).await?;
    if request.accepted != Some(true) || request.ended_at.is_some() {
        return not_now(&db, &actor, &request, typed, "Ce nom n’est pas accepté\u{a0}: rien à essayer.")
            .await;
    }
    let mut tx = db.begin_as(&actor).await?;
    jobs::enqueue(&mut tx, &TryName { request: request.id }).await?;
    tx.record(&Activity::DomainChanged { request: request.id, what: "tried" }).await?;
    tx.commit().await?;
    Ok(back(&request))
}

/// Given up by who could propose it.
pub(super) async fn end(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let request = found(&db, &actor, id).await?;
    if !pages::may_end(&db, &actor, &request).await? {
        refuse(&db, &actor).await?;
        return Err(Error::NotFound);
    }
    let mut tx = db.begin_as(&actor).await?;
    if !queries::end(&mut tx, &request).await? {
        drop(tx);
        return not_now(&db, &actor, &request, typed, "Ce nom est déjà abandonné.").await;
    }
    tx.record(&Activity::DomainChanged { request: request.id, what: "ended" }).await?;
    tx.commit().await?;
    Ok(back(&request))
}

fn back(request: &Request) -> Response {
    see_other(&format!("/domaines/nom/{}?fait=oui", request.id))
}

async fn not_now(db: &Db, actor: &Actor, request: &Request, typed: Typed, why: &str) -> Answer<Response> {
    refuse(db, actor).await?;
    let again = Again::refused("decision", typed, Why::not(why));
    Ok(pages::one_page(db, actor, request.clone(), again).await?.into_response())
}

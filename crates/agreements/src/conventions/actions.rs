//! A convention is prepared, worded, signed.

use super::page;
use super::pages;
use super::queries::{self, Convention};
use super::rules;
use axum::response::{IntoResponse, Response};
use database::Db;
use identity::steering;
use kernel::fields::Again;
use kernel::typed::{LONG, Reading, SHORT, Typed, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path as Of, PlaceId, see_other};
use uuid::Uuid;

pub(super) fn back(convention: Uuid, at: &str) -> Response {
    see_other(&format!("/conventions/{convention}?fait=oui#{at}"))
}

pub(super) async fn refused(
    db: &Db,
    actor: &Actor,
    convention: &Convention,
    again: Again,
) -> Answer<Response> {
    db.record(Some(actor), &Activity::ConventionRefused).await?;
    Ok(page::page(db, actor, convention, again).await?.into_response())
}

pub(super) async fn make(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let decided = rules::keeps(&actor).and_then(|()| rules::new(&typed, db.clock.today()));
    let why = match decided {
        Ok(new) => {
            let mut tx = db.begin_as(&actor).await?;
            if let Some(convention) = queries::make(&mut tx, &actor, &new).await? {
                tx.record(&Activity::ConventionMade { convention }).await?;
                tx.commit().await?;
                return Ok(back(convention, "parties"));
            }
            Why::Fields(FieldErrors::one("reference", "Une autre convention a déjà cette référence."))
        }
        Err(why) => why,
    };
    db.record(Some(&actor), &Activity::ConventionRefused).await?;
    let again = Again::refused("convention", typed, why);
    Ok(pages::page(&db, &actor, again).await?.into_response())
}

pub(super) async fn add_party(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let convention = queries::find(&db.pool, &actor, id).await?;
    let communes: Vec<PlaceId> =
        steering::territories(&db.pool, false).await?.into_iter().map(|(id, _)| id).collect();
    let decided = rules::keeps(&actor)
        .and_then(|()| rules::is_open(&convention))
        .and_then(|()| rules::new_party(&typed, &communes, db.clock.today()));
    let new = match decided {
        Ok(new) => new,
        Err(why) => return refused(&db, &actor, &convention, Again::refused("partie", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::add_party(&mut tx, &convention, &new).await?;
    tx.record(&Activity::ConventionChanged { convention: id, what: "party" }).await?;
    tx.commit().await?;
    Ok(back(id, "parties"))
}

pub(super) async fn word(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let convention = queries::find(&db.pool, &actor, id).await?;
    let position = typed.of("clause").parse::<i16>().unwrap_or_default();
    let decided = rules::keeps(&actor).and_then(|()| rules::is_open(&convention)).and_then(|()| {
        if !convention.clauses.iter().any(|c| c.position == position) {
            return Err(Why::not("Cette clause n’existe pas, ou plus."));
        }
        let mut read = Reading::new(&typed, db.clock.today());
        let body = read.optional("texte", LONG);
        if body.is_empty() {
            rules::may_empty(&convention, position)?;
        }
        read.checked(Some(body))
    });
    let body = match decided {
        Ok(body) => body,
        Err(why) => {
            let again = Again::refused(format!("clause-{position}"), typed, why);
            return refused(&db, &actor, &convention, again).await;
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::write_clause(&mut tx, &convention, position, &body).await?;
    tx.record(&Activity::ConventionChanged { convention: id, what: "clause" }).await?;
    tx.commit().await?;
    Ok(back(id, "clauses"))
}

pub(super) async fn sign(
    db: Db,
    actor: Actor,
    Of((id, party)): Of<(Uuid, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let convention = queries::find(&db.pool, &actor, id).await?;
    let party = convention.parties.iter().find(|p| p.id == party).ok_or(Error::NotFound)?;
    let decided = rules::may_sign(&actor, &convention, party).and_then(|()| {
        let mut read = Reading::new(&typed, db.clock.today());
        let by = read.text("qui", SHORT, "Dites qui a signé.");
        let day = read.past("jour");
        read.checked(day.map(|day| (day, by)))
    });
    let form = format!("signature-{}", party.id);
    let (day, by) = match decided {
        Ok(signed) => signed,
        Err(why) => return refused(&db, &actor, &convention, Again::refused(form, typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    if !queries::sign(&mut tx, &actor, party, (day, &by)).await? {
        drop(tx);
        let why = Why::not(format!("{} a déjà signé.", party.name));
        return refused(&db, &actor, &convention, Again::refused(form, typed, why)).await;
    }
    tx.record(&Activity::ConventionSigned { convention: id, party: party.id }).await?;
    tx.commit().await?;
    Ok(back(id, "parties"))
}

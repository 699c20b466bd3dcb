//! A grant is written down, claimed, paid; what it promised is counted.

use super::queries::{self, Grant};
use super::{pages, rules};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Reading, Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, see_other};
use uuid::Uuid;

async fn refused(db: &Db, actor: &Actor, grant: &Grant, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::MoneyRefused).await?;
    Ok(pages::grant_page(db, grant.clone(), again)?.into_response())
}

fn back(grant: Uuid) -> Response {
    see_other(&format!("/finances/aide/{grant}?fait=oui"))
}

pub(super) async fn make(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let new = match rules::new(&typed, db.clock.today()) {
        Ok(new) => new,
        Err(why) => {
            db.record(Some(&actor), &Activity::MoneyRefused).await?;
            let again = Again::refused("aide", typed, why);
            return Ok(pages::list_page(&db, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let grant = queries::make(&mut tx, &actor, &new).await?;
    tx.record(&Activity::GrantMade { grant }).await?;
    tx.commit().await?;
    Ok(back(grant))
}

pub(super) async fn claim(
    db: Db,
    actor: Actor,
    Of(grant): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let grant = queries::grant(&db.pool, grant).await?;
    let claim = match rules::claim(&grant, &typed, db.clock.today()) {
        Ok(claim) => claim,
        Err(why) => return refused(&db, &actor, &grant, Again::refused("demande", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    if !queries::claim(&mut tx, &actor, &grant, &claim).await? {
        drop(tx);
        let why = Why::not("Une autre demande vient de prendre ce qui restait.");
        return refused(&db, &actor, &grant, Again::refused("demande", typed, why)).await;
    }
    tx.record(&Activity::GrantChanged { grant: grant.id, what: "claim" }).await?;
    tx.commit().await?;
    Ok(back(grant.id))
}

pub(super) async fn pay(
    db: Db,
    actor: Actor,
    Of((grant, claim)): Of<(Uuid, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let grant = queries::grant(&db.pool, grant).await?;
    let claim = grant.claims.iter().find(|c| c.id == claim).ok_or(Error::NotFound)?;
    let mut read = Reading::new(&typed, db.clock.today());
    let day = read.past("jour");
    let decided = match claim.paid_on {
        Some(_) => Err(Why::not("Cette demande est déjà versée.")),
        None => read.checked(day),
    };
    let day = match decided {
        Ok(day) => day,
        Err(why) => {
            let again = Again::refused(format!("versement-{}", claim.id), typed, why);
            return refused(&db, &actor, &grant, again).await;
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::pay(&mut tx, claim, day).await?;
    tx.record(&Activity::GrantChanged { grant: grant.id, what: "payment" }).await?;
    tx.commit().await?;
    Ok(back(grant.id))
}

pub(super) async fn target(
    db: Db,
    actor: Actor,
    Of(grant): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let grant = queries::grant(&db.pool, grant).await?;
    let (title, aim) = match rules::target(&typed, db.clock.today()) {
        Ok(target) => target,
        Err(why) => return refused(&db, &actor, &grant, Again::refused("indicateur", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::target(&mut tx, &actor, &grant, (&title, aim)).await?;
    tx.record(&Activity::GrantChanged { grant: grant.id, what: "target" }).await?;
    tx.commit().await?;
    Ok(back(grant.id))
}

pub(super) async fn reach(
    db: Db,
    actor: Actor,
    Of((grant, indicator)): Of<(Uuid, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let grant = queries::grant(&db.pool, grant).await?;
    let indicator = grant.indicators.iter().find(|i| i.id == indicator).ok_or(Error::NotFound)?;
    let actual = match rules::reached(&typed) {
        Ok(actual) => actual,
        Err(why) => {
            let again = Again::refused(format!("atteint-{}", indicator.id), typed, why);
            return refused(&db, &actor, &grant, again).await;
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::reach(&mut tx, &actor, indicator, actual).await?;
    tx.record(&Activity::GrantChanged { grant: grant.id, what: "indicator" }).await?;
    tx.commit().await?;
    Ok(back(grant.id))
}

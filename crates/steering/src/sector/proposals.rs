//! An inspector proposes for her schools; the project decides.

use super::{pages, queries, rules};
use axum::response::{IntoResponse, Response};
use chrono::Days;
use cockpit::offered::Offered;
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Reading, Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, see_other};
use uuid::Uuid;

async fn refused(db: &Db, actor: &Actor, form: String, typed: Typed, why: Why) -> Answer<Response> {
    db.record(Some(actor), &Activity::SectorRefused).await?;
    Ok(pages::page(db, actor, Again::refused(form, typed, why)).await?.into_response())
}

pub(super) async fn propose(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let schools = Offered::of(&queries::schools(&db.pool, &actor).await?, typed.of("ecole"));
    let colleges = Offered::of(&queries::named(&db.pool).await?, typed.of("college"));
    let said = match rules::proposed(&typed, (&schools, &colleges), db.clock.today()) {
        Ok(said) => said,
        Err(why) => return refused(&db, &actor, "proposer".to_owned(), typed, why).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    let Some(proposal) = queries::propose(&mut tx, &actor, &said).await? else {
        drop(tx);
        let why = match said.attach {
            true => "L’école est déjà rattachée à ce collège, ou c’est déjà proposé.",
            false => "L’école n’est pas rattachée à ce collège, ou c’est déjà proposé.",
        };
        return refused(&db, &actor, "proposer".to_owned(), typed, Why::not(why)).await;
    };
    tx.record(&Activity::SectorChanged { of: proposal, what: "proposed" }).await?;
    tx.commit().await?;
    Ok(see_other("/colleges?fait=oui"))
}

/// Yes from a day on: the link begins with it, or the day before is its last.
pub(super) async fn decide(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let mut tx = db.begin_as(&actor).await?;
    let Some((college, school, attach)) = queries::held(tx.conn(), id).await? else {
        tx.record(&Activity::SectorRefused).await?;
        tx.commit().await?;
        return Err(Error::NotFound);
    };
    let yes = typed.of("geste") == "oui";
    if yes {
        let mut read = Reading::new(&typed, db.clock.today());
        let day = read.day("du");
        let day = match read.checked(day) {
            Ok(day) => day,
            Err(why) => {
                drop(tx);
                return refused(&db, &actor, format!("decision-{id}"), typed, why).await;
            }
        };
        // What is so already is so.
        if attach {
            queries::attach(&mut tx, &actor, (college, school), (day, "proposal")).await?;
        } else {
            queries::end_between(&mut tx, &actor, (college, school), day - Days::new(1)).await?;
        }
    }
    queries::decide(&mut tx, &actor, id, yes).await?;
    let what = if yes { "accepted" } else { "declined" };
    tx.record(&Activity::SectorChanged { of: id, what }).await?;
    tx.commit().await?;
    Ok(see_other("/colleges?fait=oui"))
}

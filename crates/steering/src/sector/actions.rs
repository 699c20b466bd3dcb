//! The project keeps the register: a collège, its card, its schools.

use super::queries::{self, College};
use super::{college, pages, rules};
use crate::project;
use axum::response::{IntoResponse, Response};
use cockpit::offered::Offered;
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path as Of, see_other};
use uuid::Uuid;

/// Obtained, or the refusal is written down.
pub(super) async fn found(db: &Db, actor: &Actor, id: Uuid) -> Result<College, Error> {
    let found = queries::college(&db.pool, actor, id).await;
    if matches!(found, Err(Error::NotFound)) {
        db.record(Some(actor), &Activity::SectorRefused).await?;
    }
    found
}

pub(super) async fn refused(db: &Db, actor: &Actor, of: College, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::SectorRefused).await?;
    Ok(college::page(db, actor, of, again).await?.into_response())
}

pub(super) async fn done(mut tx: Tx, of: Uuid, what: &'static str) -> Answer<Response> {
    tx.record(&Activity::SectorChanged { of, what }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/colleges/{of}?fait=oui")))
}

fn taken() -> Why {
    Why::Fields(FieldErrors::one("uai", "Un autre collège du registre a cet UAI."))
}

pub(super) async fn add(db: Db, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let reaches = project::reaches_college(&db.pool).await?;
    let decided = rules::said(&typed, reaches, db.clock.today());
    let mut tx = db.begin_as(&actor).await?;
    let added = match decided {
        Ok(said) => queries::add(&mut tx, &actor, &said).await?.ok_or_else(taken),
        Err(why) => Err(why),
    };
    match added {
        Ok(id) => done(tx, id, "college").await,
        Err(why) => {
            drop(tx);
            db.record(Some(&actor), &Activity::SectorRefused).await?;
            let again = Again::refused("college", typed, why);
            Ok(pages::page(&db, &actor, again).await?.into_response())
        }
    }
}

pub(super) async fn change(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let of = found(&db, &actor, id).await?;
    // What it was said to be before the project stopped carrying collèges may stay.
    let reaches = project::reaches_college(&db.pool).await? || of.ent == "here";
    let said = match rules::said(&typed, reaches, db.clock.today()) {
        Ok(said) => said,
        Err(why) => return refused(&db, &actor, of, Again::refused("college", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    if !queries::change(&mut tx, &of, &said).await? {
        drop(tx);
        return refused(&db, &actor, of, Again::refused("college", typed, taken())).await;
    }
    done(tx, id, "college_changed").await
}

pub(super) async fn close(db: Db, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let of = found(&db, &actor, id).await?;
    let mut tx = db.begin_as(&actor).await?;
    queries::close(&mut tx, &actor, &of).await?;
    tx.record(&Activity::SectorChanged { of: id, what: "college_closed" }).await?;
    tx.commit().await?;
    Ok(see_other("/colleges?fait=oui"))
}

pub(super) async fn attach(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let of = found(&db, &actor, id).await?;
    let schools = Offered::of(&queries::schools(&db.pool, &actor).await?, typed.of("ecole"));
    let (school, from) = match rules::attached(&typed, &schools, db.clock.today()) {
        Ok(said) => said,
        Err(why) => return refused(&db, &actor, of, Again::refused("rattacher", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    if !queries::attach(&mut tx, &actor, (id, school), (from, "hand")).await? {
        drop(tx);
        let why = Why::not("Cette école est déjà rattachée à ce collège, ce jour-là ou après.");
        return refused(&db, &actor, of, Again::refused("rattacher", typed, why)).await;
    }
    done(tx, id, "attached").await
}

pub(super) async fn detach(
    db: Db,
    actor: Actor,
    Of((id, link)): Of<(Uuid, Uuid)>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let of = found(&db, &actor, id).await?;
    let today = db.clock.today();
    let mut tx = db.begin_as(&actor).await?;
    let Some((link, from)) = queries::open(tx.conn(), &of, link, today).await? else {
        tx.record(&Activity::SectorRefused).await?;
        tx.commit().await?;
        return Err(Error::NotFound);
    };
    match rules::ended(&typed, from, today) {
        Ok(until) => {
            queries::detach(&mut tx, &actor, link, until).await?;
            done(tx, id, "detached").await
        }
        Err(why) => {
            drop(tx);
            refused(&db, &actor, of, Again::refused(format!("fin-{link}"), typed, why)).await
        }
    }
}

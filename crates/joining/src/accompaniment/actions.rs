//! The plan is said, what was done is noted.

use super::pages;
use super::queries::{self, Plan};
use super::rules::{self, New};
use axum::response::{IntoResponse, Response};
use cockpit::people::adult_of_login;
use database::Db;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, FieldErrors, Form, Path as Of, PersonId, PlaceId, see_other};

async fn refused(db: &Db, actor: &Actor, school: PlaceId, again: Again) -> Answer<Response> {
    db.record(Some(actor), &Activity::OnSiteRefused).await?;
    Ok(pages::page(db, actor, school, again).await?.into_response())
}

/// Who accompanies, where a login was typed.
async fn companion(db: &Db, plan: &Plan, new: &New) -> Answer<Result<Option<PersonId>, Why>> {
    let login = &new.companion_login;
    if login.is_empty() {
        // Her name is still in the form: it is still she.
        let same = plan.companion.as_ref() == Some(&new.companion_name);
        return Ok(Ok(plan.companion_id.filter(|_| same)));
    }
    let found = adult_of_login(&db.pool, login).await?;
    let wrong = || Why::Fields(FieldErrors::one("identifiant", "Aucun compte d’adulte n’a cet identifiant."));
    Ok(found.map(Some).ok_or_else(wrong))
}

pub(super) async fn say(
    db: Db,
    actor: Actor,
    Of(school): Of<PlaceId>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = db.clock.today();
    let plan = queries::plan(&db.pool, &actor, school, today).await?;
    let decided = match plan.keeps {
        true => rules::plan(&typed, today),
        false => Err(Why::not("Le plan est à l’inspection et à l’équipe projet.")),
    };
    let decided = match decided {
        Ok(new) => companion(&db, &plan, &new).await?.map(|companion| (new, companion)),
        Err(why) => Err(why),
    };
    let (new, companion) = match decided {
        Ok(decided) => decided,
        Err(why) => return refused(&db, &actor, school, Again::refused("plan", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::say(&mut tx, &actor, &plan, (&new, companion)).await?;
    tx.record(&Activity::SchoolAccompanied { school, what: "plan" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{school}/accompagnement?fait=oui")))
}

pub(super) async fn note(
    db: Db,
    actor: Actor,
    Of(school): Of<PlaceId>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let today = db.clock.today();
    let plan = queries::plan(&db.pool, &actor, school, today).await?;
    let decided = match plan.notes {
        true => rules::act(&typed, today),
        false => Err(Why::not("Ce qui est fait est noté par qui accompagne l’école.")),
    };
    let act = match decided {
        Ok(act) => act,
        Err(why) => return refused(&db, &actor, school, Again::refused("seance", typed, why)).await,
    };
    let mut tx = db.begin_as(&actor).await?;
    queries::note(&mut tx, &actor, &plan, &act).await?;
    tx.record(&Activity::SchoolAccompanied { school, what: "act" }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{school}/accompagnement?fait=oui")))
}

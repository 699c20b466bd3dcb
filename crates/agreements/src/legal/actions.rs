//! The adviser says what she thinks of a text.

use super::{pages, queries, rules};
use axum::response::{IntoResponse, Response};
use database::Db;
use kernel::fields::Again;
use kernel::typed::Typed;
use kernel::{Activity, Actor, Answer, Error, Form, Path as Of, see_other};

pub(super) async fn say(
    db: Db,
    actor: Actor,
    Of(slug): Of<String>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let text = queries::find(&db.pool, &slug).await;
    if matches!(text, Err(Error::NotFound)) {
        db.record(Some(&actor), &Activity::LegalOpinionRefused).await?;
    }
    let text = text?;
    let decided = rules::speaks(&actor).and_then(|()| rules::opinion(&typed, &text.text, db.clock.today()));
    let opinion = match decided {
        Ok(opinion) => opinion,
        Err(why) => {
            db.record(Some(&actor), &Activity::LegalOpinionRefused).await?;
            let again = Again::refused("avis", typed, why);
            return Ok(pages::one(&db, &actor, text, again).await?.into_response());
        }
    };
    let mut tx = db.begin_as(&actor).await?;
    let id = queries::say(&mut tx, &actor, &text, &opinion).await?;
    let what = if opinion.validated { "validated" } else { "rework" };
    tx.record(&Activity::LegalOpinionSaid { opinion: id, what }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/juridique/texte/{slug}?fait=oui")))
}

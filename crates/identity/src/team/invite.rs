//! Somebody from outside is named: she is made, and gets her way in by mail.

use super::pages;
use super::queries;
use super::rules::{self, Asked, Newcomer, Typed};
use crate::invitations;
use crate::people::making::{self, NewPerson};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::{self, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, see_other};

pub(super) async fn invite(
    db: Db,
    actor: Actor,
    mut tx: Tx,
    Form(typed): Form<typed::Typed>,
) -> Answer<Response> {
    let found = match rules::newcomer(&typed, tx.today()) {
        Ok(new) if queries::is_known(tx.conn(), &new.email).await? => Err(Why::Fields(FieldErrors::one(
            "adresse",
            "Quelqu’un a déjà cette adresse ici\u{a0}: cherchez cette personne par son nom, ou donnez une autre adresse.",
        ))),
        other => other,
    };
    let new = match found {
        Ok(new) => new,
        Err(why) => {
            drop(tx);
            db.record(Some(&actor), &Activity::TeamRefused).await?;
            let again = Again::refused("inviter", typed, why);
            let form = (Typed::default(), FieldErrors::default());
            return Ok(pages::page(&db, &actor, "", form, again).await?.into_response());
        }
    };
    make(&mut tx, &actor, &new).await?;
    tx.commit().await?;
    Ok(see_other("/pilotage/equipe?fait=invite"))
}

/// Her address came from the project: a letter may hold a code.
async fn make(tx: &mut Tx, actor: &Actor, new: &Newcomer) -> Result<(), Error> {
    let now = tx.now();
    let she = NewPerson::adult(&new.first, &new.last, Some(&new.email));
    let person = making::make(tx.conn(), &she, now).await?;
    let asked = Asked { person, kind: new.kind, from: new.from, until: new.until };
    let role = queries::name(tx, actor, &asked).await?;
    invitations::post(tx, &[person], actor.person).await?;
    tx.record(&Activity::TeamMemberNamed { role, person, kind: new.kind }).await
}

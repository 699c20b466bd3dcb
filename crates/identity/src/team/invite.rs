//! Somebody from outside is named: she is made, and gets her way in by mail. Who was named so before has her account back.

use super::queries::{self, Former};
use super::rules::{self, Asked, Newcomer, Typed};
use super::{LETTER, pages};
use crate::invitations;
use crate::leaving;
use crate::people::making::{self, NewPerson};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::fields::Again;
use kernel::typed::{self, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, RoleId, see_other};
use serde_json::json;

pub(super) async fn invite(
    db: Db,
    actor: Actor,
    mut tx: Tx,
    Form(typed): Form<typed::Typed>,
) -> Answer<Response> {
    let found = match rules::newcomer(&typed, tx.today()) {
        Ok(new) => settled(&mut tx, new).await?,
        Err(why) => Err(why),
    };
    let (new, former) = match found {
        Ok(found) => found,
        Err(why) => {
            drop(tx);
            db.record(Some(&actor), &Activity::TeamRefused).await?;
            let again = Again::refused("inviter", typed, why);
            let form = (Typed::default(), FieldErrors::default());
            return Ok(pages::page(&db, &actor, "", form, again).await?.into_response());
        }
    };
    let done = match former {
        Some(former) => again(&mut tx, &actor, &new, &former).await?,
        None => make(&mut tx, &actor, &new).await?,
    };
    tx.commit().await?;
    Ok(see_other(&format!("/pilotage/equipe?fait={done}")))
}

/// Who is asked for, and who she was here, or what is in the way of it.
async fn settled(tx: &mut Tx, new: Newcomer) -> Result<Result<(Newcomer, Option<Former>), Why>, Error> {
    let no = |field, sentence: String| Ok(Err(Why::Fields(FieldErrors::one(field, sentence))));
    if let Some(former) = queries::former(tx.conn(), &new).await? {
        if let Err(sentence) = rules::comes_back(&former) {
            return no("adresse", sentence);
        }
        if queries::overlaps(tx.conn(), &asked(&new, former.person)).await? {
            return no("du", "Cette personne a déjà ce rôle pendant ces jours.".to_owned());
        }
        return Ok(Ok((new, Some(former))));
    }
    if queries::is_known(tx.conn(), &new.email).await? {
        let sentence = "Quelqu’un a déjà cette adresse ici\u{a0}: cherchez cette personne par son nom, ou donnez une autre adresse.";
        return no("adresse", sentence.to_owned());
    }
    Ok(Ok((new, None)))
}

fn asked(new: &Newcomer, person: kernel::PersonId) -> Asked {
    Asked { person, kind: new.kind, from: new.from, until: new.until }
}

/// Her address came from the project: a letter may hold a code.
async fn make(tx: &mut Tx, actor: &Actor, new: &Newcomer) -> Result<&'static str, Error> {
    let now = tx.now();
    let she = NewPerson::adult(&new.first, &new.last, Some(&new.email));
    let person = making::make(tx.conn(), &she, now).await?;
    named(tx, actor, &asked(new, person)).await?;
    invitations::post(tx, &[person], actor.person).await?;
    Ok("invite")
}

/// The same person, the same account: what she had to come in with is as it was. Who never came gets a way in once more.
async fn again(tx: &mut Tx, actor: &Actor, new: &Newcomer, she: &Former) -> Result<&'static str, Error> {
    let today = tx.today();
    let role = named(tx, actor, &asked(new, she.person)).await?;
    leaving::queries::bring_back(tx.conn(), Some(she.person), today).await?;
    if queries::never_came(tx.conn(), she.person).await? {
        invitations::post(tx, &[she.person], actor.person).await?;
        return Ok("invite");
    }
    mail::post(tx, LETTER, she.person, json!({ "role": role })).await?;
    Ok(if she.mailbox { "revient" } else { "nomme-sans-adresse" })
}

async fn named(tx: &mut Tx, actor: &Actor, asked: &Asked) -> Result<RoleId, Error> {
    let role = queries::name(tx, actor, asked).await?;
    tx.record(&Activity::TeamMemberNamed { role, person: asked.person, kind: asked.kind }).await?;
    Ok(role)
}

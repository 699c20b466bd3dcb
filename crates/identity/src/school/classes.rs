//! A class opened by hand, named again, closed. The audiences follow in the same transaction.

use super::queries::{self, Class, Kept};
use super::{pages, rules};
use crate::audiences;
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, Form, Path, PlaceId, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Named {
    #[serde(default)]
    nom: String,
}

pub(super) async fn make(
    db: Db,
    actor: Actor,
    Path(school): Path<PlaceId>,
    mut tx: Tx,
    Form(form): Form<Named>,
) -> Answer<Response> {
    let at = (tx.now(), tx.today());
    let Ok(school) = queries::headed(tx.conn(), &actor, school, at.1).await else { return refused(tx).await };
    let name = match free(&mut tx, school.id, rules::class_name(&form.nom), None).await? {
        Ok(name) => name,
        Err(sentence) => {
            drop(tx);
            db.record(Some(&actor), &Activity::ClassRefused).await?;
            let page = pages::school_page(&db, &actor, school, Some((form.nom, sentence))).await?;
            return Ok(page.invalid().into_response());
        }
    };
    let class = queries::make_class(tx.conn(), school.id, &name, at).await?;
    tx.record(&Activity::ClassMade { class }).await?;
    follow(tx, school.id, &format!("/classe/{class}")).await
}

/// The name of a class or group, when no other of the school has it.
pub(crate) async fn free(
    tx: &mut Tx,
    school: PlaceId,
    named: Result<String, String>,
    but: Option<PlaceId>,
) -> Result<Result<String, String>, Error> {
    Ok(match named {
        Ok(name) if queries::is_taken(tx.conn(), school, &name, but).await? => {
            Err(format!("Une classe ou un groupe s’appelle déjà «\u{a0}{name}\u{a0}»."))
        }
        said => said,
    })
}

type Which = Path<(PlaceId, PlaceId)>;

pub(super) async fn rename(
    db: Db,
    actor: Actor,
    Path((school, id)): Which,
    mut tx: Tx,
    Form(form): Form<Named>,
) -> Answer<Response> {
    let Some((class, kept)) = obtained(&mut tx, &actor, school, id).await? else { return refused(tx).await };
    if !kept.named_here {
        return refused(tx).await;
    }
    let name = match free(&mut tx, school, rules::class_name(&form.nom), Some(id)).await? {
        Ok(name) => name,
        Err(sentence) => {
            drop(tx);
            db.record(Some(&actor), &Activity::ClassRefused).await?;
            let page =
                pages::class_page(&db, &actor, (school, id), None, false, Some((form.nom, sentence))).await?;
            return Ok(page.invalid().into_response());
        }
    };
    queries::rename(tx.conn(), &class, &name).await?;
    tx.record(&Activity::ClassRenamed { class: id }).await?;
    follow(tx, school, &format!("/classe/{id}")).await
}

pub(super) async fn close(actor: Actor, Path((school, id)): Which, mut tx: Tx) -> Answer<Response> {
    let found = obtained(&mut tx, &actor, school, id).await?;
    let Some((class, _)) = found.filter(|(_, kept)| kept.named_here && kept.empty) else {
        return refused(tx).await;
    };
    let today = tx.today();
    queries::close(tx.conn(), &class, today).await?;
    tx.record(&Activity::ClassClosed { class: id }).await?;
    follow(tx, school, "").await
}

async fn obtained(
    tx: &mut Tx,
    actor: &Actor,
    school: PlaceId,
    id: PlaceId,
) -> Result<Option<(Class, Kept)>, Error> {
    let today = tx.today();
    let class = queries::class(tx.conn(), actor, school, id).await?.filter(|c| c.head);
    let Some(class) = class else { return Ok(None) };
    let kept = queries::kept(tx.conn(), &class, today).await?;
    Ok(Some((class, kept)))
}

async fn follow(mut tx: Tx, school: PlaceId, to: &str) -> Answer<Response> {
    let today = tx.today();
    audiences::refresh(tx.conn(), &[school], today).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{school}{to}")))
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::ClassRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}

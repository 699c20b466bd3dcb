//! Picking and leaving a class.

use super::queries::{self, Pickable};
use crate::{audiences, school};
use axum::response::Response;
use database::Tx;
use kernel::{Activity, Actor, Answer, Error, Form, PlaceId, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Class {
    #[serde(default)]
    class: String,
}

pub(super) async fn pick(actor: Actor, mut tx: Tx, Form(form): Form<Class>) -> Answer<Response> {
    let Some(class) = obtained(&mut tx, &actor, &form.class).await? else { return refused(tx).await };
    let today = tx.today();
    queries::pick(tx.conn(), &actor, &class, today).await?;
    audiences::refresh(tx.conn(), &[class.school], today).await?;
    tx.record(&Activity::ClassPicked { class: class.id, teacher: actor.person }).await?;
    tx.commit().await?;
    Ok(see_other("/ma-classe"))
}

pub(super) async fn leave(actor: Actor, mut tx: Tx, Form(form): Form<Class>) -> Answer<Response> {
    let class = obtained(&mut tx, &actor, &form.class).await?.filter(|c| c.mine);
    let Some(class) = class else { return refused(tx).await };
    let today = tx.today();
    school::end_teaching(tx.conn(), actor.person, class.id, today).await?;
    audiences::refresh(tx.conn(), &[class.school], today).await?;
    tx.record(&Activity::ClassLeft { class: class.id, teacher: actor.person }).await?;
    tx.commit().await?;
    Ok(see_other("/ma-classe"))
}

async fn obtained(tx: &mut Tx, actor: &Actor, class: &str) -> Result<Option<Pickable>, Error> {
    let Ok(class) = class.parse::<PlaceId>() else { return Ok(None) };
    let today = tx.today();
    let all = queries::pickable(tx.conn(), actor, today).await?;
    Ok(all.into_iter().find(|c| c.id == class))
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::ClassTeamRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}

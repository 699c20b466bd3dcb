//! The head says who teaches a class. The audiences follow in the same transaction.

use super::queries::{self, Class};
use crate::audiences;
use axum::response::Response;
use database::Tx;
use kernel::{Activity, Actor, Answer, Error, Form, Path, PersonId, PlaceId, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Teacher {
    #[serde(default)]
    teacher: String,
}

pub(super) async fn add_teacher(
    actor: Actor,
    Path((school, id)): Path<(PlaceId, PlaceId)>,
    mut tx: Tx,
    Form(form): Form<Teacher>,
) -> Answer<Response> {
    let class = headed(&mut tx, &actor, school, id).await?;
    let (Some(class), Ok(teacher)) = (class, form.teacher.parse::<PersonId>()) else {
        return refused(tx).await;
    };
    let today = tx.today();
    if !queries::add_teacher(tx.conn(), &class, teacher, today).await? {
        return refused(tx).await;
    }
    tx.record(&Activity::ClassPicked { class: class.id, teacher }).await?;
    settled(tx, &class).await
}

pub(super) async fn remove_teacher(
    actor: Actor,
    Path((school, id)): Path<(PlaceId, PlaceId)>,
    mut tx: Tx,
    Form(form): Form<Teacher>,
) -> Answer<Response> {
    let class = headed(&mut tx, &actor, school, id).await?;
    let (Some(class), Ok(teacher)) = (class, form.teacher.parse::<PersonId>()) else {
        return refused(tx).await;
    };
    let today = tx.today();
    if !queries::end_teaching(tx.conn(), teacher, class.id, today).await? {
        return refused(tx).await;
    }
    tx.record(&Activity::ClassLeft { class: class.id, teacher }).await?;
    settled(tx, &class).await
}

async fn headed(tx: &mut Tx, actor: &Actor, school: PlaceId, id: PlaceId) -> Result<Option<Class>, Error> {
    Ok(queries::class(tx.conn(), actor, school, id).await?.filter(|c| c.head))
}

async fn settled(mut tx: Tx, class: &Class) -> Answer<Response> {
    let today = tx.today();
    audiences::refresh(tx.conn(), &[class.school], today).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/classe/{}", class.school, class.id)))
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::ClassTeamRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}

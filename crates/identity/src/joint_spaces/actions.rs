//! Opened, its newcomers let in, ended before its day.

use super::pages;
use super::queries;
use super::rules::{self, Typed};
use crate::audiences;
use crate::options::{self, LocalOption};
use crate::school::{self, Class};
use crate::services::{self, Service};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Path, PlaceId, see_other};
use serde::Deserialize;

pub(super) async fn open(
    db: Db,
    actor: Actor,
    Path((school, class)): Path<(PlaceId, PlaceId)>,
    mut tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let Some(class) = led(&mut tx, &actor, school, class).await? else { return refused(tx).await };
    let today = tx.today();
    let (year, pupils) = queries::cm2(tx.conn(), &class, today).await?;
    let unoffered = services::refusal(tx.conn(), class.school, Service::JointSpace, today).await?;
    let asked = if let Some(said) = unoffered {
        Err(FieldErrors::one("college", said))
    } else if pupils == 0 {
        Err(FieldErrors::one("college", "Aucun élève de cette classe n’est en CM2."))
    } else if let Some(sentence) = options::refusal(tx.conn(), LocalOption::JointSpaces).await? {
        Err(FieldErrors::one("college", sentence))
    } else {
        rules::asked(&typed, year, today)
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(errors) => {
            tx.record(&Activity::JointSpaceRefused).await?;
            tx.commit().await?;
            return Ok(pages::page(&db, class, typed, errors).await?.invalid().into_response());
        }
    };
    let space = queries::open(&mut tx, &actor, &class, &asked).await?;
    audiences::refresh(tx.conn(), &[class.school], today).await?;
    tx.record(&Activity::JointSpaceOpened { place: space }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/classe/{}/sixieme", class.school, class.id)))
}

#[derive(Deserialize)]
pub(super) struct Change {
    #[serde(default)]
    quoi: String,
}

pub(super) async fn change(
    actor: Actor,
    Path((school, class, space)): Path<(PlaceId, PlaceId, PlaceId)>,
    mut tx: Tx,
    Form(form): Form<Change>,
) -> Answer<Response> {
    let Some(class) = led(&mut tx, &actor, school, class).await? else { return refused(tx).await };
    let space = queries::of_class(tx.conn(), &class).await?.into_iter().find(|s| s.id == space);
    let Some(space) = space else { return refused(tx).await };
    let today = tx.today();
    match form.quoi.as_str() {
        "terminer" => queries::end(tx.conn(), &space, today).await?,
        _ => queries::let_in(tx.conn(), &class, &space, today).await?,
    }
    audiences::refresh(tx.conn(), &[class.school], today).await?;
    tx.record(&Activity::JointSpaceChanged { place: space.id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/classe/{}/sixieme", class.school, class.id)))
}

async fn led(tx: &mut Tx, actor: &Actor, school: PlaceId, class: PlaceId) -> Result<Option<Class>, Error> {
    let class = school::class(tx.conn(), actor, school, class).await?;
    Ok(class.filter(|c| c.head || c.teaches))
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::JointSpaceRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}

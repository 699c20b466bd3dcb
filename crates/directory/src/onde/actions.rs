//! Files are received, put right in place, applied or dropped.

use super::apply::{self, Report};
use super::pages::{self, Aim, Look};
use super::plan::plain_label;
use super::queries::{self, Upload};
use super::records::Corrections;
use super::upload;
use crate::console::{Headed, headed};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use database::{Db, Tx};
use identity::App;
use kernel::{Activity, Actor, Answer, Error, Form, Multipart, OndeId, Path, PlaceId, see_other};

pub(super) async fn receive(
    State(app): State<App>,
    actor: Actor,
    Path(school): Path<PlaceId>,
    form: Multipart,
) -> Answer<Response> {
    let Some(school) = headed(&app.db.pool, &actor, school).await? else {
        app.db.record(Some(&actor), &Activity::OndeRefused).await?;
        return Err(Error::NotFound);
    };
    let received = match upload::receive(form).await {
        Ok(received) => received,
        Err(why) => {
            app.db.record(Some(&actor), &Activity::OndeRefused).await?;
            return Ok(pages::list_with(&app.db, school, Some(why.to_string()))
                .await?
                .invalid()
                .into_response());
        }
    };
    let mut tx = app.db.begin_as(&actor).await?;
    let now = tx.now();
    let id =
        queries::receive(tx.conn(), &school, actor.person, &received.files, &received.names, now).await?;
    tx.record(&Activity::OndeReceived { onde: id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/onde/{id}", school.id)))
}

/// One that waits, of the actor's own school.
pub(super) async fn obtained(
    tx: &mut Tx,
    actor: &Actor,
    school: PlaceId,
    id: OndeId,
) -> Result<Option<(Headed, Upload)>, Error> {
    let Some(school) = headed(tx.conn(), actor, school).await? else { return Ok(None) };
    let upload = queries::find(tx.conn(), &school, id).await?.filter(|u| u.state == "received");
    Ok(upload.map(|upload| (school, upload)))
}

pub(super) async fn correct(
    actor: Actor,
    Path((school, id)): Path<(PlaceId, OndeId)>,
    mut tx: Tx,
    Form(fields): Form<Vec<(String, String)>>,
) -> Answer<Response> {
    let Some((school, upload)) = obtained(&mut tx, &actor, school, id).await? else {
        return refused(tx).await;
    };
    let mut corrections: Corrections = serde_json::from_value(upload.corrections).unwrap_or_default();
    for (name, value) in fields.into_iter().take(4000) {
        keep(&mut corrections, &name, value.trim());
    }
    queries::correct(tx.conn(), id, &serde_json::to_value(&corrections)?).await?;
    tx.record(&Activity::OndeCorrected { onde: id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/onde/{id}", school.id)))
}

/// « classe:CE1 A », « date:eleves:12 », « qui:eleves:12 », « colonne:eleves:3 ». Nothing said is nothing kept.
fn keep(corrections: &mut Corrections, name: &str, value: &str) {
    let Some((what, key)) = name.split_once(':') else { return };
    if value.is_empty() || value.len() > 100 || key.len() > 200 {
        return;
    }
    let (map, key) = match what {
        "classe" => (&mut corrections.classes, plain_label(key)),
        "date" => (&mut corrections.dates, key.to_owned()),
        "qui" => (&mut corrections.people, key.to_owned()),
        "colonne" => (&mut corrections.columns, key.to_owned()),
        _ => return,
    };
    map.insert(key, value.to_owned());
}

/// Read once more, against the school of this moment; all of it, or nothing.
pub(super) async fn apply(
    db: Db,
    actor: Actor,
    Path((school, id)): Path<(PlaceId, OndeId)>,
    mut tx: Tx,
) -> Answer<Response> {
    let Some((school, upload)) = obtained(&mut tx, &actor, school, id).await? else {
        return refused(tx).await;
    };
    let (now, today) = (tx.now(), tx.today());
    let look = Look::of(tx.conn(), &school, &upload, Aim::ThisYear, today).await?;
    if !look.may_be_applied() {
        tx.record(&Activity::OndeRefused).await?;
        tx.commit().await?;
        let why = "Rien ne peut être appliqué pour l’instant\u{a0}: voyez ci-dessous ce qui manque.";
        return Ok(pages::one_with(&db, school, id, Aim::ThisYear, Some(why))
            .await?
            .invalid()
            .into_response());
    }
    apply::apply(&mut tx, &school, &look.school, &look.plan).await?;
    let report = serde_json::to_value(Report::of(&look.plan))?;
    queries::settle(tx.conn(), id, "applied", Some(&report), now).await?;
    tx.record(&Activity::OndeApplied { onde: id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/onde/{id}", school.id)))
}

pub(super) async fn drop_it(
    actor: Actor,
    Path((school, id)): Path<(PlaceId, OndeId)>,
    mut tx: Tx,
) -> Answer<Response> {
    let Some((school, _)) = obtained(&mut tx, &actor, school, id).await? else { return refused(tx).await };
    let now = tx.now();
    queries::settle(tx.conn(), id, "dropped", None, now).await?;
    tx.record(&Activity::OndeDropped { onde: id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/ecole/{}/onde", school.id)))
}

pub(super) async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::OndeRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}

/// Files that nobody came back to, and the remarks of reports: names are not kept for want of a click.
pub async fn forget_onde(app: App, before: DateTime<Utc>) -> Result<u64, Error> {
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    let gone = queries::forget(tx.conn(), before, now).await?;
    tx.commit().await?;
    Ok(gone)
}

//! One, or two for good; and two again.

use super::super::{Undo, merge, undo};
use super::queries::{self, Doubt, Scope};
use super::{pages, rules};
use crate::App;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use database::Tx;
use kernel::{Activity, Actor, Answer, DoubtId, Error, Form, MergeId, Path, PersonId, PlaceId, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Choice {
    /// Who stays.
    #[serde(default)]
    garder: String,
}

pub(super) async fn merge_in_school(
    State(app): State<App>,
    actor: Actor,
    Path((school, doubt)): Path<(PlaceId, DoubtId)>,
    mut tx: Tx,
    Form(form): Form<Choice>,
) -> Answer<Response> {
    let scope = queries::headed(tx.conn(), &actor, school).await?;
    merged(&app, &actor, tx, scope, doubt, &form).await
}

pub(super) async fn merge_in_project(
    State(app): State<App>,
    actor: Actor,
    Path(doubt): Path<DoubtId>,
    tx: Tx,
    Form(form): Form<Choice>,
) -> Answer<Response> {
    merged(&app, &actor, tx, queries::project(&actor), doubt, &form).await
}

async fn merged(
    app: &App,
    actor: &Actor,
    mut tx: Tx,
    scope: Option<Scope>,
    doubt: DoubtId,
    form: &Choice,
) -> Answer<Response> {
    let Some((scope, doubt)) = obtained(&mut tx, scope, doubt).await? else { return refused(tx).await };
    let today = tx.today();
    let sides = queries::sides(tx.conn(), &scope, [doubt.a, doubt.b], today).await?;
    let [a, b] = sides.as_slice() else { return refused(tx).await };
    let (keep, gone) = match form.garder.parse::<PersonId>() {
        Ok(keep) if keep == a.person => (a, b),
        Ok(keep) if keep == b.person => (b, a),
        _ => return shown_again(app, tx, scope, &doubt).await,
    };
    if rules::obstacle(a, b, scope.school.is_some()).is_some() {
        return shown_again(app, tx, scope, &doubt).await;
    }
    let (kept, gone) = (keep.person, gone.person);
    let id = merge(&mut tx, app.life_cycles, kept, gone, Some(actor.person)).await?;
    tx.record(&Activity::PeopleMerged { merge: id, kept, gone }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}/doublons", scope.path)))
}

async fn obtained(
    tx: &mut Tx,
    scope: Option<Scope>,
    doubt: DoubtId,
) -> Result<Option<(Scope, Doubt)>, Error> {
    let Some(scope) = scope else { return Ok(None) };
    let doubt = queries::doubts(tx.conn(), &scope, Some(doubt)).await?.pop();
    Ok(doubt.map(|doubt| (scope, doubt)))
}

async fn shown_again(app: &App, mut tx: Tx, scope: Scope, doubt: &Doubt) -> Answer<Response> {
    tx.record(&Activity::MergeRefused).await?;
    tx.commit().await?;
    Ok(pages::one(&app.db, scope, doubt.id, true).await?.invalid().into_response())
}

async fn refused(mut tx: Tx) -> Answer<Response> {
    tx.record(&Activity::MergeRefused).await?;
    tx.commit().await?;
    Err(Error::NotFound)
}

pub(super) async fn settle_in_school(
    actor: Actor,
    Path((school, doubt)): Path<(PlaceId, DoubtId)>,
    mut tx: Tx,
) -> Answer<Response> {
    let scope = queries::headed(tx.conn(), &actor, school).await?;
    settled(&actor, tx, scope, doubt).await
}

pub(super) async fn settle_in_project(actor: Actor, Path(doubt): Path<DoubtId>, tx: Tx) -> Answer<Response> {
    settled(&actor, tx, queries::project(&actor), doubt).await
}

async fn settled(actor: &Actor, mut tx: Tx, scope: Option<Scope>, doubt: DoubtId) -> Answer<Response> {
    let Some((scope, doubt)) = obtained(&mut tx, scope, doubt).await? else { return refused(tx).await };
    let now = tx.now();
    queries::settle(tx.conn(), &doubt, actor.person, now).await?;
    tx.record(&Activity::DoubtSettled { doubt: doubt.id }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}/doublons", scope.path)))
}

pub(super) async fn undo_in_school(
    State(app): State<App>,
    actor: Actor,
    Path((school, id)): Path<(PlaceId, MergeId)>,
    mut tx: Tx,
) -> Answer<Response> {
    let scope = queries::headed(tx.conn(), &actor, school).await?;
    undone(&app, &actor, tx, scope, id).await
}

pub(super) async fn undo_in_project(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<MergeId>,
    tx: Tx,
) -> Answer<Response> {
    undone(&app, &actor, tx, queries::project(&actor), id).await
}

async fn undone(app: &App, actor: &Actor, mut tx: Tx, scope: Option<Scope>, id: MergeId) -> Answer<Response> {
    let Some(scope) = scope else { return refused(tx).await };
    let now = tx.now();
    if queries::merges(tx.conn(), &scope, Some(id), now).await?.is_empty() {
        return refused(tx).await;
    }
    let why = match undo(&mut tx, id, Some(actor.person)).await? {
        Undo::Done => {
            tx.record(&Activity::MergeUndone { merge: id }).await?;
            tx.commit().await?;
            return Ok(see_other(&format!("{}/doublons", scope.path)));
        }
        Undo::TooLate => "Cette fusion ne peut plus être annulée.",
        Undo::LaterFirst => "Une fusion plus récente concerne les mêmes personnes\u{a0}: annulez-la d’abord.",
    };
    tx.record(&Activity::MergeRefused).await?;
    tx.commit().await?;
    Ok(pages::list(&app.db, scope, Some(why)).await?.invalid().into_response())
}

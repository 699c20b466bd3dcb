//! Asking for sheets by the thousand, and fetching a part.

use super::job::PrintRun;
use super::queries::{self, Asked};
use crate::App;
use crate::school::School;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use database::{Db, Tx};
use futures::TryStreamExt;
use kernel::{Activity, Actor, Answer, Error, Form, Path, see_other};
use serde::Deserialize;
use uuid::Uuid;

/// « eleves », « familles », « adultes ».
fn whom(typed: &str) -> Option<&'static str> {
    match typed {
        "eleves" => Some("pupils"),
        "familles" => Some("families"),
        "adultes" => Some("adults"),
        _ => None,
    }
}

/// The head asks for all classes of her school.
pub(crate) async fn ask_for_school(
    db: &Db,
    actor: &Actor,
    school: &School,
    typed: &str,
    form: &str,
    all: bool,
) -> Answer<Response> {
    let mut tx = db.begin_as(actor).await?;
    let Some(whom) = whom(typed) else {
        tx.record(&Activity::CodesRefused).await?;
        tx.commit().await?;
        return Err(Error::NotFound);
    };
    ask(tx, actor, Some(school.id.0), whom, form, all).await
}

#[derive(Deserialize)]
pub(super) struct Choice {
    #[serde(default)]
    whom: String,
    all: Option<String>,
    #[serde(default, rename = "as")]
    form: String,
}

pub(super) async fn ask_for_project(actor: Actor, mut tx: Tx, Form(form): Form<Choice>) -> Answer<Response> {
    let Some(whom) = whom(&form.whom) else {
        tx.record(&Activity::CodesRefused).await?;
        tx.commit().await?;
        return Err(Error::Refused("Choisissez pour qui faire les fiches.".to_owned()));
    };
    ask(tx, &actor, None, whom, &form.form, form.all.is_some()).await
}

async fn ask(
    mut tx: Tx,
    actor: &Actor,
    school: Option<Uuid>,
    whom: &str,
    form: &str,
    all: bool,
) -> Answer<Response> {
    let (today, run) = (tx.today(), Uuid::now_v7());
    let asked = Asked {
        id: run,
        by: actor.person,
        school,
        whom: whom.to_owned(),
        form: if form == "lettres" { "letters" } else { "slips" }.to_owned(),
        also_active: all,
        at: tx.now(),
    };
    queries::ask(tx.conn(), &asked, today).await?;
    jobs::enqueue(&mut tx, &PrintRun { run }).await?;
    tx.record(&Activity::SheetsAsked { run }).await?;
    tx.commit().await?;
    Ok(see_other(&format!("/fiches/{run}")))
}

/// Given once: what is given leaves the store.
pub(super) async fn fetch(
    State(app): State<App>,
    actor: Actor,
    Path((run, part)): Path<(Uuid, Uuid)>,
) -> Answer<Response> {
    let mut tx = app.db.begin_as(&actor).await?;
    let now = tx.now();
    let file = queries::take(tx.conn(), &actor, run, part, now).await?;
    let found = match file {
        Some(file) => storage::find(tx.conn(), file).await?,
        None => None,
    };
    let Some(file) = found else {
        tx.record(&Activity::CodesRefused).await?;
        tx.commit().await?;
        return Err(Error::NotFound);
    };
    let content = storage::open(&app.store, &file, file.kind.variants()[0]).await?;
    let pdf: Vec<u8> = content
        .stream
        .try_fold(Vec::new(), |mut all, bytes| async move {
            all.extend_from_slice(&bytes);
            Ok(all)
        })
        .await?;
    storage::remove(&app.store, tx.conn(), file.id).await?;
    tx.record(&Activity::SheetsFetched { run }).await?;
    tx.commit().await?;
    let saved = format!("attachment; filename=\"fiches-{}.pdf\"", &part.simple().to_string()[..8]);
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (CONTENT_DISPOSITION, saved),
        (CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, pdf).into_response())
}

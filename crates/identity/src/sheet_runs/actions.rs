//! Asking for sheets by the thousand, and fetching a part.

use super::job::{PrintRun, purpose};
use super::queries::{self, Asked};
use crate::App;
use crate::once::pdf_once;
use crate::school::School;
use anyhow::anyhow;
use axum::extract::State;
use axum::response::Response;
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

/// What was chosen on a form, for a school or for the project.
#[derive(Deserialize)]
pub(crate) struct Choice {
    #[serde(default)]
    pub whom: String,
    pub all: Option<String>,
    /// A letter by mail instead of paper, where there is an address.
    pub unmailed: Option<String>,
    #[serde(default, rename = "as")]
    pub form: String,
}

/// The head asks for all classes of her school.
pub(crate) async fn ask_for_school(
    db: &Db,
    actor: &Actor,
    school: &School,
    choice: &Choice,
) -> Answer<Response> {
    let mut tx = db.begin_as(actor).await?;
    let Some(whom) = whom(&choice.whom) else {
        tx.record(&Activity::CodesRefused).await?;
        tx.commit().await?;
        return Err(Error::NotFound);
    };
    ask(tx, actor, Some(school.id.0), whom, choice).await
}

pub(super) async fn ask_for_project(actor: Actor, mut tx: Tx, Form(form): Form<Choice>) -> Answer<Response> {
    let Some(whom) = whom(&form.whom) else {
        tx.record(&Activity::CodesRefused).await?;
        tx.commit().await?;
        return Err(Error::Refused("Choisissez pour qui faire les fiches.".to_owned()));
    };
    ask(tx, &actor, None, whom, &form).await
}

async fn ask(
    mut tx: Tx,
    actor: &Actor,
    school: Option<Uuid>,
    whom: &str,
    choice: &Choice,
) -> Answer<Response> {
    let (today, run) = (tx.today(), Uuid::now_v7());
    let asked = Asked {
        id: run,
        by: actor.person,
        school,
        whom: whom.to_owned(),
        form: if choice.form == "lettres" { "letters" } else { "slips" }.to_owned(),
        also_active: choice.all.is_some(),
        unmailed: choice.unmailed.is_some(),
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
    let sealed: Vec<u8> = content
        .stream
        .try_fold(Vec::new(), |mut all, bytes| async move {
            all.extend_from_slice(&bytes);
            Ok(all)
        })
        .await?;
    // Another key than the one of a week ago: nothing is lost, the part stays as it was.
    let pdf = app.vault.open(&purpose(part), &sealed);
    let pdf = pdf.ok_or_else(|| Error::Internal(anyhow!("sealed with another key")))?;
    storage::remove(&app.store, tx.conn(), file.id).await?;
    tx.record(&Activity::SheetsFetched { run }).await?;
    tx.commit().await?;
    Ok(pdf_once(&format!("fiches-{}", &part.simple().to_string()[..8]), pdf))
}

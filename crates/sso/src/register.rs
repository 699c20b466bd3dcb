//! What the project’s team writes down, changes, opens and closes: a service, another ENT. The same acts for both.
//!
//! Invariants: one after the other, so that two of the team do not write over each other; no two have one address; what
//! was refused is in the audit.

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::Tx;
use identity::App;
use identity::sources::Opening;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Page, Path, see_other};
use sqlx::PgConnection;
use std::future::Future;
use uuid::Uuid;

/// One of a kind that is kept so.
pub(crate) trait Kept: Clone + Send + Sync + 'static {
    type Said: Send + Sync;
    /// Where one of them is written down.
    const AT: &'static str;
    /// The form that says what one is.
    const FORM: &'static str;
    const ADDRESS_TAKEN: &'static str;
    const CLOSED_ALREADY: &'static str;
    const REFUSED: Activity;
    fn changed(id: Uuid, what: &'static str) -> Activity;

    fn id(&self) -> Uuid;
    fn said(&self) -> &Self::Said;
    fn address(said: &Self::Said) -> &str;
    /// What was typed of one. `inner`: it may lie in the school’s own network.
    fn read(typed: &Typed, today: NaiveDate, inner: bool) -> Result<Self::Said, Why>;
    fn opening(&self, typed: &Typed, today: NaiveDate) -> Result<Opening, Why>;

    fn lock(tx: &mut Tx) -> impl Future<Output = Result<(), sqlx::Error>> + Send;
    fn all(conn: &mut PgConnection) -> impl Future<Output = Result<Vec<Self>, sqlx::Error>> + Send;
    fn make(
        tx: &mut Tx,
        by: &Actor,
        said: &Self::Said,
    ) -> impl Future<Output = Result<Uuid, sqlx::Error>> + Send;
    fn change(
        &self,
        tx: &mut Tx,
        by: &Actor,
        said: &Self::Said,
    ) -> impl Future<Output = Result<(), sqlx::Error>> + Send;
    fn open(
        &self,
        tx: &mut Tx,
        by: &Actor,
        opening: Opening,
    ) -> impl Future<Output = Result<(), sqlx::Error>> + Send;
    /// `false`: it was not open.
    fn close(&self, tx: &mut Tx, by: &Actor) -> impl Future<Output = Result<bool, sqlx::Error>> + Send;

    fn page(app: &App, of: Option<Self>, again: Again) -> impl Future<Output = Result<Page, Error>> + Send;
}

fn done<K: Kept>(id: Uuid) -> Response {
    see_other(&format!("{}/{id}?fait=oui", K::AT))
}

async fn refused<K: Kept>(mut tx: Tx, app: &App, of: Option<K>, again: Again) -> Answer<Response> {
    tx.record(&K::REFUSED).await?;
    tx.commit().await?;
    Ok(K::page(app, of, again).await?.into_response())
}

/// Nobody else has this address.
fn alone<K: Kept>(said: K::Said, all: &[K], but: Option<Uuid>) -> Result<K::Said, Why> {
    if all.iter().any(|one| Some(one.id()) != but && K::address(one.said()) == K::address(&said)) {
        return Err(Why::Fields(FieldErrors::one("adresse", K::ADDRESS_TAKEN)));
    }
    Ok(said)
}

pub(crate) async fn make<K: Kept>(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    K::lock(&mut tx).await?;
    let all = K::all(tx.conn()).await?;
    let said = K::read(&typed, tx.today(), app.settings.inner_network);
    match said.and_then(|said| alone(said, &all, None)) {
        Err(why) => refused::<K>(tx, &app, None, Again::refused(K::FORM, typed, why)).await,
        Ok(said) => {
            let id = K::make(&mut tx, &actor, &said).await?;
            tx.record(&K::changed(id, "made")).await?;
            tx.commit().await?;
            Ok(done::<K>(id))
        }
    }
}

/// One of the list, held until the transaction ends; or written down that there is none.
async fn found<K: Kept>(tx: &mut Tx, id: Uuid) -> Result<(K, Vec<K>), Error> {
    K::lock(tx).await?;
    let all = K::all(tx.conn()).await?;
    let one = all.iter().find(|one| one.id() == id).cloned().ok_or(Error::NotFound)?;
    Ok((one, all))
}

pub(crate) async fn change<K: Kept>(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (one, all) = found::<K>(&mut tx, id).await?;
    let said = K::read(&typed, tx.today(), app.settings.inner_network);
    match said.and_then(|said| alone(said, &all, Some(id))) {
        Err(why) => refused(tx, &app, Some(one), Again::refused(K::FORM, typed, why)).await,
        Ok(said) => {
            one.change(&mut tx, &actor, &said).await?;
            tx.record(&K::changed(id, "changed")).await?;
            tx.commit().await?;
            Ok(done::<K>(id))
        }
    }
}

pub(crate) async fn open<K: Kept>(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Path(id): Path<Uuid>,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let (one, _) = found::<K>(&mut tx, id).await?;
    match one.opening(&typed, tx.today()) {
        Err(why) => refused(tx, &app, Some(one), Again::refused("ouverture", typed, why)).await,
        Ok(opening) => {
            one.open(&mut tx, &actor, opening).await?;
            tx.record(&K::changed(id, "opened")).await?;
            tx.commit().await?;
            Ok(done::<K>(id))
        }
    }
}

pub(crate) async fn close<K: Kept>(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Path(id): Path<Uuid>,
) -> Answer<Response> {
    let (one, _) = found::<K>(&mut tx, id).await?;
    if !one.close(&mut tx, &actor).await? {
        let again = Again::refused("fermeture", Typed::default(), Why::not(K::CLOSED_ALREADY));
        return refused(tx, &app, Some(one), again).await;
    }
    tx.record(&K::changed(id, "closed")).await?;
    tx.commit().await?;
    // The page of one asks again who she is.
    Ok(see_other("/pilotage/services?fait=oui"))
}

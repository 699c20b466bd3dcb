//! The document itself, to who may read the invoice.

use super::queries;
use axum::extract::State;
use axum::response::Response;
use cockpit::upload;
use identity::App;
use kernel::{Actor, Answer, Path as Of};
use storage::FileId;
use uuid::Uuid;

pub(super) async fn piece(State(app): State<App>, actor: Actor, Of(id): Of<Uuid>) -> Answer<Response> {
    let invoice = queries::invoice(&app.db.pool, &actor, id).await?;
    upload::download(&app, FileId(invoice.file), &format!("facture-{}", invoice.day)).await
}

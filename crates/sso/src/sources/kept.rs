//! Another ENT is kept as everything is that the team writes down here.

use super::{pages, rules};
use crate::register::Kept;
use chrono::NaiveDate;
use database::Tx;
use identity::App;
use identity::sources::{self, Opening, Said, Source};
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Error, Page};
use sqlx::PgConnection;
use uuid::Uuid;

impl Kept for Source {
    type Said = Said;
    const AT: &'static str = "/pilotage/services/entrees";
    const FORM: &'static str = "entree";
    const ADDRESS_TAKEN: &'static str = "Un autre ENT a cette adresse.";
    const CLOSED_ALREADY: &'static str = "Cet ENT est déjà fermé.";
    const REFUSED: Activity = Activity::EntrySourceRefused;

    fn changed(source: Uuid, what: &'static str) -> Activity {
        Activity::EntrySourceChanged { source, what }
    }

    fn id(&self) -> Uuid {
        self.id
    }

    fn said(&self) -> &Said {
        &self.said
    }

    fn address(said: &Said) -> &str {
        &said.address
    }

    fn read(typed: &Typed, today: NaiveDate, inner: bool) -> Result<Said, Why> {
        rules::said(typed, today, inner)
    }

    fn opening(&self, typed: &Typed, today: NaiveDate) -> Result<Opening, Why> {
        rules::opening(self, typed, today)
    }

    async fn lock(tx: &mut Tx) -> Result<(), sqlx::Error> {
        sources::lock(tx).await
    }

    async fn all(conn: &mut PgConnection) -> Result<Vec<Self>, sqlx::Error> {
        sources::all(conn).await
    }

    async fn make(tx: &mut Tx, by: &Actor, said: &Said) -> Result<Uuid, sqlx::Error> {
        sources::make(tx, by, said).await
    }

    async fn change(&self, tx: &mut Tx, by: &Actor, said: &Said) -> Result<(), sqlx::Error> {
        sources::change(tx, by, self, said).await
    }

    async fn open(&self, tx: &mut Tx, by: &Actor, opening: Opening) -> Result<(), sqlx::Error> {
        sources::open(tx, by, self, opening).await
    }

    /// Nobody comes in by it from here on, and what it had opened is closed. Who is linked stays linked.
    async fn close(&self, tx: &mut Tx, by: &Actor) -> Result<bool, sqlx::Error> {
        let was_open = sources::close(tx, by, self).await?;
        if was_open {
            sources::close_sessions(tx.conn(), self.id).await?;
        }
        Ok(was_open)
    }

    async fn page(app: &App, of: Option<Self>, again: Again) -> Result<Page, Error> {
        pages::page(app, of, again).await
    }
}

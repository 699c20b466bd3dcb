//! A service is kept as everything is that the team writes down here.

use super::queries::{self, Service};
use super::{pages, rules};
use crate::register::Kept;
use chrono::NaiveDate;
use database::Tx;
use identity::App;
use identity::sources::Opening;
use kernel::fields::Again;
use kernel::typed::{Typed, Why};
use kernel::{Activity, Actor, Error, Page};
use sqlx::PgConnection;
use uuid::Uuid;

impl Kept for Service {
    type Said = rules::Said;
    const AT: &'static str = "/pilotage/services";
    const FORM: &'static str = "service";
    const ADDRESS_TAKEN: &'static str = "Un autre service a cette adresse.";
    const CLOSED_ALREADY: &'static str = "Ce service est déjà fermé.";
    const REFUSED: Activity = Activity::SsoServiceRefused;

    fn changed(service: Uuid, what: &'static str) -> Activity {
        Activity::SsoServiceChanged { service, what }
    }

    fn id(&self) -> Uuid {
        self.id
    }

    fn said(&self) -> &rules::Said {
        &self.said
    }

    fn address(said: &rules::Said) -> &str {
        &said.address
    }

    fn read(typed: &Typed, today: NaiveDate, inner: bool) -> Result<rules::Said, Why> {
        rules::said(typed, today, inner)
    }

    fn opening(&self, typed: &Typed, today: NaiveDate) -> Result<Opening, Why> {
        rules::opening(self.state(today), typed, today)
    }

    async fn lock(tx: &mut Tx) -> Result<(), sqlx::Error> {
        queries::lock(tx).await
    }

    async fn all(conn: &mut PgConnection) -> Result<Vec<Self>, sqlx::Error> {
        queries::all(conn).await
    }

    async fn make(tx: &mut Tx, by: &Actor, said: &rules::Said) -> Result<Uuid, sqlx::Error> {
        queries::make(tx, by, said).await
    }

    async fn change(&self, tx: &mut Tx, by: &Actor, said: &rules::Said) -> Result<(), sqlx::Error> {
        queries::change(tx, by, self, said).await
    }

    async fn open(&self, tx: &mut Tx, by: &Actor, opening: Opening) -> Result<(), sqlx::Error> {
        queries::open(tx, by, self, opening).await
    }

    /// Tickets that were not used yet are good for nothing from here on: whoever comes with one is asked whether it is
    /// open.
    async fn close(&self, tx: &mut Tx, by: &Actor) -> Result<bool, sqlx::Error> {
        queries::close(tx, by, self).await
    }

    async fn page(app: &App, of: Option<Self>, again: Again) -> Result<Page, Error> {
        pages::page(app, of, again).await
    }
}

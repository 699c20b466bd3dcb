//! The Cast with a sister ENT that its operator wrote down, and what each test does again and again.

use identity::App;
use kernel::{PersonId, Routes};
use std::sync::Arc;
use testing::{Client, Reply, TestApp};

pub const SISTER: &str = "https://ent2d.example.org/";
/// Where she came from there.
pub const PAGE: &str = "https://ent2d.example.org/cours?c=3";

pub struct World {
    pub app: TestApp,
    pub service: String,
}

pub fn routes() -> Routes<App> {
    identity::routes().merge(sso::routes())
}

pub const CARD: [(&str, &str); 7] = [
    ("nom", "e-Collège"),
    ("adresse", SISTER),
    ("jumeau", "oui"),
    ("profil", "National_ENS"),
    ("profil", "National_DIR"),
    ("donnee", "profile"),
    ("fin", "oui"),
];

pub fn login(address: &str) -> String {
    format!("/cas/login?service={}", kernel::routes::encoded(address))
}

impl World {
    /// Written down and open, for teachers and heads.
    pub async fn new() -> Self {
        let world = Self::closed(TestApp::new(routes()).await, &CARD).await;
        world.opens().await;
        world
    }

    pub async fn closed(app: TestApp, card: &[(&str, &str)]) -> Self {
        let oger = app.as_(app.cast.oger).await;
        let reply = oger.post("/pilotage/services", card).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let service = reply.location().unwrap().split('?').next().unwrap().to_owned();
        Self { app, service }
    }

    /// On a machine where whoever runs it permits inner networks.
    pub async fn inner(card: &[(&str, &str)]) -> Self {
        let mut app = TestApp::new(routes()).await;
        permit(&mut app, true);
        let world = Self::closed(app, card).await;
        world.opens().await;
        world
    }

    pub async fn opens(&self) {
        let oger = self.app.as_(self.app.cast.oger).await;
        let today = self.app.app.db.clock.today().to_string();
        let reply = oger.post(&format!("{}/ouverture", self.service), &[("debut", &today)]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
    }

    pub async fn closes(&self) {
        let oger = self.app.as_(self.app.cast.oger).await;
        let reply = oger.post(&format!("{}/fermeture", self.service), &[]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
    }

    /// Whoever reads what leaves, and goes on: where she is sent.
    pub async fn reads(&self, who: &Client, address: &str) -> String {
        let page = who.get(&login(address)).await;
        assert_eq!(page.status, 200, "{}", page.text());
        let field = |name: &str| page.attribute(&format!("input[name={name}]"), "value").unwrap();
        let (service, donnees) = (field("service"), field("donnees"));
        let reply = who.post("/cas/login", &[("service", &service), ("donnees", &donnees)]).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        reply.location().unwrap().to_owned()
    }

    /// Somebody who has read it already, and comes for a ticket.
    pub async fn ticket(&self, who: &Client, address: &str) -> String {
        let reply = who.get(&login(address)).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        ticket_in(reply.location().unwrap())
    }

    pub async fn signed_in(&self, person: PersonId) -> Client {
        let client = self.app.as_(person).await;
        self.reads(&client, PAGE).await;
        client
    }

    pub async fn asks(&self, call: &str, address: &str, ticket: &str) -> Reply {
        let service = kernel::routes::encoded(address);
        self.app.nobody().get(&format!("/cas/{call}?service={service}&ticket={ticket}")).await
    }
}

pub fn permit(app: &mut TestApp, inner: bool) {
    let mut settings = (*app.app.settings).clone();
    settings.inner_network = inner;
    app.app.settings = Arc::new(settings);
    let (_, router) = app.second_server(routes());
    app.through(router);
}

pub fn ticket_in(address: &str) -> String {
    address.split_once("ticket=").unwrap().1.to_owned()
}

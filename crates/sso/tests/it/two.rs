//! Two ENTs on two real sockets: here, and the sister ENT, whose CAS server is ours. And a server that says what a test
//! wants it to say.

use crate::world::{routes, ticket_in};
use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use kernel::PersonId;
use kernel::routes::encoded;
use std::sync::{Arc, Mutex};
use testing::{Client, PASSWORD, Reply, TestApp};
use tokio::net::TcpListener;

pub const ENTRIES: &str = "/pilotage/services/entrees";

/// An ENT on a socket of its own, where inner networks are permitted.
pub async fn ent() -> (TestApp, String) {
    let mut app = TestApp::new(routes()).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let mut settings = (*app.app.settings).clone();
    settings.inner_network = true;
    settings.public_url.clone_from(&address);
    app.app.settings = Arc::new(settings);
    let (_, router) = app.second_server(routes());
    app.through(router.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (app, address)
}

/// Written down by the operator, and open: its id.
pub async fn source(app: &TestApp, address: &str, profiles: &[&str]) -> String {
    let oger = app.as_(app.cast.oger).await;
    let mut card = vec![("nom", "e-Collège"), ("adresse", address), ("fondement", "Convention du 1er juin")];
    card.extend(profiles.iter().map(|p| ("profil", *p)));
    let reply = oger.post(ENTRIES, &card).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let path = reply.location().unwrap().split('?').next().unwrap().to_owned();
    let today = app.app.db.clock.today().to_string();
    let reply = oger.post(&format!("{path}/ouverture"), &[("debut", &today)]).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    path.rsplit('/').next().unwrap().to_owned()
}

pub struct Two {
    pub here: TestApp,
    pub there: TestApp,
    pub here_url: String,
    pub there_url: String,
    pub source: String,
}

impl Two {
    pub async fn new() -> Self {
        let ((here, here_url), (there, there_url)) = (ent().await, ent().await);
        let source =
            source(&here, &format!("{there_url}/cas"), &["National_ENS", "National_DIR", "National_ELV"])
                .await;
        let card = [
            ("nom", "Écoles"),
            ("adresse", &*format!("{here_url}/entrer/")),
            ("profil", "National_ENS"),
            ("profil", "National_DIR"),
            ("fin", "oui"),
        ];
        let oger = there.as_(there.cast.oger).await;
        let reply = oger.post("/pilotage/services", &card).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        let service = reply.location().unwrap().split('?').next().unwrap().to_owned();
        let today = there.app.db.clock.today().to_string();
        assert_eq!(oger.post(&format!("{service}/ouverture"), &[("debut", &today)]).await.status, 303);
        Self { here, there, here_url, there_url, source }
    }

    pub fn path(&self, end: &str) -> String {
        format!("/entrer/{}{end}", self.source)
    }

    /// A browser of this person there.
    pub async fn at_sister(&self, person: impl Fn(&TestApp) -> PersonId) -> Client {
        self.there.as_(person(&self.there)).await
    }

    /// Leaves from here, and is sent back with a ticket: the path to come back by.
    pub async fn leaves(&self, browser: &mut Client, sister: &Client) -> String {
        let off = browser.get(&self.path("?retour=/moi")).await;
        assert_eq!(off.status, 303, "{}", off.text());
        browser.keeps(&off);
        let asked = off.location().unwrap().strip_prefix(&self.there_url).unwrap().to_owned();
        assert!(asked.starts_with("/cas/login?service="), "{asked}");
        let mut back = sister.get(&asked).await;
        if back.status == 200 {
            let field = |name: &str| back.attribute(&format!("input[name={name}]"), "value").unwrap();
            let fields = [("service", &*field("service")), ("donnees", &*field("donnees"))];
            assert_eq!(sister.post("/cas/login", &fields).await.status, 303);
            back = sister.get(&asked).await;
        }
        assert_eq!(back.status, 303, "{}", back.text());
        back.location().unwrap().strip_prefix(&self.here_url).unwrap().to_owned()
    }

    /// There and back.
    pub async fn comes(&self, browser: &mut Client, sister: &Client) -> Reply {
        let back = self.leaves(browser, sister).await;
        assert!(ticket_in(&back).starts_with("ST-"));
        let reply = browser.get(&back).await;
        browser.keeps(&reply);
        reply
    }

    /// Comes as nobody, signs in here with a password, shows there that it is she, and links.
    pub async fn links(&self, login: &str, sister: &Client) -> (Client, Reply) {
        let mut browser = self.here.nobody();
        let unknown = self.comes(&mut browser, sister).await;
        assert!(unknown.status == 200 && unknown.says("n’ouvre encore aucun compte"), "{}", unknown.text());
        let relier = self.path("/relier");
        assert_eq!(
            unknown.attribute("a.button", "href").unwrap(),
            format!("/connexion?retour={}", encoded(&relier))
        );
        let entered =
            browser.post("/connexion", &[("login", login), ("secret", PASSWORD), ("retour", &relier)]).await;
        assert_eq!(entered.location(), Some(&*relier), "{}", entered.text());
        browser.keeps(&entered);
        let early = browser.post(&relier, &[]).await;
        assert_eq!(early.location(), Some(&*relier), "whose session it is there is not shown yet");
        let shown = self.shows(&mut browser, sister).await;
        let reply = if shown.status == 303 { browser.post(&relier, &[]).await } else { shown };
        browser.keeps(&reply);
        (browser, reply)
    }

    /// Shows the other ENT, a moment later, once more who she is, and comes back.
    pub async fn shows(&self, browser: &mut Client, sister: &Client) -> Reply {
        let off = browser.get(&self.path("?relier=oui")).await;
        browser.keeps(&off);
        let asked = off.location().unwrap().strip_prefix(&self.there_url).unwrap().to_owned();
        assert!(asked.ends_with("&renew=true"), "{asked}");
        let mut sister = sister.clone();
        let asked = sister.get(&asked).await;
        self.there.at(self.there.app.db.clock.now() + TimeDelta::seconds(1));
        let form = sister.follow(&asked).await;
        let back = form.attribute("input[name=retour]", "value").unwrap();
        let shown = sister.post("/confirmer", &[("secret", PASSWORD), ("retour", &back)]).await;
        let sent = sister.follow(&shown).await;
        let reply = browser.get(sent.location().unwrap().strip_prefix(&self.here_url).unwrap()).await;
        browser.keeps(&reply);
        reply
    }

    /// Whom it opens here.
    pub async fn linked(&self) -> i64 {
        self.here.count("select count(*) from entry_link").await
    }
}

/// What the server says next: a status, a place to go, a body.
pub type Says = Arc<Mutex<(StatusCode, String, Vec<u8>)>>;

async fn say(State(says): State<Says>, uri: Uri) -> Response {
    let (status, to, body) = says.lock().unwrap().clone();
    // An ENT of CAS 2 only.
    if status == StatusCode::IM_A_TEAPOT {
        let only_two = !uri.path().contains("/p3/");
        return if only_two { body.into_response() } else { StatusCode::NOT_FOUND.into_response() };
    }
    (status, [(header::LOCATION, to)], body).into_response()
}

/// A CAS server of a test’s own.
pub async fn liar() -> (String, Says) {
    let says: Says = Arc::new(Mutex::new((StatusCode::OK, String::new(), Vec::new())));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}/cas", listener.local_addr().unwrap());
    let router = Router::new().fallback(say).with_state(says.clone());
    tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, says)
}

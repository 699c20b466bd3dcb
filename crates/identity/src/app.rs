//! What every handler may use.

use crate::{Traces, Vault};
use axum::extract::FromRef;
use database::Db;
use kernel::{Clock, LifeCycle};
use std::net::SocketAddr;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use storage::Store;

/// Read and validated once at start.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// « ENT du Val d’Ormes ».
    pub project: String,
    /// Where people reach us, without a final slash: for links in mails. Over https the cookie is
    /// `__Host-` and Secure.
    pub public_url: String,
    /// A demonstration: the sign-in page shows accounts, sent mail can be read on a page.
    pub demo: bool,
    /// Behind a proxy: the client's address is in X-Forwarded-For.
    pub trust_proxy: bool,
    /// What the project names (servers of virtual classes, names of schools) may be on an inner network, and there
    /// without https: an ENT that is not on the internet.
    pub inner_network: bool,
    /// In a demonstration: what the sign-in page offers to try.
    pub demo_accounts: Vec<DemoAccount>,
    pub demo_ways: Vec<DemoWay>,
    pub names: NameTries,
    /// Where one writes to the help, when its mailbox is read.
    pub help_address: Option<String>,
}

/// How the domain names of schools are tried.
#[derive(Debug, Clone, Default)]
pub struct NameTries {
    /// The name server to ask; else those of the system.
    pub server: Option<SocketAddr>,
    /// Where HTTPS answers; 443.
    pub port: Option<u16>,
    /// An authority beside those that browsers know, as DER.
    pub root: Option<Vec<u8>>,
}

/// A way in to try in a demonstration that is not a login and a secret.
#[derive(Debug, Clone, Default)]
pub struct DemoWay {
    pub title: String,
    pub hint: String,
    pub href: String,
}

/// One face to try in a demonstration, secret included: nothing there is real.
#[derive(Debug, Clone, Default)]
pub struct DemoAccount {
    /// « Familles »: accounts of one group follow each other.
    pub group: &'static str,
    /// « Nadia, mère de Lina et Sami ».
    pub title: String,
    pub login: String,
    pub password: String,
}

impl Settings {
    #[must_use]
    pub fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The address as one reads it out: « ent.example.org ».
    #[must_use]
    pub fn site(&self) -> &str {
        self.public_url.trim_start_matches("https://").trim_start_matches("http://")
    }
}

/// One list for each area; `web` hands them over, because `identity` knows no area above it.
pub type LifeCycles = &'static [&'static [LifeCycle]];

#[derive(Clone)]
pub struct Means {
    pub db: Db,
    pub store: Store,
    pub settings: Arc<Settings>,
    /// Seals what the database must not give away by itself.
    pub vault: Vault,
    /// What becomes of what every area holds about a person: for merging two, erasing one, giving her her data.
    pub life_cycles: LifeCycles,
    /// What areas hold of what somebody wrote: for looking back after a hijack.
    pub traces: Traces,
}

/// What every handler may use, shared: each layer around the routes copies it for each request, several times over.
#[derive(Clone)]
pub struct App(Arc<Means>);

impl App {
    #[must_use]
    pub fn new(means: Means) -> Self {
        Self(Arc::new(means))
    }
}

impl Deref for App {
    type Target = Means;

    fn deref(&self) -> &Means {
        &self.0
    }
}

/// Another with something else in it: those that were shared before stay as they are.
impl DerefMut for App {
    fn deref_mut(&mut self) -> &mut Means {
        Arc::make_mut(&mut self.0)
    }
}

impl FromRef<App> for Db {
    fn from_ref(app: &App) -> Self {
        app.db.clone()
    }
}

impl FromRef<App> for Clock {
    fn from_ref(app: &App) -> Self {
        app.db.clock.clone()
    }
}

impl FromRef<App> for Store {
    fn from_ref(app: &App) -> Self {
        app.store.clone()
    }
}

impl FromRef<App> for Arc<Settings> {
    fn from_ref(app: &App) -> Self {
        app.settings.clone()
    }
}

//! The routes table. Every route is declared here with who may come: there is no other way in
//! (`axum::Router::route` is forbidden by lint), and the table is printed, checked in and tested.
//!
//! The access of a route is the coarse gate; what a person may see behind it is decided where it is
//! obtained. A refusal is a 404: what you may not see does not exist for you.
//!
//! A route may be sensitive (`Access::Heads.sensitive()`): whoever may come has to have shown a short while
//! ago that she is still herself, at [`CONFIRM`]; a session left open gives nothing of it away.

use crate::actor::Confirmed;
use crate::{Actor, Error, Leaver, RoleKind, page};
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};

/// Who may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Nobody needs to sign in.
    Anyone,
    /// Whoever is signed in.
    Members,
    /// Whoever is signed in, and who is leaving: her own data, and the way out.
    OwnData,
    /// Signed in and not a pupil.
    Adults,
    /// Adults who work in a school.
    SchoolAdults,
    /// Heads of school.
    Heads,
    /// Who steers schools without working in them: inspectors, and the project's people.
    Steering,
    /// Who steers schools, and an IEN numérique who supports some: the support of circonscriptions, and nothing else.
    Backing,
    /// Who steers schools, and the agents of the communes that bear them.
    Territory,
    /// Whoever steers a territory, and the legal adviser: what the project signs and is held to.
    Texts,
    /// The project's people, and its legal adviser.
    Counsel,
    /// The national level; the project's people see what it sees.
    National,
    /// The project's directory operators (DSI) and managers.
    Project,
}

impl Access {
    #[must_use]
    pub fn admits(self, actor: Option<&Actor>) -> bool {
        let Some(actor) = actor else { return self == Self::Anyone };
        match self {
            Self::Anyone | Self::Members | Self::OwnData => true,
            Self::Adults => !actor.is_pupil(),
            Self::SchoolAdults => actor.roles.iter().any(|r| r.kind.is_school_adult()),
            Self::Heads => actor.is(RoleKind::Head),
            Self::Steering => actor.is_project() || actor.is(RoleKind::Inspector),
            Self::Backing => Self::Steering.admits(Some(actor)) || actor.is(RoleKind::DigitalInspector),
            Self::Territory => Self::Steering.admits(Some(actor)) || actor.is(RoleKind::CommuneAgent),
            Self::Texts => Self::Territory.admits(Some(actor)) || actor.is_legal_adviser(),
            Self::Counsel => actor.is_project() || actor.is_legal_adviser(),
            Self::National => actor.is_project() || actor.is(RoleKind::National),
            Self::Project => actor.is_project(),
        }
    }
}

/// Who may come, and whether she has to have shown lately that she is still herself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate {
    pub access: Access,
    pub sensitive: bool,
}

impl Access {
    /// For what a stolen session must not do: printing codes, applying an import, closing accounts.
    #[must_use]
    pub const fn sensitive(self) -> Gate {
        Gate { access: self, sensitive: true }
    }
}

impl From<Access> for Gate {
    fn from(access: Access) -> Self {
        Self { access, sensitive: false }
    }
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub method: Method,
    pub path: &'static str,
    pub access: Access,
    pub sensitive: bool,
}

/// Where one shows that one is still oneself.
pub const CONFIRM: &str = "/confirmer";
/// The one page of somebody who is leaving.
pub const OWN_DATA: &str = "/moi/mes-donnees";

/// The most that an ordinary form may weigh.
const FORM: usize = 64 << 10;
/// How long it may take to arrive.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(15);

/// Routes and who may come to each.
pub struct Routes<S = ()> {
    router: Router<S>,
    table: Vec<Route>,
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self { router: Router::new(), table: Vec::new() }
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn get<H: Handler<T, S>, T: 'static>(
        self,
        path: &'static str,
        access: impl Into<Gate>,
        handler: H,
    ) -> Self {
        self.add(Method::GET, path, access.into(), get(handler))
    }

    #[must_use]
    pub fn post<H: Handler<T, S>, T: 'static>(
        self,
        path: &'static str,
        access: impl Into<Gate>,
        handler: H,
    ) -> Self {
        self.add(Method::POST, path, access.into(), post(handler).layer(from_fn(whole)))
    }

    /// Like [`Routes::post`], with the size that this route may receive. Its handler reads the body by itself,
    /// and opens its transaction afterwards.
    #[must_use]
    pub fn upload<H: Handler<T, S>, T: 'static>(
        self,
        path: &'static str,
        access: impl Into<Gate>,
        bytes: usize,
        handler: H,
    ) -> Self {
        let limit = axum::extract::DefaultBodyLimit::max(bytes);
        self.add(Method::POST, path, access.into(), post(handler).layer(limit))
    }

    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    /// The table, ordered by path then method.
    #[must_use]
    pub fn table(&self) -> Vec<Route> {
        let mut table = self.table.clone();
        table.sort_by(|a, b| (a.path, a.method.as_str()).cmp(&(b.path, b.method.as_str())));
        table
    }

    pub fn into_router(self) -> Router<S> {
        self.router
    }

    #[expect(clippy::disallowed_methods, reason = "the one place where a route is made, with its access")]
    fn add(mut self, method: Method, path: &'static str, gate: Gate, to: MethodRouter<S>) -> Self {
        let gated = to.layer(from_fn(move |request, next| pass(gate, request, next)));
        self.router = self.router.route(path, gated);
        self.table.push(Route { method, path, access: gate.access, sensitive: gate.sensitive });
        self
    }
}

async fn pass(gate: Gate, request: Request, next: Next) -> Response {
    if request.extensions().get::<Leaver>().is_some() {
        return pass_leaver(gate, request, next).await;
    }
    let actor = request.extensions().get::<Actor>();
    if !gate.access.admits(actor) {
        return if actor.is_some() { Error::NotFound.into_response() } else { to_sign_in(&request) };
    }
    if gate.sensitive && !actor.is_some_and(|actor| is_enough(actor.confirmed, request.method())) {
        return to_confirm(&request);
    }
    next.run(request).await
}

/// Somebody who is leaving comes to what is everybody's, and to her own data; a page sends her there.
async fn pass_leaver(gate: Gate, request: Request, next: Next) -> Response {
    if matches!(gate.access, Access::Anyone | Access::OwnData) && !gate.sensitive {
        return next.run(request).await;
    }
    if *request.method() == Method::GET && page::is_wanted(request.headers()) {
        return Redirect::to(OWN_DATA).into_response();
    }
    Error::NotFound.into_response()
}

/// A form that was opened in time can still be sent a little later.
fn is_enough(confirmed: Confirmed, method: &Method) -> bool {
    match confirmed {
        Confirmed::Now => true,
        Confirmed::Before => *method != Method::GET,
        Confirmed::No => false,
    }
}

/// An ordinary form is here in whole before its handler begins: a transaction waits for no slow sender.
async fn whole(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, FORM)).await {
        Ok(Ok(bytes)) => next.run(Request::from_parts(parts, bytes.into())).await,
        Ok(Err(_)) => {
            Error::TooLarge("Ce texte est trop long\u{a0}: raccourcissez-le, puis recommencez.".to_owned())
                .into_response()
        }
        Err(_) => {
            Error::Refused("L’envoi a été interrompu. Vérifiez la connexion, puis recommencez.".to_owned())
                .into_response()
        }
    }
}

/// A page sends to the sign-in page and back; anything else (a fragment, a file, an event stream) is
/// told 401 so that the page around it can say so.
fn to_sign_in(request: &Request) -> Response {
    if !page::is_wanted(request.headers()) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let back = match *request.method() {
        Method::GET => here(request.uri()),
        _ => "/".to_owned(),
    };
    Redirect::to(&format!("/connexion?retour={}", encoded(&back))).into_response()
}

/// The same for who is signed in and has to show it again: back to this page, or to the page of the form.
fn to_confirm(request: &Request) -> Response {
    if !page::is_wanted(request.headers()) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let back = match *request.method() {
        Method::GET => here(request.uri()),
        _ => comes_from(request.headers()),
    };
    Redirect::to(&format!("{CONFIRM}?retour={}", encoded(&back))).into_response()
}

fn here(uri: &Uri) -> String {
    uri.path_and_query().map_or("/", |p| p.as_str()).to_owned()
}

/// The path of the page that a form was sent from. The confirmation page checks that it is one of ours.
fn comes_from(headers: &HeaderMap) -> String {
    let from = headers.get(header::REFERER).and_then(|r| r.to_str().ok()?.parse::<Uri>().ok());
    from.map_or_else(|| "/".to_owned(), |uri| here(&uri))
}

/// An address of ours as the value of another one’s parameter.
#[must_use]
pub fn encoded(path: &str) -> String {
    path.bytes()
        .map(|b| match b {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                char::from(b).to_string()
            }
            _ => format!("%{b:02X}"),
        })
        .collect()
}

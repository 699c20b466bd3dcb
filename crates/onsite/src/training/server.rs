//! The server of virtual classes: named by the project, its secret sealed, never shown again.

use super::meeting::{Kind, Server, checked_address};
use super::pages::{Shown, pairs};
use super::queries::{self, Said};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use identity::App;
use identity::options::{self, LocalOption};
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::typed::{Reading, SHORT, Typed, Why};
use kernel::{Activity, Actor, Answer, Error, Form, Page, Query, see_other};

/// To what the secret is sealed.
const PURPOSE: &str = "meeting server";

#[derive(Template)]
#[template(path = "training/server.html")]
struct ServerPage {
    said: Option<Said>,
    since: Option<String>,
    private: bool,
    again: Again,
}

pub(super) async fn server(State(app): State<App>, Query(shown): Query<Shown>) -> Answer<Page> {
    page(&app, Again::done(shown.fait.is_some())).await
}

async fn page(app: &App, again: Again) -> Answer<Page> {
    let said = queries::server(&app.db.pool).await?;
    let refused = again.is_refused();
    let since = said.as_ref().map(|s| full_day(app.db.clock.day_of(s.at)));
    let body = ServerPage { said, since, private: app.settings.inner_network, again };
    let page = Page::new("Serveur de classes virtuelles", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ServerPage {
    fn kinds() -> Vec<(String, String)> {
        pairs(&[("bigbluebutton", "BigBlueButton"), ("jitsi", "Jitsi Meet (avec jetons signés)")])
    }

    fn kind(&self) -> &'static str {
        self.said.as_ref().map_or("bigbluebutton", |s| s.kind.name())
    }

    fn address(&self) -> &str {
        self.said.as_ref().map_or("", |s| &s.address)
    }

    fn app_id(&self) -> &str {
        self.said.as_ref().map_or("", |s| &s.app_id)
    }
}

/// The server, ready to sign; nothing when the project named none.
pub(super) async fn opened(app: &App) -> Result<Option<Server>, Error> {
    let Some(said) = queries::server(&app.db.pool).await? else { return Ok(None) };
    let secret = app.vault.open(PURPOSE, &said.sealed);
    if secret.is_none() {
        tracing::warn!("the secret of the server of virtual classes does not open with this key");
    }
    Ok(secret.map(|secret| Server { kind: said.kind, address: said.address, app_id: said.app_id, secret }))
}

/// « classe.example.org », as one is told where one goes.
pub(super) fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default().to_owned()
}

struct New {
    kind: Kind,
    address: String,
    app_id: String,
    secret: String,
}

fn decided(app: &App, typed: &Typed, known: bool) -> Result<New, Why> {
    let mut read = Reading::new(typed, app.db.clock.today());
    let kind = read.one_of("genre", &Kind::WORDS);
    let address =
        match kind.map(|kind| checked_address(kind, typed.of("adresse"), app.settings.inner_network)) {
            Some(Ok(address)) => address,
            Some(Err(sentence)) => {
                read.errors.add("adresse", sentence);
                String::new()
            }
            None => String::new(),
        };
    let app_id = read.optional("application", SHORT);
    if kind == Some(Kind::Jitsi) && app_id.is_empty() {
        read.errors.add("application", "Donnez l’identifiant d’application du serveur Jitsi.");
    }
    let secret = read.optional("secret", SHORT);
    if secret.is_empty() && !known {
        read.errors.add("secret", "Donnez le secret que le serveur partage avec Préau.");
    }
    read.checked(kind.map(|kind| New { kind, address, app_id, secret }))
}

pub(super) async fn say(State(app): State<App>, actor: Actor, Form(typed): Form<Typed>) -> Answer<Response> {
    let before = queries::server(&app.db.pool).await?;
    let decided = match decided(&app, &typed, before.is_some()) {
        // Names, voices and faces would go elsewhere than was looked at.
        Ok(new) if before.as_ref().is_none_or(|b| b.address != new.address) => {
            match options::refusal(&app.db.pool, LocalOption::VirtualClass).await? {
                Some(sentence) => Err(Why::not(sentence)),
                None => Ok(new),
            }
        }
        other => other,
    };
    let new = match decided {
        Ok(new) => new,
        Err(why) => {
            app.db.record(Some(&actor), &Activity::TrainingRefused).await?;
            return Ok(page(&app, Again::refused("serveur", typed, why)).await?.into_response());
        }
    };
    let sealed = match (&*new.secret, before) {
        ("", Some(before)) => before.sealed,
        (secret, _) => app.vault.seal(PURPOSE, secret.as_bytes())?,
    };
    let mut tx = app.db.begin_as(&actor).await?;
    let (kind, address, app_id, at) = (new.kind, new.address, new.app_id, tx.now());
    queries::keep_server(&mut tx, &actor, &Said { kind, address, app_id, sealed, at }).await?;
    tx.record(&Activity::MeetingServerNamed).await?;
    tx.commit().await?;
    Ok(see_other("/formations/serveur?fait=oui"))
}

//! « Sécurité »: what is set up, and setting up more.

use super::queries::{self, Factors, PasskeyRow};
use super::{passkeys, rules};
use crate::accounts::queries as accounts;
use crate::sign_in::rules::local;
use crate::{App, devices};
use askama::Template;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;
use database::Db;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::convert::{Builder, Shape};
use fast_qr::qr::QRBuilder;
use kernel::routes::CONFIRM;
use kernel::{Actor, Answer, Confirmed, Error, FieldErrors, Page, Query, see_other};
use serde::Deserialize;

/// How long a QR code on the screen may be scanned.
const PATIENCE: TimeDelta = TimeDelta::minutes(30);

#[derive(Deserialize)]
pub(super) struct Asked {
    pub fait: Option<String>,
    pub retour: Option<String>,
}

#[derive(Template)]
#[template(path = "factors/overview.html")]
struct Overview {
    factors: Factors,
    passkeys: Vec<(PasskeyRow, String)>,
    needed: bool,
    /// Browsers allow passkeys at this address.
    keys_work: bool,
    trusted: i64,
    done: Option<&'static str>,
}

pub(super) async fn overview(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let (db, now) = (&app.db.pool, app.db.clock.now());
    let said = |row: PasskeyRow| {
        let said = match row.used_at {
            Some(at) => format!("utilisée {}", app.db.clock.spoken(at)),
            None => format!("ajoutée {}", app.db.clock.spoken(row.since)),
        };
        (row, said)
    };
    let body = Overview {
        factors: queries::of(db, actor.person).await?,
        passkeys: queries::passkeys(db, actor.person).await?.into_iter().map(said).collect(),
        needed: is_needed(&app.db, &actor).await?,
        keys_work: passkeys::webauthn(&app).is_some(),
        trusted: devices::trusted(db, actor.person, now).await?,
        done: match asked.fait.as_deref() {
            Some("cle") => Some("Votre clé d’accès est ajoutée."),
            Some("retire") => Some("C’est retiré."),
            Some("appareils") => Some("La vérification sera demandée partout."),
            _ => None,
        },
    };
    Page::new("Sécurité", &body)
}

/// By her roles, or because she reads what others ask for help.
pub(crate) async fn is_needed(db: &Db, actor: &Actor) -> Result<bool, sqlx::Error> {
    if actor.roles.iter().any(|role| rules::needed_for(role.kind)) {
        return Ok(true);
    }
    queries::helps(&db.pool, actor.person, db.clock.today()).await
}

#[derive(Template)]
#[template(path = "factors/application.html")]
struct Application<'a> {
    qr: String,
    secret: String,
    setup: String,
    /// The password is asked for: she has not shown lately that she is herself.
    asks_password: bool,
    back: &'a str,
    errors: FieldErrors,
}

/// Who has a factor shows it before setting up another in its place; who has none gives her password.
pub(super) async fn application(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    if must_show_first(&app, &actor).await? {
        return Ok(see_other(&format!("{CONFIRM}?retour=/moi/securite/application")));
    }
    let secret: [u8; 20] = rand::random();
    application_page(&app, &actor, &secret, local(asked.retour.as_deref()), FieldErrors::default()).await
}

pub(super) async fn must_show_first(app: &App, actor: &Actor) -> Result<bool, Error> {
    Ok(actor.confirmed != Confirmed::Now && queries::of(&app.db.pool, actor.person).await?.any())
}

/// What a secret on the screen is lent for.
pub(super) fn setting_up(actor: &Actor) -> String {
    format!("setup:{}", actor.person)
}

pub(super) async fn application_page(
    app: &App,
    actor: &Actor,
    secret: &[u8; 20],
    back: &str,
    errors: FieldErrors,
) -> Answer<Response> {
    let account = accounts::of(&app.db.pool, actor.person).await?.ok_or(Error::NotFound)?;
    let counter = rules::counter(secret, &app.settings.project, &account.login).ok_or(Error::NotFound)?;
    let qr = QRBuilder::new(counter.to_url()?).build().map_err(|cause| anyhow::anyhow!("{cause:?}"));
    let wrong = !errors.is_empty();
    let body = Application {
        qr: SvgBuilder::default().shape(Shape::Square).to_str(&qr.map_err(Error::Internal)?),
        secret: rules::in_fours(&counter.secret().to_base32()),
        setup: app.vault.lend(&setting_up(actor), secret.to_vec(), app.db.clock.now() + PATIENCE)?,
        asks_password: actor.confirmed != Confirmed::Now,
        back,
        errors,
    };
    let page = Page::new("Application d’authentification", &body)?;
    Ok(secret_page(if wrong { page.invalid() } else { page }))
}

#[derive(Template)]
#[template(path = "factors/codes.html")]
struct Codes<'a> {
    codes: Vec<String>,
    project: &'a str,
    login: &'a str,
    back: &'a str,
}

/// The recovery codes, once.
pub(super) async fn codes_page(app: &App, actor: &Actor, codes: Vec<String>, back: &str) -> Answer<Response> {
    let account = accounts::of(&app.db.pool, actor.person).await?.ok_or(Error::NotFound)?;
    let body = Codes { codes, project: &app.settings.project, login: &account.login, back };
    Ok(secret_page(Page::new("Codes de secours", &body)?))
}

#[derive(Template)]
#[template(path = "factors/passkey.html")]
struct Passkey<'a> {
    name: &'a str,
    asks_password: bool,
    keys_work: bool,
    back: &'a str,
    errors: FieldErrors,
}

pub(super) async fn passkey(
    State(app): State<App>,
    actor: Actor,
    client: crate::accounts::Client,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    if must_show_first(&app, &actor).await? {
        return Ok(see_other(&format!("{CONFIRM}?retour=/moi/securite/cle")));
    }
    let back = local(asked.retour.as_deref());
    Ok(passkey_page(&app, &actor, &client.device, back, FieldErrors::default())?.into_response())
}

pub(super) fn passkey_page(
    app: &App,
    actor: &Actor,
    name: &str,
    back: &str,
    errors: FieldErrors,
) -> Result<Page, Error> {
    let wrong = !errors.is_empty();
    let body = Passkey {
        name,
        asks_password: actor.confirmed != Confirmed::Now,
        keys_work: passkeys::webauthn(app).is_some(),
        back,
        errors,
    };
    let page = Page::new("Clé d’accès", &body)?;
    Ok(if wrong { page.invalid() } else { page })
}

/// No cache, no history of it.
fn secret_page(page: Page) -> Response {
    let mut response = page.into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

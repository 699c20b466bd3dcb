//! The page that asks, for what she has: a code or a passkey, a password, or first a second factor.

use crate::App;
use crate::factors::{self, passkeys, queries};
use crate::sign_in::rules::local;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{Actor, Answer, Confirmed, Error, FieldErrors, Page, Query, see_other};
use serde::Deserialize;

/// What is asked of somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    /// Of whom nothing more is required, and who set up nothing more.
    Password,
    /// A code; `passkey`: or a passkey.
    Factor { application: bool, passkey: bool },
    /// To set one up first. In a demonstration the password will do: nothing there is real.
    SetUp { demo: bool },
}

pub(super) async fn asks(app: &App, actor: &Actor) -> Result<Asks, Error> {
    let has = queries::of(&app.db.pool, actor.person).await?;
    Ok(if has.any() {
        let passkey = has.passkeys > 0 && passkeys::webauthn(app).is_some();
        Asks::Factor { application: has.application, passkey }
    } else if factors::is_needed(&app.db, actor).await? {
        Asks::SetUp { demo: app.settings.demo }
    } else {
        Asks::Password
    })
}

#[derive(Template)]
#[template(path = "confirm/show.html")]
struct Show<'a> {
    asks: Asks,
    back: &'a str,
    /// The same, inside an address.
    back_query: String,
    keys_work: bool,
    errors: FieldErrors,
}

impl Show<'_> {
    fn asks_password(&self) -> bool {
        matches!(self.asks, Asks::Password | Asks::SetUp { demo: true })
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    retour: Option<String>,
    /// Whoever sends here wants it shown anew, however lately it was.
    encore: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let back = local(asked.retour.as_deref());
    if actor.confirmed == Confirmed::Now && asked.encore.is_none() {
        return Ok(see_other(back));
    }
    let asks = asks(&app, &actor).await?;
    Ok(page(&app, asks, back, FieldErrors::default())?.into_response())
}

pub(super) fn page(app: &App, asks: Asks, back: &str, errors: FieldErrors) -> Result<Page, Error> {
    let wrong = !errors.is_empty();
    let keys_work = passkeys::webauthn(app).is_some();
    let back_query = kernel::routes::encoded(back);
    let page = Page::new("C’est bien vous\u{a0}?", &Show { asks, back, back_query, keys_work, errors })?;
    Ok(if wrong { page.invalid() } else { page })
}

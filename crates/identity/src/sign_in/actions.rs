//! In and out.

use super::pages::Show;
use super::{factor, rules};
use crate::accounts::{Account, Client, passwords, queries, rules::login_typed, throttle};
use crate::sessions::{self, Opening};
use crate::sources::{Came, Through};
use crate::{App, devices, openings, pass_phrases, sources};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use database::Tx;
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Oneself, SessionKind, Visitor, see_other};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct SignIn {
    #[serde(default)]
    login: String,
    #[serde(default)]
    secret: String,
    retour: Option<String>,
    keep: Option<String>,
}

/// No transaction is open while the secret is compared.
pub(super) async fn sign_in(
    State(app): State<App>,
    client: Client,
    visitor: Visitor,
    Form(form): Form<SignIn>,
) -> Answer<Response> {
    let login = login_typed(&form.login);
    // What is turned away here leaves no entry: a loop would fill the audit.
    throttle::enter(&app.db, &login, &client.address).await?;
    let account = queries::by_login(&app.db.pool, &login).await?;
    let typed = rules::secret(account.as_ref(), &form.secret);
    let right = passwords::verify(typed, account.as_ref().and_then(|a| a.password_hash.clone())).await?;
    let Some(account) = account.filter(|a| right && a.opens()) else {
        throttle::failed(&app.db, &client.address).await?;
        app.db.record(None, &Activity::SignInRefused).await?;
        return again(&app, &form).await;
    };
    admitted(&app, &client, visitor, &account, &form).await
}

async fn admitted(
    app: &App,
    client: &Client,
    visitor: Visitor,
    account: &Account,
    form: &SignIn,
) -> Answer<Response> {
    openings::admit(&app.db, account.person).await?;
    let mut tx = app.db.begin().await?;
    if let Some(before) = visitor.actor {
        sessions::close(tx.conn(), &before, before.session).await?;
    }
    let now = tx.now();
    if factor::is_asked(&mut tx, account, client).await? {
        tx.record(&Activity::FactorAsked { person: account.person }).await?;
        tx.commit().await?;
        return factor::ask(app, account, form.keep.is_some(), rules::local(form.retour.as_deref()), None);
    }
    queries::activate_pupil(tx.conn(), account, now).await?;
    let cookies = welcome(app, &mut tx, account, client, form.keep.is_some()).await?;
    tx.record(&Activity::SignedIn { person: account.person }).await?;
    let today = tx.today();
    let to = match rules::local(form.retour.as_deref()) {
        "/" if account.pupil && pass_phrases::should_choose(tx.conn(), account.person, today).await? => {
            "/mes-mots"
        }
        to => to,
    };
    tx.commit().await?;
    Ok((cookies, see_other(to)).into_response())
}

/// Opens a session for somebody who has shown a password or a code; what is recorded after it is in her name.
pub async fn welcome(
    app: &App,
    tx: &mut Tx,
    account: &Account,
    client: &Client,
    keep: bool,
) -> Result<CookieJar, Error> {
    entered(app, tx, account, client, Entry { keep, ..Entry::default() }).await
}

/// Another ENT said who she is: as after a password, and not kept when the browser closes.
pub(crate) async fn through(
    app: &App,
    client: &Client,
    visitor: Visitor,
    account: &Account,
    came: Came<'_>,
) -> Answer<Response> {
    let (mut tx, back) = (app.db.begin().await?, rules::local(Some(came.back)));
    if let Some(before) = visitor.actor {
        sessions::close(tx.conn(), &before, before.session).await?;
    }
    if factor::is_asked(&mut tx, account, client).await? {
        tx.record(&Activity::FactorAsked { person: account.person }).await?;
        tx.commit().await?;
        return factor::ask(app, account, false, back, Some(came.through));
    }
    let (source, when) = (came.through.source, (tx.now(), tx.today()));
    if !sources::holds(tx.conn(), source, account.person, when).await? {
        return Err(Error::NotFound);
    }
    let entry = Entry { through: Some(&came.through), ..Entry::default() };
    let cookies = entered(app, &mut tx, account, client, entry).await?;
    tx.record(&Activity::SignedInFrom { person: account.person, source }).await?;
    tx.commit().await?;
    Ok((cookies, see_other(back)).into_response())
}

/// How somebody came in.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry<'a> {
    /// The browser keeps the cookie when it closes.
    pub keep: bool,
    /// A second factor was shown, or a passkey, which is two in one.
    pub factor: bool,
    /// It is not to be asked for on this device for a while.
    pub trust: bool,
    /// Another ENT said who she is: she showed nothing here.
    pub through: Option<&'a Through>,
}

pub(super) async fn entered(
    app: &App,
    tx: &mut Tx,
    account: &Account,
    client: &Client,
    entry: Entry<'_>,
) -> Result<CookieJar, Error> {
    let (now, secure, person) = (tx.now(), app.settings.secure(), account.person);
    queries::forget_tries(tx.conn(), &[&account.login]).await?;
    let kind = if account.phrase { SessionKind::Phrase } else { SessionKind::Login };
    let (device, keep, through) = (client.device.as_str(), entry.keep, entry.through);
    let how = Opening { device, keep, kind, through, ..Opening::default() };
    let (session, token) = sessions::open_as(tx.conn(), person, &how, now).await?;
    tx.shown_to_be(person, Some(session));
    let mut cookies = CookieJar::new().add(sessions::session_cookie(token, secure, entry.keep));
    if account.pupil {
        return Ok(cookies);
    }
    if entry.factor || (through.is_none() && factor::password_is_enough(tx, person).await?) {
        sessions::confirm(tx.conn(), session, now).await?;
    }
    let known = client.known.as_deref();
    cookies = cookies.add(devices::came(tx, person, &client.device, known, entry.trust, secure).await?);
    Ok(cookies)
}

async fn again(app: &App, form: &SignIn) -> Answer<Response> {
    let mut show = Show::of(app, &form.login, rules::local(form.retour.as_deref())).await?;
    show.errors = FieldErrors::one(
        "login",
        "Cet identifiant et ce mot de passe ne vont pas ensemble. Vérifiez-les, ou demandez-en un nouveau \
         ci-dessous.",
    );
    Ok(show.page()?.invalid().into_response())
}

/// Also for somebody whose session has already ended: the cookie goes.
pub(super) async fn sign_out(
    State(app): State<App>,
    oneself: Option<Oneself>,
    actor: Option<Actor>,
    mut tx: Tx,
) -> Answer<Response> {
    let door = rules::door(actor.map(|a| a.session_kind));
    if let Some(oneself) = oneself {
        sessions::end(tx.conn(), &oneself).await?;
        tx.record(&Activity::SignedOut).await?;
    }
    tx.commit().await?;
    let cookies = CookieJar::new().add(sessions::ended_cookie(app.settings.secure()));
    Ok((cookies, see_other(door)).into_response())
}

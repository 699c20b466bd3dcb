//! The second step, and the passkey, which needs no first.
//!
//! Between the two steps nothing is kept here: the browser holds a sealed note of who showed her password,
//! good for ten minutes and for as long as that password is.

use super::actions::{Entry, entered};
use super::pages::Show;
use super::rules::local;
use crate::accounts::{Account, Client, queries as accounts, throttle};
use crate::factors::{self, passkeys, queries as factor_queries, rules as factor_rules};
use crate::sources::{self, Through};
use crate::{App, devices};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use chrono::TimeDelta;
use database::Tx;
use kernel::{Activity, Answer, Error, FieldErrors, Form, Page, PersonId, see_other};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

const PATIENCE: TimeDelta = TimeDelta::minutes(10);
const STEP: &str = "sign-in step";
const VERIFY: &str = "/connexion/verification";

/// Who showed her password a moment ago.
#[derive(Serialize, Deserialize)]
struct Step {
    person: PersonId,
    keep: bool,
    back: String,
    /// Of the password that was shown: a new one ends this.
    password: String,
    /// She showed none: another ENT said who she is.
    #[serde(default)]
    through: Option<Through>,
}

fn mark(account: &Account) -> String {
    hex::encode(Sha256::digest(account.password_hash.as_deref().unwrap_or_default()))
}

/// An adult who set one up, on a device where she did not say that it is not to be asked for.
pub(super) async fn is_asked(tx: &mut Tx, account: &Account, client: &Client) -> Result<bool, Error> {
    if account.pupil || !factor_queries::of(tx.conn(), account.person).await?.any() {
        return Ok(false);
    }
    let now = tx.now();
    match &client.known {
        Some(token) => Ok(!devices::queries::is_trusted(tx.conn(), account.person, token, now).await?),
        None => Ok(true),
    }
}

/// For sensitive acts: of whom no second factor is required, and who set none up.
pub(super) async fn password_is_enough(tx: &mut Tx, person: PersonId) -> Result<bool, Error> {
    let today = tx.today();
    let kinds = factor_queries::kinds(tx.conn(), person, today).await?;
    Ok(!kinds.into_iter().any(factor_rules::needed_for)
        && !factor_queries::helps(tx.conn(), person, today).await?
        && !factor_queries::of(tx.conn(), person).await?.any())
}

pub(super) fn ask(
    app: &App,
    account: &Account,
    keep: bool,
    back: &str,
    through: Option<Through>,
) -> Answer<Response> {
    let (person, password) = (account.person, mark(account));
    let step = Step { person, keep, back: back.to_owned(), password, through };
    let note = app.vault.lend(STEP, step, app.db.clock.now() + PATIENCE)?;
    Ok((CookieJar::new().add(step_cookie(app, note)), see_other(VERIFY)).into_response())
}

fn step_cookie(app: &App, note: String) -> Cookie<'static> {
    let secure = app.settings.secure();
    let mut cookie = Cookie::new(if secure { "__Host-preau-etape" } else { "preau-etape" }, note);
    cookie.set_path("/");
    cookie.set_http_only(true);
    cookie.set_secure(secure);
    cookie.set_same_site(SameSite::Lax);
    cookie
}

/// Whose second step this browser is at.
async fn begun(app: &App, cookies: &CookieJar) -> Result<Option<(Step, Account)>, Error> {
    let name = step_cookie(app, String::new()).name().to_owned();
    let note = cookies.get(&name).map(Cookie::value).unwrap_or_default();
    let Some(step) = app.vault.back::<Step>(STEP, note, app.db.clock.now()) else { return Ok(None) };
    let account = accounts::of(&app.db.pool, step.person).await?;
    Ok(account.filter(|a| a.opens() && mark(a) == step.password).map(|account| (step, account)))
}

#[derive(Template)]
#[template(path = "sign_in/factor.html")]
struct Verify {
    application: bool,
    passkey: bool,
    back: String,
    keep: bool,
    errors: FieldErrors,
}

async fn page(app: &App, step: &Step, errors: FieldErrors) -> Result<Page, Error> {
    let factors = factor_queries::of(&app.db.pool, step.person).await?;
    let wrong = !errors.is_empty();
    let body = Verify {
        application: factors.application,
        passkey: factors.passkeys > 0 && passkeys::webauthn(app).is_some(),
        back: step.back.clone(),
        keep: step.keep,
        errors,
    };
    let page = Page::new("Vérification", &body)?.bare();
    Ok(if wrong { page.invalid() } else { page })
}

pub(super) async fn show(State(app): State<App>, cookies: CookieJar) -> Answer<Response> {
    match begun(&app, &cookies).await? {
        Some((step, _)) => Ok(page(&app, &step, FieldErrors::default()).await?.into_response()),
        None => Ok(see_other("/connexion")),
    }
}

#[derive(Deserialize)]
pub(super) struct Code {
    #[serde(default)]
    code: String,
    trust: Option<String>,
}

pub(super) async fn verify(
    State(app): State<App>,
    client: Client,
    cookies: CookieJar,
    Form(form): Form<Code>,
) -> Answer<Response> {
    let Some((step, account)) = begun(&app, &cookies).await? else {
        app.db.record(None, &Activity::SignInRefused).await?;
        return Ok(see_other("/connexion"));
    };
    factors::may_try(&app, account.person, &client).await?;
    let mut tx = app.db.begin().await?;
    let Some(shown) = factors::show_code(&app, &mut tx, account.person, &form.code).await? else {
        tx.record(&Activity::SignInRefused).await?;
        tx.commit().await?;
        throttle::failed(&app.db, &client.address).await?;
        return Ok(page(&app, &step, FieldErrors::one("code", WRONG)).await?.into_response());
    };
    throttle::forget_factor(tx.conn(), account.person).await?;
    if !still_holds(&mut tx, &step).await? {
        tx.record(&Activity::SignInRefused).await?;
        tx.commit().await?;
        return Ok(see_other("/connexion"));
    }
    let (keep, trust, through) = (step.keep, form.trust.is_some(), step.through.as_ref());
    let cookies =
        entered(&app, &mut tx, &account, &client, Entry { keep, factor: true, trust, through }).await?;
    tx.record(&signed_in(&step)).await?;
    tx.commit().await?;
    let to = if shown == factors::Shown::Recovery { "/moi/securite" } else { local(Some(&step.back)) };
    let mut ended = step_cookie(&app, String::new());
    ended.make_removal();
    Ok((cookies.add(ended), see_other(to)).into_response())
}

/// What another ENT opens may have ended between the two steps.
async fn still_holds(tx: &mut Tx, step: &Step) -> Result<bool, Error> {
    let Some(through) = &step.through else { return Ok(true) };
    let when = (tx.now(), tx.today());
    Ok(sources::holds(tx.conn(), through.source, step.person, when).await?)
}

fn signed_in(step: &Step) -> Activity {
    let person = step.person;
    match &step.through {
        Some(through) => Activity::SignedInFrom { person, source: through.source },
        None => Activity::SignedIn { person },
    }
}

pub(crate) const WRONG: &str = "Ce code ne va pas, ou il a déjà servi. Attendez que l’application en montre un \
                                autre, ou prenez un de vos codes de secours.";

/// What the browser asks the authenticator; nothing is kept of it.
pub(super) async fn question(State(app): State<App>) -> Answer<Response> {
    passkeys::asked_for(&passkeys::to_show(&app)?.ok_or(Error::NotFound)?)
}

#[derive(Deserialize)]
pub(super) struct Passkey {
    #[serde(default)]
    question: String,
    #[serde(default)]
    answer: String,
    keep: Option<String>,
    retour: Option<String>,
}

pub(super) async fn passkey(
    State(app): State<App>,
    client: Client,
    Form(form): Form<Passkey>,
) -> Answer<Response> {
    throttle::address_may_try(&app.db, &client.address).await?;
    let mut tx = app.db.begin().await?;
    let person = factors::show_passkey(&app, &mut tx, &form.question, &form.answer).await?;
    let account = match person {
        Some(person) => accounts::of(tx.conn(), person).await?.filter(Account::opens),
        None => None,
    };
    let back = local(form.retour.as_deref());
    let Some(account) = account else {
        tx.record(&Activity::SignInRefused).await?;
        tx.commit().await?;
        throttle::failed(&app.db, &client.address).await?;
        let mut show = Show::of(&app, "", back).await?;
        show.errors = FieldErrors::one(
            "login",
            "Cette clé d’accès n’ouvre aucun compte ici. Entrez avec votre mot de passe.",
        );
        return Ok(show.page()?.invalid().into_response());
    };
    let entry = Entry { keep: form.keep.is_some(), factor: true, ..Entry::default() };
    let cookies = entered(&app, &mut tx, &account, &client, entry).await?;
    tx.record(&Activity::SignedIn { person: account.person }).await?;
    tx.commit().await?;
    Ok((cookies, see_other(back)).into_response())
}

//! From the code of a slip to the first session.

use super::pages::{Attach, Child, Password, refused};
use super::queries::{ChildName, children_to_name};
use super::rules;
use crate::accounts::{Account, Client, codes, passwords, queries, rules as good, throttle};
use crate::sign_in::welcome;
use crate::{App, factors, openings, sessions};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Visitor, see_other};
use serde::Deserialize;

const UNKNOWN: &str = "Ce code n’ouvre aucun compte, ou il a déjà servi. Vérifiez-le sur votre fiche\u{a0}; \
                       s’il ne marche toujours pas, demandez une nouvelle fiche à l’école.";
const OF_A_PUPIL: &str = "C’est un code d’élève\u{a0}: il se tape avec l’identifiant de la fiche, sur la page \
                          «\u{a0}Se connecter\u{a0}».";
const NOT_THE_CHILD: &str = "Ce n’est pas ce prénom-là. Écrivez-le comme à l’école. Si cette fiche n’est pas \
                             celle de votre enfant, rendez-la à l’école.";

/// A slip that was opened with its code, and the children that whoever holds it has to name.
pub(super) struct Slip {
    pub code: String,
    pub account: Account,
    pub children: Vec<ChildName>,
}

impl Slip {
    pub(super) fn first_names(&self) -> String {
        let names: Vec<_> = self.children.iter().map(|c| c.first_name.as_str()).collect();
        kernel::listed(&names)
    }
}

#[derive(Deserialize)]
pub(super) struct Typed {
    #[serde(default)]
    pub code: String,
    /// The first name of a child.
    #[serde(default)]
    pub child: String,
    #[serde(default)]
    password: String,
    charter: Option<String>,
}

pub(super) async fn code(
    State(app): State<App>,
    client: Client,
    visitor: Visitor,
    Form(form): Form<Typed>,
) -> Answer<Response> {
    let Some(slip) = opened(&app, &client, &form.code).await? else {
        app.db.record(None, &Activity::ActivationRefused).await?;
        return refused(&form.code);
    };
    app.db.record(None, &Activity::ActivationStarted { person: slip.account.person }).await?;
    next_step(&slip, visitor.actor.as_ref())
}

/// A family names its child; others choose a password.
pub(super) fn next_step(slip: &Slip, actor: Option<&Actor>) -> Answer<Response> {
    if slip.children.is_empty() {
        return after_child(slip, "", actor);
    }
    Child { code: &slip.code, child: "", errors: FieldErrors::default() }.answer()
}

/// The child was named.
fn after_child(slip: &Slip, child: &str, actor: Option<&Actor>) -> Answer<Response> {
    match actor.filter(|a| !slip.children.is_empty() && !a.is_pupil() && a.person != slip.account.person) {
        Some(actor) => Attach { slip, child, name: &actor.name }.answer(),
        None => Password { slip, child, errors: FieldErrors::default() }.answer(),
    }
}

pub(super) async fn child(
    State(app): State<App>,
    client: Client,
    visitor: Visitor,
    Form(form): Form<Typed>,
) -> Answer<Response> {
    let slip = match named(&app, &client, &form).await? {
        Ok(slip) => slip,
        Err(answer) => return Ok(answer),
    };
    app.db.record(None, &Activity::ActivationStarted { person: slip.account.person }).await?;
    after_child(&slip, &form.child, visitor.actor.as_ref())
}

/// The password is hashed before the transaction; the code is used up inside.
pub(super) async fn finish(
    State(app): State<App>,
    client: Client,
    Form(form): Form<Typed>,
) -> Answer<Response> {
    let slip = match named(&app, &client, &form).await? {
        Ok(slip) => slip,
        Err(answer) => return Ok(answer),
    };
    if let Err(errors) = checked(&form, &slip.account) {
        app.db.record(None, &Activity::ActivationRefused).await?;
        return Password { slip: &slip, child: &form.child, errors }.answer();
    }
    let hash = passwords::hash(form.password).await?;
    activated(&app, &client, &slip, &hash).await
}

/// Uses the code up. Whoever was in with the old password is out.
async fn activated(app: &App, client: &Client, slip: &Slip, hash: &str) -> Answer<Response> {
    let account = &slip.account;
    let mut tx = app.db.begin().await?;
    let now = tx.now();
    if !queries::activate(tx.conn(), account, &slip.code, hash, now).await? {
        tx.record(&Activity::ActivationRefused).await?;
        tx.commit().await?;
        return refused(&slip.code);
    }
    sessions::close_all(tx.conn(), account.person, None).await?;
    if factors::queries::of(tx.conn(), account.person).await?.any() {
        tx.record(&Activity::AccountActivated { person: account.person }).await?;
        tx.commit().await?;
        // A printed code is no second factor.
        return Ok(see_other("/connexion?mot_de_passe=1"));
    }
    let cookies = welcome(app, &mut tx, account, client, false).await?;
    tx.record(&Activity::AccountActivated { person: account.person }).await?;
    tx.commit().await?;
    let first = account.state == "to_activate" && !slip.children.is_empty();
    Ok((cookies, see_other(if first { "/moi/enfants?bienvenue=1" } else { "/" })).into_response())
}

/// The slip whose code was given and whose child was named, or the page that asks again: recorded as refused.
pub(super) async fn named(app: &App, client: &Client, form: &Typed) -> Result<Result<Slip, Response>, Error> {
    let Some(slip) = opened(app, client, &form.code).await? else {
        app.db.record(None, &Activity::ActivationRefused).await?;
        return refused(&form.code).map(Err);
    };
    if slip.children.is_empty() {
        return Ok(Ok(slip));
    }
    if let Err(wait) = throttle::child(&app.db, slip.account.person).await {
        app.db.record(None, &Activity::ActivationRefused).await?;
        return Err(wait);
    }
    if !rules::names_one(&form.child, &slip.children) {
        throttle::failed(&app.db, &client.address).await?;
        app.db.record(None, &Activity::ActivationRefused).await?;
        let errors = FieldErrors::one("child", NOT_THE_CHILD);
        return Child { code: &slip.code, child: &form.child, errors }.answer().map(Err);
    }
    throttle::child_named(&app.db, slip.account.person).await?;
    Ok(Ok(slip))
}

/// The account behind a typed code. A wrong one counts against the address.
pub(super) async fn opened(app: &App, client: &Client, typed: &str) -> Result<Option<Slip>, Error> {
    if let Err(wait) = throttle::address_may_try(&app.db, &client.address).await {
        app.db.record(None, &Activity::ActivationRefused).await?;
        return Err(wait);
    }
    let (now, today) = (app.db.clock.now(), app.db.clock.today());
    if let Some(code) = codes::adult_typed(typed)
        && let Some(account) = queries::by_code(&app.db.pool, &code, now).await?
    {
        openings::admit(&app.db, account.person).await?;
        let children = children_to_name(&app.db.pool, account.person, today).await?;
        return Ok(Some(Slip { code, account, children }));
    }
    throttle::failed(&app.db, &client.address).await?;
    Ok(None)
}

/// Why a code opens nothing, as far as it can be seen.
pub(super) fn why_not(code: &str) -> &'static str {
    if codes::pupil_typed(code).is_some() { OF_A_PUPIL } else { UNKNOWN }
}

fn checked(form: &Typed, account: &Account) -> Result<(), FieldErrors> {
    let mut errors = FieldErrors::default();
    if let Some(fault) = good::password_fault(&form.password, &account.names()) {
        errors.add("password", fault);
    }
    if !account.charter && form.charter.is_none() {
        errors.add("charter", "Lisez la charte et cochez la case pour entrer.");
    }
    errors.checked()
}

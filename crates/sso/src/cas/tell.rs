//! Before anything leaves for the first time: what, to whom. Told again when it becomes more, or when the service moves.

use super::login::{self, Wanted};
use super::{queries, rules};
use crate::address;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use database::Tx;
use identity::App;
use kernel::typed::Typed;
use kernel::{Activity, Actor, Answer, Error, Form, Page, see_other};

#[derive(Template)]
#[template(path = "cas/tell.html")]
struct Tell<'a> {
    name: &'a str,
    host: String,
    address: &'a str,
    renew: bool,
    since: String,
    user: String,
    attributes: String,
    lines: Vec<(&'static str, String)>,
    pupil: bool,
}

/// An attribute as one reads it.
fn spoken(name: &str, value: &str) -> (&'static str, String) {
    match name {
        "ENTPersonProfils" => ("Profil", crate::profiles::french(value).to_owned()),
        "ENTPersonNom" => ("Nom", value.to_owned()),
        "ENTPersonPrenom" => ("Prénom", value.to_owned()),
        _ => ("École (UAI)", value.to_owned()),
    }
}

pub(super) async fn page(app: &App, actor: &Actor, wanted: &Wanted) -> Answer<Response> {
    let who = queries::who(&app.db.pool, actor.person, app.db.clock.today()).await?.ok_or(Error::NotFound)?;
    let user = rules::identifier(&app.vault, wanted.service.id, actor.person);
    let leaves = rules::leaves(&wanted.service, &who, user).ok_or(Error::NotFound)?;
    let body = Tell {
        name: &wanted.service.said.name,
        host: address::host(&wanted.service.said.address),
        address: wanted.url.as_str(),
        renew: wanted.renew,
        since: wanted.since.clone(),
        user: leaves.user,
        attributes: wanted.service.said.attributes.join(" "),
        lines: leaves.attributes.iter().map(|(name, value)| spoken(name, value)).collect(),
        pupil: actor.is_pupil(),
    };
    Ok(Page::new(format!("Ouvrir {}", wanted.service.said.name), &body)?.into_response())
}

/// She read it and goes on. What it is now is what she was told: the form says where, not what.
pub(super) async fn told(
    State(app): State<App>,
    actor: Actor,
    mut tx: Tx,
    Form(typed): Form<Typed>,
) -> Answer<Response> {
    let wanted = login::wanted(&app, &typed).await?;
    let admitted =
        wanted.and_then(|wanted| rules::admits(&wanted.service, &actor, tx.today()).map(|_| wanted));
    match admitted {
        Ok(wanted) if wanted.service.said.attributes.join(" ") == typed.of("donnees") => {
            queries::tell(&mut tx, &actor, &wanted.service).await?;
            tx.record(&Activity::SsoTold { service: wanted.service.id }).await?;
            tx.commit().await?;
            Ok(see_other(&wanted.here()))
        }
        // It has become more while she read.
        Ok(wanted) => {
            tx.record(&Activity::SsoToldRefused).await?;
            tx.commit().await?;
            let mut again = page(&app, &actor, &wanted).await?;
            *again.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(again)
        }
        Err(no) => {
            tx.record(&Activity::SsoToldRefused).await?;
            tx.commit().await?;
            login::page(&no)
        }
    }
}

//! The sign-in page.

use super::rules;
use crate::sources::{self, Door};
use crate::{App, DemoAccount, DemoWay, class_session, lending};
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use kernel::{Answer, FieldErrors, Page, Query, Visitor, see_other};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "sign_in/show.html")]
pub(super) struct Show<'a> {
    pub project: &'a str,
    pub login: &'a str,
    pub back: &'a str,
    pub notice: Option<&'static str>,
    pub errors: FieldErrors,
    pub demo_accounts: Vec<&'a [DemoAccount]>,
    pub demo_ways: &'a [DemoWay],
    /// « Entrer avec e-Collège ».
    pub doors: Vec<Door>,
}

impl<'a> Show<'a> {
    pub async fn of(app: &'a App, login: &'a str, back: &'a str) -> Result<Self, kernel::Error> {
        let accounts = if app.settings.demo { app.settings.demo_accounts.as_slice() } else { &[] };
        Ok(Self {
            project: &app.settings.project,
            login,
            back,
            notice: None,
            errors: FieldErrors::default(),
            demo_ways: if app.settings.demo { &app.settings.demo_ways } else { &[] },
            demo_accounts: accounts.chunk_by(|a, b| a.group == b.group).collect(),
            doors: sources::doors(&app.db.pool, app.db.clock.today()).await?,
        })
    }

    pub fn page(&self) -> Result<Page, kernel::Error> {
        Ok(Page::new("Se connecter", self)?.bare())
    }
}

impl DemoAccount {
    /// « Nadia Benali » and « mère de Lina et Sami ».
    fn parts(&self) -> (&str, &str) {
        self.title.split_once(", ").unwrap_or((&self.title, ""))
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    retour: Option<String>,
    /// Where she comes from: a new password was chosen.
    mot_de_passe: Option<String>,
}

pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    cookies: CookieJar,
    Query(asked): Query<Asked>,
) -> Answer<Response> {
    let back = rules::local(asked.retour.as_deref());
    if visitor.actor.is_some() {
        return Ok(see_other(back));
    }
    if class_session::is_tablet(&app, &cookies).await? {
        return Ok(see_other("/tablette"));
    }
    if lending::is_lent(&app, &cookies).await? {
        return Ok(see_other("/enfants/fini"));
    }
    let mut show = Show::of(&app, "", back).await?;
    show.notice = asked.mot_de_passe.map(
        |_| "Votre nouveau mot de passe est enregistré, et toutes vos sessions sont fermées. Connectez-vous.",
    );
    Ok(show.page()?.into_response())
}

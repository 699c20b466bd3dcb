//! « Sécurité » of the project and of a school.

use super::actions::Choice;
use super::queries::{self, Alert, Contained, FreezeRow, Past, Reach, Touched};
use super::rules::Profile;
use crate::App;
use crate::school;
use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kernel::{Actor, Answer, Clock, Error, FieldErrors, Page, Path, PlaceId, Query};
use serde::Deserialize;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    fait: Option<String>,
    /// A name or an identifier.
    qui: String,
    /// For the project: one school and its classes.
    ecole: Option<PlaceId>,
}

#[derive(Template)]
#[template(path = "containment/show.html")]
struct Show<'a> {
    title: String,
    /// The address of this page.
    here: &'a str,
    project: bool,
    /// The project looks at one school.
    narrowed: bool,
    head: bool,
    reaches: Vec<Reach>,
    profiles: Vec<Profile>,
    freezes: Vec<FreezeRow>,
    past: Vec<Past>,
    alerts: Vec<Alert>,
    asked: &'a str,
    found: Vec<Contained>,
    /// As sent, when it was not accepted.
    choice: &'a Choice,
    done: Option<&'static str>,
    errors: FieldErrors,
    clock: &'a Clock,
}

impl Show<'_> {
    fn said(&self, at: &DateTime<Utc>) -> String {
        self.clock.spoken(*at)
    }

    /// Where new sheets are printed for who has no address.
    fn sheets(&self) -> String {
        match self.here.strip_suffix("/securite") {
            Some(school) if school.starts_with("/ecole/") => format!("{school}/fiches?papier=1"),
            _ => "/pilotage/fiches".to_owned(),
        }
    }

    fn frozen_now(&self) -> bool {
        self.freezes.iter().any(|freeze| freeze.reopened_at.is_none())
    }

    fn chosen(&self, reach: &Reach) -> bool {
        self.choice.lieu == reach.value()
    }

    fn ticked(&self, profile: &Profile) -> bool {
        self.choice.profil.iter().any(|name| name == profile.name())
    }

    /// Where a wider freeze may be opened alone.
    fn inside(&self, freeze: &FreezeRow) -> Vec<&Reach> {
        self.reaches.iter().filter(|reach| reach.place().is_some() && reach.place() != freeze.place).collect()
    }

    /// The value of the form's place for a freeze that she may end.
    fn hers(&self, freeze: &FreezeRow) -> Option<String> {
        let reach = self.reaches.iter().find(|reach| reach.place() == freeze.place)?;
        reach.profiles().iter().any(|p| p.name() == freeze.profile).then(|| reach.value())
    }

    fn profile(&self, name: &str) -> &'static str {
        Profile::named(name).map_or("", Profile::french)
    }

    fn steps(&self, past: &Past) -> Vec<(String, i64, i64)> {
        let of = |step: &serde_json::Value| {
            let number = |name: &str| step.get(name).and_then(serde_json::Value::as_i64).unwrap_or_default();
            let name = step.get("step").and_then(|s| s.as_str()).unwrap_or_default().to_owned();
            (name, number("count"), number("ms"))
        };
        past.steps.as_array().into_iter().flatten().map(of).collect()
    }
}

pub(super) async fn project(
    State(app): State<App>,
    actor: Actor,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let here = match asked.ecole {
        Some(school) => format!("/pilotage/securite?ecole={school}"),
        None => "/pilotage/securite".to_owned(),
    };
    page(&app, &actor, &here, asked.ecole, &asked, &Choice::default(), FieldErrors::default()).await
}

/// For its head; for a teacher of it, who finds her classes.
pub(super) async fn school(
    State(app): State<App>,
    actor: Actor,
    Path(id): Path<PlaceId>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let today = app.db.clock.today();
    school::school(&app.db.pool, &actor, id, today).await?.ok_or(Error::NotFound)?;
    let here = format!("/ecole/{id}/securite");
    page(&app, &actor, &here, Some(id), &asked, &Choice::default(), FieldErrors::default()).await
}

/// The same page, with what was sent and what was wrong.
pub(super) async fn again(
    app: &App,
    actor: &Actor,
    choice: &Choice,
    errors: FieldErrors,
) -> Answer<Response> {
    let back = choice.back();
    let place = |prefix: &str| {
        let rest = back.split_once(prefix)?.1;
        rest.split(['/', '&', '#', '?']).next()?.parse::<PlaceId>().ok()
    };
    let school = place("/ecole/").or_else(|| place("ecole="));
    let page = page(app, actor, back, school, &Asked::default(), choice, errors).await?;
    Ok(page.invalid().into_response())
}

async fn page(
    app: &App,
    actor: &Actor,
    here: &str,
    school: Option<PlaceId>,
    asked: &Asked,
    choice: &Choice,
    errors: FieldErrors,
) -> Answer<Page> {
    let (db, today) = (&app.db.pool, app.db.clock.today());
    let reaches = queries::reaches(db, actor, school, today).await?;
    if reaches.is_empty() {
        return Err(Error::NotFound);
    }
    let typed = asked.qui.trim();
    let mut profiles: Vec<_> = reaches.iter().flat_map(|reach| reach.profiles().to_vec()).collect();
    profiles.sort();
    profiles.dedup();
    let body = Show {
        title: if actor.is_project() {
            "Sécurité du projet".to_owned()
        } else {
            "Sécurité de l’école".to_owned()
        },
        here,
        project: actor.is_project(),
        narrowed: school.is_some(),
        head: profiles.len() > 1,
        freezes: queries::freezes(db, &reaches).await?,
        past: queries::past(db, &reaches).await?,
        alerts: queries::alerts(db, actor, today).await?,
        asked: typed,
        found: if typed.is_empty() { Vec::new() } else { queries::found(db, actor, typed, today).await? },
        reaches,
        profiles,
        choice,
        done: match asked.fait.as_deref() {
            Some("fermes") => Some(
                "C’est fait\u{a0}: les sessions sont fermées et les anciens secrets ne valent plus rien. Les adultes qui ont une adresse reçoivent une lettre\u{a0}; faites des fiches aux autres.",
            ),
            Some("gele") => Some("C’est gelé. La lecture continue, les brouillons sont gardés."),
            Some("rouvert") => Some("C’est rouvert."),
            Some("exercice") => {
                Some("Exercice terminé\u{a0}: rien n’a été changé. Le compte rendu est en bas de page.")
            }
            Some("vu") => Some("C’est noté."),
            _ => None,
        },
        errors,
        clock: &app.db.clock,
    };
    Page::new("Sécurité", &body)
}

/// How many a closing would touch, before it does.
#[derive(Template)]
#[template(path = "containment/preview.html")]
pub(super) struct Preview<'a> {
    place: &'a str,
    value: String,
    profiles: &'a [String],
    touched: Touched,
    back: &'a str,
}

impl<'a> Preview<'a> {
    pub fn of(reach: &'a Reach, profiles: &'a [String], touched: Touched, choice: &'a Choice) -> Self {
        Self { place: &reach.name, value: reach.value(), profiles, touched, back: choice.back() }
    }

    pub fn page(&self) -> Result<Page, Error> {
        Page::new("Fermer des comptes", self)
    }

    fn names(&self) -> String {
        let names = self.profiles.iter().filter_map(|name| Profile::named(name));
        names.map(Profile::french).collect::<Vec<_>>().join(", ")
    }
}

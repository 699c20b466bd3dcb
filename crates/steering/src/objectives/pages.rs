//! The objectives, one more, one less.

use super::queries::{self, Objective};
use askama::Template;
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use database::{Db, Tx};
use identity::steering::full_day;
use kernel::{Activity, Actor, Answer, Error, FieldErrors, Form, Page, Path, Query, see_other};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    but: String,
    indicateur: String,
    cible: String,
    revue: String,
    tenu_par: String,
}

#[derive(Template)]
#[template(path = "objectives/list.html")]
struct List {
    objectives: Vec<Objective>,
    owners: Vec<(Uuid, String)>,
    typed: Typed,
    errors: FieldErrors,
    done: bool,
    today: NaiveDate,
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

pub(super) async fn list(db: Db, Query(shown): Query<Shown>) -> Answer<Page> {
    page(&db, Typed::default(), FieldErrors::default(), shown.fait.is_some()).await
}

async fn page(db: &Db, typed: Typed, errors: FieldErrors, done: bool) -> Answer<Page> {
    let body = List {
        objectives: queries::objectives(&db.pool).await?,
        owners: queries::owners(&db.pool).await?,
        typed,
        errors,
        done,
        today: db.clock.today(),
    };
    let refused = !body.errors.is_empty();
    let page = Page::new("Objectifs du projet", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

/// The day of the review, when everything is said.
fn checked(typed: &Typed, today: NaiveDate) -> Result<NaiveDate, FieldErrors> {
    let mut errors = FieldErrors::default();
    for (field, text, missing) in [
        ("but", &typed.but, "Dites ce que le projet vise."),
        ("indicateur", &typed.indicateur, "Dites à quoi on le verra."),
        ("cible", &typed.cible, "Dites jusqu’où."),
    ] {
        if text.trim().is_empty() {
            errors.add(field, missing);
        } else if text.chars().count() > 300 {
            errors.add(field, "C’est trop long\u{a0}: 300 caractères au plus.");
        }
    }
    let day = typed.revue.parse::<NaiveDate>().ok().filter(|day| *day > today);
    if day.is_none() {
        errors.add("revue", "Donnez le jour où l’on regardera où l’on en est\u{a0}: il est à venir.");
    }
    errors.checked()?;
    Ok(day.unwrap_or(today))
}

pub(super) async fn say(db: Db, actor: Actor, mut tx: Tx, Form(typed): Form<Typed>) -> Answer<Response> {
    let day = match checked(&typed, tx.today()) {
        Ok(day) => day,
        Err(errors) => {
            tx.record(&Activity::ProjectRefused).await?;
            tx.commit().await?;
            return Ok(page(&db, typed, errors, false).await?.into_response());
        }
    };
    let words = [typed.but.trim(), typed.indicateur.trim(), typed.cible.trim()];
    let objective = queries::say(&mut tx, &actor, words, day, typed.tenu_par.parse().ok()).await?;
    tx.record(&Activity::ObjectiveSaid { objective }).await?;
    tx.commit().await?;
    Ok(see_other("/pilotage/projet/objectifs?fait=oui"))
}

pub(super) async fn drop_one(Path(objective): Path<Uuid>, mut tx: Tx) -> Answer<Response> {
    let dropped = queries::drop_one(&mut tx, objective).await?;
    let what = if dropped { Activity::ObjectiveDropped { objective } } else { Activity::ProjectRefused };
    tx.record(&what).await?;
    tx.commit().await?;
    if dropped { Ok(see_other("/pilotage/projet/objectifs?fait=oui")) } else { Err(Error::NotFound) }
}

impl Objective {
    fn review(&self) -> String {
        full_day(self.review_on)
    }

    fn is_due(&self, today: &NaiveDate) -> bool {
        self.review_on <= *today
    }
}

//! A guardian's own page: yes or no for each child, changed whenever she likes.

use super::actions::{let_go, record, refused};
use super::queries::{self, Asked, Said};
use super::rules;
use crate::App;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, Form, Page, Path, PersonId, PlaceId, Query, see_other};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "tile_photos/family.html")]
struct Family {
    children: Vec<Asked>,
    done: Option<&'static str>,
}

impl Asked {
    fn said(&self) -> Option<String> {
        let day = french_day(self.said_on?);
        Some(match self.granted? {
            true if self.asked_again => {
                format!(
                    "Vous aviez dit oui le {day}. L’école a arrêté puis repris les photos\u{a0}: elle vous le redemande."
                )
            }
            true => format!("Vous avez dit oui le {day}."),
            false => format!("Vous avez dit non le {day}."),
        })
    }

    fn is_yes(&self) -> bool {
        self.granted == Some(true) && !self.asked_again
    }
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

pub(super) async fn show(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    let children = queries::asked(&db.pool, &actor, db.clock.today()).await?;
    let done = match shown.fait.as_deref() {
        Some("oui") => {
            Some("C’est noté\u{a0}: la photo est permise. Vous pouvez dire non quand vous voulez.")
        }
        Some("non") => {
            Some("C’est noté\u{a0}: pas de photo. S’il y en avait une, elle vient d’être effacée.")
        }
        _ => None,
    };
    Page::new("Photos de mes enfants", &Family { children, done })
}

#[derive(Deserialize)]
pub(super) struct Given {
    ecole: PlaceId,
    #[serde(default)]
    reponse: String,
}

pub(super) async fn answer(
    State(app): State<App>,
    actor: Actor,
    Path(pupil): Path<PersonId>,
    Form(form): Form<Given>,
) -> Answer<Response> {
    let today = app.db.clock.today();
    let children = queries::asked(&app.db.pool, &actor, today).await?;
    let child = children.into_iter().find(|c| c.pupil == pupil && c.school == form.ecole);
    let (Some(child), Some(granted)) = (child, rules::yes_or_no(&form.reponse)) else {
        return refused(&app.db, &actor).await;
    };
    let said = Said {
        pupil: child.pupil,
        guardian: actor.person,
        school: child.school,
        granted,
        said_on: today,
        on_paper: false,
    };
    let mut tx = app.db.begin_as(&actor).await?;
    let gone = record(&mut tx, &said, &actor).await?;
    tx.commit().await?;
    let_go(&app, gone).await?;
    Ok(see_other(&format!("/moi/photos?fait={}", form.reponse)))
}

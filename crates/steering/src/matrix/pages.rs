//! The matrix, and the form that fills it: what is there is kept, whole or not.

use super::queries;
use super::rules::{self, ACTIVITIES, Cells, FAMILIES, LETTERS};
use askama::Template;
use axum::response::Response;
use database::{Db, Tx};
use kernel::{Activity, Actor, Answer, Form, Page, Query, see_other};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "matrix/matrix.html")]
struct Matrix {
    cells: Cells,
    gaps: Vec<String>,
    done: bool,
    /// The legal adviser reads it only.
    keeps: bool,
}

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

pub(super) async fn matrix(db: Db, actor: Actor, Query(shown): Query<Shown>) -> Answer<Page> {
    let cells = queries::cells(&db.pool).await?;
    let gaps = rules::gaps(&cells);
    Page::new("Qui fait quoi", &Matrix { cells, gaps, done: shown.fait.is_some(), keeps: actor.is_project() })
}

pub(super) async fn say(
    actor: Actor,
    mut tx: Tx,
    Form(typed): Form<BTreeMap<String, String>>,
) -> Answer<Response> {
    let mut cells = Cells::new();
    for (activity, ..) in ACTIVITIES {
        for (family, _) in FAMILIES {
            let letter = typed.get(&format!("{activity}.{family}")).map(String::as_str).unwrap_or_default();
            if LETTERS.iter().any(|l| l.0 == letter) {
                cells.insert((activity.to_owned(), family.to_owned()), letter.to_owned());
            }
        }
    }
    queries::say(&mut tx, &actor, &cells).await?;
    tx.record(&Activity::ResponsibilitiesSaid).await?;
    tx.commit().await?;
    Ok(see_other("/pilotage/projet/responsabilites?fait=oui"))
}

impl Matrix {
    /// « R fait », or nothing.
    fn said(&self, activity: &str, family: &str) -> &'static str {
        LETTERS.iter().find(|l| self.is(activity, family, l.0)).map_or("–", |l| l.1)
    }

    fn is(&self, activity: &str, family: &str, letter: &str) -> bool {
        self.cells.get(&(activity.to_owned(), family.to_owned())).is_some_and(|l| l == letter)
    }
}

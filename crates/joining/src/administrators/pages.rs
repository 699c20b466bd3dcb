//! Who administers the school, since when, until when, and whether her acts are open.

use super::queries::{self, School, Seat};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Path as Of, PlaceId, Query};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "administrators/school.html")]
struct SchoolPage {
    school: School,
    /// She works there: her school’s page is hers.
    inside: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn page(
    db: Db,
    actor: Actor,
    Of(school): Of<PlaceId>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let mut conn = db.pool.acquire().await?;
    let school = queries::school(&mut conn, &actor, school, db.clock.today()).await?;
    drop(conn);
    shown(&db, &actor, school, Again::done(asked.fait.is_some()))
}

pub(super) fn shown(db: &Db, actor: &Actor, school: School, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let inside = school.adults.iter().any(|a| a.id == actor.person);
    let page = Page::new(
        "Administrateurs de l’école",
        &SchoolPage { school, inside, today: db.clock.today(), again },
    )?;
    Ok(if refused { page.invalid() } else { page })
}

impl SchoolPage {
    fn runs(&self, seat: &Seat) -> bool {
        seat.runs(self.today)
    }

    /// « depuis le … », « du … au … ».
    fn days(from: &NaiveDate, until: &Option<NaiveDate>) -> String {
        match until {
            Some(last) => format!("du {} au {} inclus", full_day(*from), full_day(*last)),
            None => format!("depuis le {}", full_day(*from)),
        }
    }

    /// What it says of her training, and its colour.
    fn training(seat: &Seat) -> (&'static str, &'static str) {
        match seat.ready.as_deref() {
            Some("register") => ("formé·e, d’après le registre", "meadow"),
            Some(_) => ("dispensé·e de formation", "meadow"),
            None => ("à former\u{a0}: ses gestes ne sont pas ouverts", "sun"),
        }
    }

    /// Of the school, and not its head: she is there without being named.
    fn others(&self) -> Vec<(String, String)> {
        let others = self.school.adults.iter().filter(|a| !a.head);
        others.map(|a| (a.id.to_string(), a.name.clone())).collect()
    }
}

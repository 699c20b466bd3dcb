//! The spaces of a class, for who leads it; one space, for who is in it.

use super::queries::{self, Adult, Space};
use super::rules::{self, Typed};
use crate::school::{self, Class};
use crate::services::{self, Service};
use askama::Template;
use chrono::{Datelike, NaiveDate};
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, Error, FieldErrors, Page, Path, PlaceId};

#[derive(Template)]
#[template(path = "joint_spaces/of_class.html")]
struct OfClass {
    class: Class,
    pupils: i64,
    spaces: Vec<Space>,
    typed: Typed,
    /// The collèges of its sector.
    sector: Vec<String>,
    latest: NaiveDate,
    today: NaiveDate,
    errors: FieldErrors,
    /// Not in the school’s offer: none is opened.
    unoffered: Option<String>,
}

impl OfClass {
    /// What was typed; before it, the sector’s collège.
    fn college(&self) -> &str {
        let fresh = self.typed.college.is_empty() && self.errors.is_empty();
        let first = self.sector.first().filter(|_| fresh);
        first.map_or(self.typed.college.as_str(), String::as_str)
    }
}

impl Space {
    fn last_day(&self) -> String {
        format!("{} {}", french_day(self.until_day), self.until_day.year())
    }
}

pub(super) async fn of_class(
    db: Db,
    actor: Actor,
    Path((school, class)): Path<(PlaceId, PlaceId)>,
) -> Answer<Page> {
    let class = school::class(&db.pool, &actor, school, class).await?;
    let class = class.filter(|c| c.head || c.teaches).ok_or(Error::NotFound)?;
    page(&db, class, Typed::default(), FieldErrors::default()).await
}

pub(super) async fn page(db: &Db, class: Class, typed: Typed, errors: FieldErrors) -> Answer<Page> {
    let today = db.clock.today();
    let (year, pupils) = queries::cm2(&db.pool, &class, today).await?;
    let spaces = queries::of_class(&db.pool, &class).await?;
    let unoffered = services::refusal(&db.pool, class.school, Service::JointSpace, today).await?;
    let sector = queries::sector(&db.pool, &class, today).await?;
    let latest = rules::latest(year);
    let body = OfClass { class, pupils, spaces, typed, sector, latest, today, errors, unoffered };
    Page::new("Espace avec la 6e", &body)
}

#[derive(Template)]
#[template(path = "joint_spaces/space.html")]
struct Shown {
    space: Space,
    adults: Vec<Adult>,
    pupil: bool,
}

pub(super) async fn space(db: Db, actor: Actor, Path(space): Path<PlaceId>) -> Answer<Page> {
    let space = queries::mine(&db.pool, &actor, space).await?.ok_or(Error::NotFound)?;
    let adults = queries::adults(&db.pool, &space, db.clock.today()).await?;
    Page::new(space.name.clone(), &Shown { space, adults, pupil: actor.is_pupil() })
}

//! A class's families, a school's classes.

use super::queries::{self, ClassReach};
use super::rules::{self, Family};
use crate::families;
use crate::school::{self, Class, School};
use askama::Template;
use chrono::{DateTime, Utc};
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, Error, Page, Path, PlaceId, Query};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "reach/class.html")]
struct ClassFamilies {
    class: Class,
    /// At least one house is not reached; then those where all are.
    missing: Vec<Family>,
    reached: Vec<Family>,
    households: usize,
    households_reached: usize,
    half: usize,
    sent: Option<usize>,
    db: Db,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    /// So many letters were sent just now.
    courriels: Option<usize>,
}

pub(super) async fn class(
    db: Db,
    actor: Actor,
    Path((school, id)): Path<(PlaceId, PlaceId)>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let today = db.clock.today();
    let class = school::class(&db.pool, &actor, school, id).await?;
    let class = class.filter(Class::knows_families).ok_or(Error::NotFound)?;
    let families = rules::families(queries::guardians(&db.pool, &class, today).await?);
    let houses = || families.iter().flat_map(|f| &f.households);
    let (households, households_reached) = (houses().count(), houses().filter(|h| h.reached()).count());
    let half = families.iter().filter(|f| f.half()).count();
    let (reached, missing) = families.into_iter().partition(Family::reached);
    let title = format!("Familles de {}", class.name);
    let sent = asked.courriels;
    let body = ClassFamilies { class, missing, reached, households, households_reached, half, sent, db };
    Page::new(title, &body)
}

impl ClassFamilies {
    fn day(&self, at: &DateTime<Utc>) -> String {
        french_day(self.db.clock.day_of(*at))
    }

    fn came(&self, guardian: &queries::Guardian) -> String {
        rules::week_words(guardian.came_week, self.db.clock.today())
    }

    /// How many of those to invite have an address.
    fn with_address(&self) -> usize {
        let all = self.missing.iter().flat_map(|f| &f.households).flat_map(|h| &h.guardians);
        all.filter(|g| g.can_be_invited() && g.has_address).count()
    }

    fn can_invite(&self) -> bool {
        let mut all = self.missing.iter().flat_map(|f| &f.households).flat_map(|h| &h.guardians);
        all.any(queries::Guardian::can_be_invited)
    }
}

#[derive(Template)]
#[template(path = "reach/school.html")]
struct SchoolFamilies {
    school: School,
    classes: Vec<ClassReach>,
    pupils: i64,
    households: i64,
    reached: i64,
    nobody: i64,
    /// Guardians whose tie to the child is to be said.
    to_check: i64,
}

pub(super) async fn school(db: Db, actor: Actor, Path(id): Path<PlaceId>) -> Answer<Page> {
    let today = db.clock.today();
    let school = school::school(&db.pool, &actor, id, today).await?;
    let school = school.filter(|s| s.head).ok_or(Error::NotFound)?;
    let classes = queries::classes(&db.pool, &school, today).await?;
    let sum = |of: fn(&ClassReach) -> i64| classes.iter().map(of).sum();
    let body = SchoolFamilies {
        pupils: sum(|c| c.pupils),
        households: sum(|c| c.households),
        reached: sum(|c| c.reached),
        nobody: sum(|c| c.nobody),
        to_check: families::waiting(&db.pool, school.id, today).await?,
        school,
        classes,
    };
    Page::new("Familles jointes", &body)
}

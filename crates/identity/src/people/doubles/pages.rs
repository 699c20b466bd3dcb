//! The list of possible doubles, and two of them side by side.

use super::queries::{self, Done, Doubt, Scope, Unknown};
use super::rules::{self, Side};
use askama::Template;
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, Clock, DoubtId, Error, Page, Path, PersonId, PlaceId, RoleKind};

#[derive(Template)]
#[template(path = "people/doubles.html")]
struct ListPage {
    scope: Scope,
    doubts: Vec<Doubt>,
    merges: Vec<Done>,
    unknown: Vec<Unknown>,
    error: Option<&'static str>,
    clock: Clock,
}

pub(super) async fn of_school(db: Db, actor: Actor, Path(school): Path<PlaceId>) -> Answer<Page> {
    let scope = queries::headed(&db.pool, &actor, school).await?.ok_or(Error::NotFound)?;
    list(&db, scope, None).await
}

pub(super) async fn of_project(db: Db, actor: Actor) -> Answer<Page> {
    list(&db, queries::project(&actor).ok_or(Error::NotFound)?, None).await
}

pub(super) async fn list(db: &Db, scope: Scope, error: Option<&'static str>) -> Answer<Page> {
    let doubts = queries::doubts(&db.pool, &scope, None).await?;
    let merges = queries::merges(&db.pool, &scope, None, db.clock.now()).await?;
    let unknown = queries::unknown_to_the_feed(&db.pool, &scope, db.clock.today()).await?;
    Page::new("Doublons", &ListPage { scope, doubts, merges, unknown, error, clock: db.clock.clone() })
}

#[derive(Template)]
#[template(path = "people/double.html")]
struct OnePage {
    scope: Scope,
    doubt: Doubt,
    sides: Vec<Side>,
    stays: PersonId,
    obstacle: Option<&'static str>,
    error: bool,
    clock: Clock,
}

pub(super) async fn one_of_school(
    db: Db,
    actor: Actor,
    Path((school, doubt)): Path<(PlaceId, DoubtId)>,
) -> Answer<Page> {
    let scope = queries::headed(&db.pool, &actor, school).await?.ok_or(Error::NotFound)?;
    one(&db, scope, doubt, false).await
}

pub(super) async fn one_of_project(db: Db, actor: Actor, Path(doubt): Path<DoubtId>) -> Answer<Page> {
    one(&db, queries::project(&actor).ok_or(Error::NotFound)?, doubt, false).await
}

pub(super) async fn one(db: &Db, scope: Scope, doubt: DoubtId, error: bool) -> Answer<Page> {
    let doubt = queries::doubts(&db.pool, &scope, Some(doubt)).await?.pop().ok_or(Error::NotFound)?;
    let mut sides = queries::sides(&db.pool, &scope, [doubt.a, doubt.b], db.clock.today()).await?;
    let [a, b] = sides.as_slice() else { return Err(Error::NotFound) };
    let (obstacle, stays) = (rules::obstacle(a, b, scope.school.is_some()), rules::should_stay(a, b));
    // Of somebody of another school the head learns that there is somebody, and no more.
    if scope.school.is_some() {
        sides.iter_mut().filter(|s| !s.known_here()).for_each(Side::veil);
    }
    let clock = db.clock.clone();
    Page::new("Une ou deux personnes\u{a0}?", &OnePage { scope, doubt, sides, stays, obstacle, error, clock })
}

impl Doubt {
    fn why(&self) -> &'static str {
        rules::reason(&self.reason)
    }
}

impl Done {
    fn spoken(&self, clock: &Clock) -> String {
        clock.spoken(self.at)
    }
}

impl Unknown {
    fn spoken(&self) -> String {
        french_day(self.since)
    }
}

impl Side {
    fn known_here(&self) -> bool {
        self.within
    }

    fn veil(&mut self) {
        self.email = None;
        self.login = None;
        self.last_came = None;
        self.places.clear();
        self.links.clear();
        (self.posts, self.comments) = (0, 0);
    }

    fn born(&self) -> String {
        self.birth_date.map(|d| format!("{} {}", french_day(d), d.format("%Y"))).unwrap_or_default()
    }

    fn came(&self, clock: &Clock) -> String {
        self.last_came.map_or_else(|| "jamais".to_owned(), |at| clock.spoken(at))
    }

    fn account(&self) -> (&'static str, &'static str) {
        crate::school::spoken(self.state.as_deref(), self.pupil, false)
    }

    /// « élève · CM1 B · Les Tilleuls ».
    fn roles(&self) -> Vec<String> {
        let said = |place: &String| match place.split_once(" · ") {
            Some((kind, rest)) => format!("{} · {rest}", RoleKind::named(kind).map_or("", RoleKind::french)),
            None => place.clone(),
        };
        self.places.iter().map(said).collect()
    }
}

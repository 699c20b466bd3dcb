//! Whom to make, the form, the likely doubles beside it, and what was made.

use super::super::making::Likely;
use super::queries::{self, Child, Made, Place};
use super::rules::{self, Kind, Typed};
use crate::accounts::codes;
use crate::{App, school};
use askama::Template;
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, Error, FieldErrors, Page, Path, PersonId, PlaceId, Query};
use sqlx::PgConnection;

/// Where the actor may make people. Made only by [`desk`].
pub(super) struct Desk {
    pub school: school::School,
    pub classes: Vec<Place>,
}

impl Desk {
    pub fn allows(&self, kind: Kind) -> bool {
        if kind == Kind::Adult { self.school.head } else { !self.classes.is_empty() }
    }

    pub fn headed(&self) -> Option<PlaceId> {
        Some(self.school.id).filter(|_| self.school.head)
    }
}

/// A head, or the teacher of a class; for anybody else there is no such page.
pub(super) async fn desk(
    conn: &mut PgConnection,
    actor: &Actor,
    id: PlaceId,
    today: chrono::NaiveDate,
) -> Result<Option<Desk>, Error> {
    let Some(school) = school::school(&mut *conn, actor, id, today).await? else { return Ok(None) };
    let classes = queries::classes(conn, actor, id, today).await?;
    Ok(Some(Desk { school, classes }).filter(|d| d.allows(Kind::Pupil) || d.allows(Kind::Adult)))
}

async fn desk_for_reading(db: &Db, actor: &Actor, id: PlaceId) -> Result<Desk, Error> {
    let mut conn = db.pool.acquire().await?;
    desk(&mut conn, actor, id, db.clock.today()).await?.ok_or(Error::NotFound)
}

#[derive(Template)]
#[template(path = "people/choose.html")]
struct ChoosePage {
    desk: Desk,
}

pub(super) async fn choose(db: Db, actor: Actor, Path(school): Path<PlaceId>) -> Answer<Page> {
    Page::new("Nouvelle personne", &ChoosePage { desk: desk_for_reading(&db, &actor, school).await? })
}

#[derive(Template)]
#[template(path = "people/new.html")]
struct FormPage {
    desk: Desk,
    kind: Kind,
    typed: Typed,
    children: Vec<Child>,
    errors: FieldErrors,
    /// Whom we may know already.
    likely: Vec<Likely>,
    /// Why the choice about them was not taken.
    why: Option<&'static str>,
}

pub(super) async fn form(
    db: Db,
    actor: Actor,
    Path((school, kind)): Path<(PlaceId, String)>,
    Query(typed): Query<Typed>,
) -> Answer<Page> {
    let kind = Kind::named(&kind).ok_or(Error::NotFound)?;
    let desk = desk_for_reading(&db, &actor, school).await?;
    if !desk.allows(kind) {
        return Err(Error::NotFound);
    }
    shown(&db, desk, kind, typed, FieldErrors::default(), (Vec::new(), None)).await
}

pub(super) async fn shown(
    db: &Db,
    desk: Desk,
    kind: Kind,
    typed: Typed,
    errors: FieldErrors,
    (likely, why): (Vec<Likely>, Option<&'static str>),
) -> Answer<Page> {
    let children = match kind {
        Kind::Guardian => queries::children(&db.pool, &desk.classes, db.clock.today()).await?,
        _ => Vec::new(),
    };
    Page::new(kind.title(), &FormPage { desk, kind, typed, children, errors, likely, why })
}

#[derive(Template)]
#[template(path = "people/made.html")]
struct MadePage {
    desk: Desk,
    made: Made,
}

pub(super) async fn made(
    db: Db,
    actor: Actor,
    Path((school, person)): Path<(PlaceId, PersonId)>,
) -> Answer<Page> {
    let desk = desk_for_reading(&db, &actor, school).await?;
    let made = queries::made(&db.pool, &desk.classes, desk.headed(), person, db.clock.today()).await?;
    Page::new("C’est fait", &MadePage { made: made.ok_or(Error::NotFound)?, desk })
}

#[derive(Template)]
#[template(path = "people/slip.html")]
struct SlipPage<'a> {
    site: &'a str,
    project: &'a str,
    school: PlaceId,
    made: &'a Made,
    code: String,
}

/// The code is on this page and nowhere else.
pub(super) fn slip(app: &App, school: PlaceId, made: &Made, code: &str) -> Answer<Page> {
    let site = app.settings.public_url.trim_start_matches("https://").trim_start_matches("http://");
    let project = &app.settings.project;
    Ok(Page::new("Fiche", &SlipPage { site, project, school, made, code: codes::shown(code) })?.bare())
}

impl Likely {
    fn born(&self) -> String {
        self.birth_date.map(|d| format!("{} {}", french_day(d), d.format("%Y"))).unwrap_or_default()
    }

    fn account(&self) -> (&'static str, &'static str) {
        school::spoken(self.state.as_deref(), false, false)
    }
}

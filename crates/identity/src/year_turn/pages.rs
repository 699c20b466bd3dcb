//! The year to come, for the head alone.

use super::queries::{self, Found, NextClass, Placed, Teacher, ThisClass, Tied, Turn};
use super::rules;
use super::undo::{self, Confirmed};
use crate::school::{self, School};
use askama::Template;
use chrono::{Datelike, NaiveDate};
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, Error, FieldErrors, Page, Path, PlaceId, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "year_turn/show.html")]
struct Show {
    school: School,
    /// « 2027-28 », when nothing is being prepared.
    to_come: String,
    draft: Option<Turn>,
    applied: Option<Turn>,
    /// Until when the applied one can be undone.
    undo_until: Option<NaiveDate>,
    /// The directory has named the new classes since: these stay.
    confirmed: Option<Confirmed>,
    classes: Vec<NextClass>,
    this_year: Vec<ThisClass>,
    /// Classes that a feed opened under another label than those prepared; and those tied to one.
    found: Vec<Found>,
    tied: Vec<Tied>,
    levels: [&'static str; 9],
    done: Option<&'static str>,
    errors: FieldErrors,
    /// As typed, when it was not accepted.
    name: String,
    first_day: NaiveDate,
    last_day: NaiveDate,
}

impl Show {
    fn day(day: &NaiveDate) -> String {
        format!("{} {}", french_day(*day), day.year())
    }

    fn undecided(&self) -> i64 {
        self.this_year.iter().map(|c| c.undecided).sum()
    }
}

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

pub(super) async fn show(
    db: Db,
    actor: Actor,
    Path(id): Path<PlaceId>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let done = match asked.fait.as_deref() {
        Some("prevu") => {
            Some("C’est prévu\u{a0}: l’année changera dans la nuit de ce jour-là. Rien n’a encore bougé.")
        }
        Some("brouillon") => {
            Some("L’année ne changera pas d’elle-même\u{a0}: c’est de nouveau un brouillon.")
        }
        Some("applique") => Some("La nouvelle année a commencé. Les classes d’avant sont en archive."),
        Some("annule") => Some("Tout est revenu comme avant."),
        Some("repris") => {
            Some("C’est repris. Les classes que l’annuaire a confirmées restent, avec leurs élèves.")
        }
        Some("abandonne") => Some("Le brouillon est abandonné. Rien n’a changé dans l’école."),
        Some("eleves") => Some("C’est noté."),
        _ => None,
    };
    let school = headed(&db, &actor, id).await?;
    page(&db, school, done, FieldErrors::default(), String::new()).await
}

pub(super) async fn invalid(db: &Db, school: School, errors: FieldErrors, name: String) -> Answer<Page> {
    Ok(page(db, school, None, errors, name).await?.invalid())
}

async fn page(
    db: &Db,
    school: School,
    done: Option<&'static str>,
    errors: FieldErrors,
    name: String,
) -> Answer<Page> {
    let today = db.clock.today();
    let turn = queries::current(&db.pool, school.id).await?;
    let year = match &turn {
        Some(turn) if turn.is_draft() => turn.year,
        _ => queries::to_come(&db.pool, school.id, today).await?,
    };
    let (found, tied) = match &turn {
        Some(turn) => (queries::found(&db.pool, turn).await?, queries::tied(&db.pool, turn).await?),
        None => (Vec::new(), Vec::new()),
    };
    let (draft, applied) = match turn {
        Some(turn) if turn.is_draft() => (Some(turn), None),
        other => (None, other),
    };
    let (classes, this_year) = match &draft {
        Some(draft) => {
            (queries::classes(&db.pool, draft).await?, queries::this_year(&db.pool, draft, today).await?)
        }
        None => (Vec::new(), Vec::new()),
    };
    let of = |month, day| NaiveDate::from_ymd_opt(i32::from(year), month, day).unwrap_or(today);
    let confirmed = match &applied {
        Some(turn) => undo::confirmed(&db.pool, turn).await?,
        None => None,
    };
    let undo_until =
        applied.as_ref().and_then(|t| t.applied_on).map(rules::last_undo).filter(|d| *d >= today);
    let body = Show {
        to_come: rules::year_name(year),
        undo_until,
        confirmed,
        draft,
        applied,
        classes,
        this_year,
        found,
        tied,
        levels: rules::LEVELS,
        done,
        errors,
        name,
        first_day: of(6, 15).max(today),
        last_day: of(10, 31),
        school,
    };
    Page::new("Préparer la rentrée", &body)
}

#[derive(Template)]
#[template(path = "year_turn/class.html")]
struct ClassPage {
    school: School,
    turn: Turn,
    class: NextClass,
    teachers: Vec<Teacher>,
    levels: [&'static str; 9],
    errors: FieldErrors,
}

impl ClassPage {
    fn has(&self, level: &str) -> bool {
        self.class.levels.iter().any(|l| l == level)
    }
}

pub(super) async fn class(db: Db, actor: Actor, Path((id, class)): Path<(PlaceId, Uuid)>) -> Answer<Page> {
    class_page(&db, &actor, id, class, FieldErrors::default()).await
}

pub(super) async fn class_page(
    db: &Db,
    actor: &Actor,
    id: PlaceId,
    class: Uuid,
    errors: FieldErrors,
) -> Answer<Page> {
    let (school, turn) = drafted(db, actor, id).await?;
    let class = queries::classes(&db.pool, &turn).await?.into_iter().find(|c| c.id == class);
    let class = class.ok_or(Error::NotFound)?;
    let teachers = queries::teachers(&db.pool, &turn, class.id, db.clock.today()).await?;
    let title = class.name.clone();
    Page::new(title, &ClassPage { school, turn, class, teachers, levels: rules::LEVELS, errors })
}

#[derive(Template)]
#[template(path = "year_turn/pupils.html")]
struct Pupils {
    school: School,
    turn: Turn,
    from: ThisClass,
    pupils: Vec<Placed>,
    classes: Vec<NextClass>,
}

impl Placed {
    fn goes_to(&self, class: &NextClass) -> bool {
        self.to == Some(class.id)
    }
}

pub(super) async fn pupils(
    db: Db,
    actor: Actor,
    Path((id, place)): Path<(PlaceId, PlaceId)>,
) -> Answer<Page> {
    let (school, turn) = drafted(&db, &actor, id).await?;
    let today = db.clock.today();
    let from = queries::this_year(&db.pool, &turn, today).await?.into_iter().find(|c| c.id == place);
    let from = from.ok_or(Error::NotFound)?;
    let pupils = queries::pupils(&db.pool, &turn, Some(place), today).await?;
    let classes = queries::classes(&db.pool, &turn).await?;
    let title = format!("{}\u{a0}: où vont-ils\u{a0}?", from.name);
    Page::new(title, &Pupils { school, turn, from, pupils, classes })
}

/// A school that the actor heads.
pub(super) async fn headed(db: &Db, actor: &Actor, id: PlaceId) -> Result<School, Error> {
    let school = school::school(&db.pool, actor, id, db.clock.today()).await?;
    school.filter(|s| s.head).ok_or(Error::NotFound)
}

/// … and the year that is being prepared there.
pub(super) async fn drafted(db: &Db, actor: &Actor, id: PlaceId) -> Result<(School, Turn), Error> {
    let school = headed(db, actor, id).await?;
    let turn = queries::current(&db.pool, school.id).await?.filter(Turn::is_draft).ok_or(Error::NotFound)?;
    Ok((school, turn))
}

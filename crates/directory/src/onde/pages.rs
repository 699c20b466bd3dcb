//! The upload, the preview line by line with what is to be put right, the report.

use super::apply::Report;
use super::columns::{Field, Kind};
use super::next_year;
use super::plan::{self, AskClass, Class, Plan, School};
use super::queries::{self, Listed, Upload};
use super::records::{self, AskDate, Corrections, Records};
use super::table;
use crate::console::{Headed, headed};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::year_turn;
use kernel::{Actor, Answer, Clock, Error, OndeId, Page, Path, PlaceId, Query};
use serde::Deserialize;
use sqlx::PgConnection;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "onde/list.html")]
struct ListPage {
    school: Headed,
    uploads: Vec<Listed>,
    error: Option<String>,
    clock: Clock,
}

pub(super) async fn list(db: Db, actor: Actor, Path(school): Path<PlaceId>) -> Answer<Page> {
    let school = headed(&db.pool, &actor, school).await?.ok_or(Error::NotFound)?;
    list_with(&db, school, None).await
}

pub(super) async fn list_with(db: &Db, school: Headed, error: Option<String>) -> Answer<Page> {
    let uploads = queries::list(&db.pool, &school).await?;
    Page::new("Fichiers d’ONDE", &ListPage { school, uploads, error, clock: db.clock.clone() })
}

/// What the files are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    ThisYear,
    NextYear,
}

/// The files read against the school as it is now: what the preview shows is what applying does.
pub(super) struct Look {
    pub files: BTreeMap<Kind, Records>,
    /// A file that cannot be read at all.
    pub refused: Vec<(Kind, &'static str)>,
    pub school: School,
    pub plan: Plan,
}

impl Look {
    pub async fn of(
        conn: &mut PgConnection,
        headed: &Headed,
        upload: &Upload,
        aim: Aim,
        today: NaiveDate,
    ) -> Result<Self, Error> {
        let corrections: Corrections = serde_json::from_value(upload.corrections.clone()).unwrap_or_default();
        let (mut files, mut refused) = (BTreeMap::new(), Vec::new());
        for kind in Kind::ALL {
            let Some(bytes) = upload.bytes(kind) else { continue };
            match table::read(bytes) {
                Ok(table) => drop(files.insert(kind, records::read(kind, &table, &corrections, today))),
                Err(why) => refused.push((kind, why)),
            }
        }
        let pupils = files.values().flat_map(|f: &Records| &f.pupils);
        let ines: Vec<String> = pupils.clone().filter_map(|p| p.new.ine.clone()).collect();
        let births: Vec<NaiveDate> = pupils.filter_map(|p| p.new.birth_date).collect();
        let school = queries::school(conn, headed, &ines, &births, today).await?;
        let plan = match aim {
            Aim::ThisYear => plan::plan(&files, &school, &corrections),
            Aim::NextYear => next_year::plan(&files, &school, &corrections),
        };
        Ok(Self { files, refused, school, plan })
    }

    /// Nothing is applied from a file that could not be understood.
    pub fn may_be_applied(&self) -> bool {
        let steps = self.plan.pupils.len() + self.plan.relatives.len() + self.plan.teachers.len();
        self.refused.is_empty() && self.files.values().all(|f| f.missing.is_empty()) && steps > 0
    }
}

#[derive(Template)]
#[template(path = "onde/one.html")]
struct OnePage {
    school: Headed,
    upload: Upload,
    look: Option<Look>,
    report: Report,
    error: Option<&'static str>,
    clock: Clock,
    /// The list may be next year's.
    season: bool,
}

#[derive(Deserialize)]
pub(super) struct Asked {
    pour: Option<String>,
}

pub(super) async fn one(
    db: Db,
    actor: Actor,
    Path((school, id)): Path<(PlaceId, OndeId)>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let school = headed(&db.pool, &actor, school).await?.ok_or(Error::NotFound)?;
    let aim = if asked.pour.as_deref() == Some("rentree") { Aim::NextYear } else { Aim::ThisYear };
    one_with(&db, school, id, aim, None).await
}

pub(super) async fn one_with(
    db: &Db,
    school: Headed,
    id: OndeId,
    aim: Aim,
    error: Option<&'static str>,
) -> Answer<Page> {
    let mut conn = db.pool.acquire().await?;
    let upload = queries::find(&mut *conn, &school, id)
        .await?
        .filter(|u| u.state != "dropped")
        .ok_or(Error::NotFound)?;
    let today = db.clock.today();
    let season = year_turn::is_season(&mut *conn, school.id, today).await?;
    let aim = if season { aim } else { Aim::ThisYear };
    let look = match upload.state.as_str() {
        "received" => Some(Look::of(&mut conn, &school, &upload, aim, today).await?),
        _ => None,
    };
    drop(conn);
    let report = match &look {
        Some(look) => Report { next_year: aim == Aim::NextYear, ..Report::of(&look.plan) },
        None => upload.report.clone().and_then(|r| serde_json::from_value(r).ok()).unwrap_or_default(),
    };
    let clock = db.clock.clone();
    Page::new("Fichiers d’ONDE", &OnePage { school, upload, look, report, error, clock, season })
}

impl Listed {
    fn received(&self, clock: &Clock) -> String {
        clock.spoken(self.received_at)
    }

    fn names(&self) -> String {
        self.file_names.join(", ")
    }

    fn is_applied(&self) -> bool {
        self.state == "applied"
    }
}

impl Upload {
    fn received(&self, clock: &Clock) -> String {
        clock.spoken(self.received_at)
    }

    fn names(&self) -> String {
        self.file_names.join(", ")
    }
}

impl Look {
    /// Dates to type anew, with their file.
    fn dates(&self) -> Vec<&AskDate> {
        self.files.get(&Kind::Pupils).map(|f| f.dates.iter().collect()).unwrap_or_default()
    }

    /// Columns that nobody recognises: the key of the form, the file and the header.
    fn columns(&self) -> Vec<(String, &'static str, String)> {
        let of = |(kind, file): (&Kind, &Records)| {
            let kind = *kind;
            let unknown = file.columns.iter().enumerate().filter(|c| c.1.1.is_none());
            unknown
                .map(move |(at, c)| (format!("{}:{at}", kind.word()), kind.title(), c.0.clone()))
                .collect::<Vec<_>>()
        };
        self.files.iter().flat_map(of).collect()
    }

    /// « Élèves : il manque la colonne Date de naissance. »
    fn missing(&self) -> Vec<String> {
        let of = |(kind, file): (&Kind, &Records)| {
            file.missing
                .iter()
                .map(|f| format!("{}\u{a0}: il manque la colonne «\u{a0}{}\u{a0}».", kind.title(), f.label()))
                .collect::<Vec<_>>()
        };
        self.files.iter().flat_map(of).collect()
    }

    fn asks(&self) -> bool {
        !(self.plan.classes.is_empty()
            && self.plan.people.is_empty()
            && self.dates().is_empty()
            && self.columns().is_empty())
    }

    fn choices(&self) -> &'static [(Field, &'static str, &'static str)] {
        &Field::CHOICES
    }
}

impl AskClass {
    fn is_near(&self, class: &Class) -> bool {
        self.near == Some(class.id)
    }
}

impl Report {
    fn out(&self) -> usize {
        self.remarks.iter().filter(|r| r.out).count()
    }
}

//! Asking, and watching a run.

use super::queries::{self, Part, Run};
use askama::Template;
use chrono::{DateTime, Utc};
use database::Db;
use kernel::{Actor, Answer, Error, Page, Path};
use uuid::Uuid;

#[derive(Template)]
#[template(path = "sheet_runs/choose.html")]
struct Choose {
    runs: Vec<Run>,
    db: Db,
}

pub(super) async fn choose(db: Db, actor: Actor) -> Answer<Page> {
    let runs = queries::runs(&db.pool, &actor).await?;
    Page::new("Fiches de toutes les écoles", &Choose { runs, db })
}

#[derive(Template)]
#[template(path = "sheet_runs/run.html")]
struct Watch {
    run: Run,
    parts: Vec<Part>,
    db: Db,
}

pub(super) async fn run(db: Db, actor: Actor, Path(id): Path<Uuid>) -> Answer<Page> {
    let run = queries::run(&db.pool, &actor, id).await?.ok_or(Error::NotFound)?;
    let parts = queries::parts(&db.pool, &run).await?;
    Page::new(run.title(), &Watch { run, parts, db })
}

impl Run {
    /// « Fiches des familles, Les Tilleuls ».
    fn title(&self) -> String {
        let form = if self.form == "letters" { "Lettres" } else { "Fiches" };
        let whom = match self.whom.as_str() {
            "pupils" => "des élèves",
            "adults" => "des adultes",
            _ => "des familles",
        };
        let place = self.place.as_deref().unwrap_or("toutes les écoles");
        format!("{form} {whom}, {place}")
    }

    fn made(&self) -> String {
        made(self.slips, self.mailed)
    }
}

impl Part {
    fn made(&self) -> String {
        made(self.slips.unwrap_or_default().into(), self.mailed.into())
    }
}

/// « 12 fiches, 3 courriels ».
fn made(slips: i64, mailed: i64) -> String {
    let many = |n: i64, what: &str| format!("{n}\u{a0}{what}{}", if n > 1 { "s" } else { "" });
    match (slips, mailed) {
        (slips, 0) => many(slips, "fiche"),
        (0, mailed) => many(mailed, "courriel"),
        (slips, mailed) => format!("{}, {}", many(slips, "fiche"), many(mailed, "courriel")),
    }
}

impl Choose {
    fn when(&self, at: &DateTime<Utc>) -> String {
        self.db.clock.spoken(*at)
    }
}

impl Watch {
    fn when(&self, at: &DateTime<Utc>) -> String {
        self.db.clock.spoken(*at)
    }
}

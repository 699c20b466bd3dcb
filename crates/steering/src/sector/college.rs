//! One collège: its card, the schools of its sector, what was noted of it.

use super::liaisons::KINDS;
use super::queries::{self, College, Liaison, Link, Log};
use super::rules::{cm2, cm2_of_all, ent, ents, year_end};
use crate::contact_log;
use crate::project;
use askama::Template;
use chrono::NaiveDate;
use cockpit::offered::Offered;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Path as Of, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "sector/college.html")]
struct CollegePage {
    of: College,
    links: Vec<Link>,
    /// Schools of other circonscriptions that feed it too.
    others: i64,
    liaisons: Vec<Liaison>,
    log: Vec<Log>,
    schools: Offered,
    project: bool,
    /// The project carries the collège.
    reaches: bool,
    today: NaiveDate,
    year_end: NaiveDate,
    again: Again,
}

pub(super) async fn show(db: Db, actor: Actor, Of(id): Of<Uuid>, Query(asked): Query<Asked>) -> Answer<Page> {
    let of = queries::college(&db.pool, &actor, id).await?;
    page(&db, &actor, of, Again::done(asked.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, of: College, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let refused = again.is_refused();
    let project = actor.is_project();
    let schools = if project { queries::schools(&db.pool, actor).await? } else { Vec::new() };
    let body = CollegePage {
        links: queries::feeders(&db.pool, actor, &of, today).await?,
        others: queries::others(&db.pool, actor, &of, today).await?,
        liaisons: queries::liaisons(&db.pool, &of, today).await?,
        log: queries::contacts(&db.pool, &of).await?,
        schools: Offered::of(&schools, again.typed("rattacher", "ecole")),
        project,
        reaches: project::reaches_college(&db.pool).await?,
        today,
        year_end: year_end(today),
        of,
        again,
    };
    let page = Page::new(body.of.name.clone(), &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl CollegePage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn ent(&self) -> &'static str {
        ent(&self.of.ent)
    }

    fn ents(&self) -> Vec<(String, String)> {
        ents(self.reaches || self.of.ent == "here").iter().map(|e| (e.0.to_owned(), e.1.to_owned())).collect()
    }

    fn meetings() -> Vec<(String, String)> {
        KINDS.iter().map(|k| (k.0.to_owned(), k.1.to_owned())).collect()
    }

    fn kind(kind: &str) -> &'static str {
        contact_log::french(kind)
    }

    fn cm2(pupils: &i64) -> String {
        cm2(*pupils)
    }

    /// Of the schools that hold today.
    fn pupils(&self) -> String {
        let counts = self.links.iter().filter(|l| l.holds).map(|l| l.pupils).filter(|n| *n > 0);
        let (said, few): (Vec<i64>, Vec<i64>) = counts.partition(|n| *n >= 5);
        cm2_of_all(said.iter().sum(), i64::try_from(few.len()).unwrap_or(i64::MAX))
    }

    fn holding(&self) -> usize {
        self.links.iter().filter(|l| l.holds).count()
    }

    /// Its day is not there yet: it can only be called off.
    fn is_ahead(&self, liaison: &Liaison) -> bool {
        liaison.day > self.today
    }

    fn form(link: &Link) -> String {
        format!("fin-{}", link.id)
    }
}

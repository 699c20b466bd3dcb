//! The register: each collège with what its schools are, the schools without one, what is proposed.

use super::queries::{self, Line, Proposal, Unfed};
use super::rules::{cm2_of_all, ent, ents};
use crate::project;
use askama::Template;
use cockpit::offered::Offered;
use database::Db;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Query};
use serde::Deserialize;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "sector/list.html")]
struct ListPage {
    lines: Vec<Line>,
    unfed: Vec<Unfed>,
    proposals: Vec<Proposal>,
    /// An inspector proposes: her schools, the collèges.
    proposes: Option<(Offered, Offered)>,
    project: bool,
    /// The project carries the collège.
    reaches: bool,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    page(&db, &actor, Again::done(asked.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let refused = again.is_refused();
    let body = ListPage {
        lines: queries::lines(&db.pool, actor, today).await?,
        unfed: queries::unfed(&db.pool, actor, today).await?,
        proposals: queries::waiting(&db.pool, actor).await?,
        proposes: if actor.is_project() { None } else { proposes(db, actor, &again).await? },
        project: actor.is_project(),
        reaches: project::reaches_college(&db.pool).await?,
        again,
    };
    let page = Page::new("Collèges et secteurs", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

async fn proposes(db: &Db, actor: &Actor, again: &Again) -> Result<Option<(Offered, Offered)>, sqlx::Error> {
    let schools = queries::schools(&db.pool, actor).await?;
    let colleges = queries::named(&db.pool).await?;
    let offered = |all: &[_], field| Offered::of(all, again.typed("proposer", field));
    let both = (offered(&schools, "ecole"), offered(&colleges, "college"));
    Ok((!schools.is_empty() && !colleges.is_empty()).then_some(both))
}

impl ListPage {
    fn ents(&self) -> Vec<(String, String)> {
        ents(self.reaches).iter().map(|e| (e.0.to_owned(), e.1.to_owned())).collect()
    }

    fn ent(name: &str) -> &'static str {
        ent(name)
    }

    fn cm2(line: &Line) -> String {
        cm2_of_all(line.pupils, line.few)
    }

    /// Collèges that no school feeds.
    fn lone(&self) -> usize {
        self.lines.iter().filter(|l| l.schools == 0).count()
    }

    fn senses() -> Vec<(String, String)> {
        [("rattacher", "Rattacher l’école au collège"), ("detacher", "Ne plus la rattacher")]
            .map(|(key, words)| (key.to_owned(), words.to_owned()))
            .to_vec()
    }
}

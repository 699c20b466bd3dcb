//! The register: each collège with what its schools are, the schools without one, what is proposed.

use super::queries::{self, Line, Proposal, Unfed};
use super::rules::{cm2_of_all, ent, ents};
use crate::project;
use askama::Template;
use database::Db;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct Asked {
    fait: Option<String>,
}

type Named = Vec<(String, String)>;

#[derive(Template)]
#[template(path = "sector/list.html")]
struct ListPage {
    lines: Vec<Line>,
    unfed: Vec<Unfed>,
    proposals: Vec<Proposal>,
    /// To propose: the collèges, and the schools that she steers.
    colleges: Named,
    schools: Named,
    project: bool,
    /// The project carries the collège.
    reaches: bool,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    page(&db, &actor, Again::done(asked.fait.is_some())).await
}

pub(super) fn words(all: Vec<(Uuid, String)>) -> Named {
    all.into_iter().map(|(id, name)| (id.to_string(), name)).collect()
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let refused = again.is_refused();
    let body = ListPage {
        lines: queries::lines(&db.pool, actor, today).await?,
        unfed: queries::unfed(&db.pool, actor, today).await?,
        proposals: queries::waiting(&db.pool, actor).await?,
        colleges: words(queries::named(&db.pool).await?),
        schools: words(queries::schools(&db.pool, actor).await?),
        project: actor.is_project(),
        reaches: project::reaches_college(&db.pool).await?,
        again,
    };
    let page = Page::new("Collèges et secteurs", &body)?;
    Ok(if refused { page.invalid() } else { page })
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

    fn senses() -> Named {
        [("rattacher", "Rattacher l’école au collège"), ("detacher", "Ne plus la rattacher")]
            .map(|(key, words)| (key.to_owned(), words.to_owned()))
            .to_vec()
    }
}

//! All markets, and one with the plan to leave it.

use super::queries::{self, Contract, Line, Step};
use super::rules::{self, Warning};
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::full_day;
use kernel::fields::Again;
use kernel::{Actor, Answer, Page, Path as Of, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Shown {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "contract/list.html")]
struct ListPage {
    contracts: Vec<Line>,
    project: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor) -> Answer<Page> {
    list_page(&db, &actor, Again::default()).await
}

pub(super) async fn list_page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let body = ListPage {
        contracts: queries::contracts(&db.pool).await?,
        project: actor.is_project(),
        today: db.clock.today(),
        again,
    };
    let page = Page::new("Le marché", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn warning(&self, line: &Line) -> Option<Warning> {
        Warning::of(line.last, self.today).filter(|_| line.closed_on.is_none())
    }
}

#[derive(Template)]
#[template(path = "contract/contract.html")]
struct ContractPage {
    warning: Option<Warning>,
    contract: Contract,
    project: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn contract(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Query(shown): Query<Shown>,
) -> Answer<Page> {
    let contract = queries::contract(&mut *db.pool.acquire().await?, id).await?;
    contract_page(&db, &actor, contract, Again::done(shown.fait.is_some()))
}

pub(super) fn contract_page(db: &Db, actor: &Actor, contract: Contract, again: Again) -> Answer<Page> {
    let refused = again.is_refused();
    let today = db.clock.today();
    let title = contract.title.clone();
    let body = ContractPage {
        warning: Warning::of(contract.last, today).filter(|_| contract.closed_on.is_none()),
        contract,
        project: actor.is_project(),
        today,
        again,
    };
    let page = Page::new(title, &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ContractPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn keeps(&self) -> bool {
        self.project && self.contract.closed_on.is_none()
    }

    fn is_late(&self, step: &Step) -> bool {
        step.done_on.is_none() && step.due < self.today
    }

    fn kind(step: &Step) -> &'static str {
        rules::kind(&step.kind)
    }

    fn kinds() -> Vec<(String, String)> {
        rules::KINDS.iter().map(|(name, words)| ((*name).to_owned(), (*words).to_owned())).collect()
    }

    fn form(what: &str, of: &Uuid) -> String {
        format!("{what}-{of}")
    }

    fn needs_proof(step: &Step) -> bool {
        step.kind == "deletion"
    }

    fn done_steps(&self) -> usize {
        self.contract.steps.iter().filter(|s| s.done_on.is_some()).count()
    }
}

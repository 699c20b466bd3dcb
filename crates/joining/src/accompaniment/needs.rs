//! The schools that were validated, who has to be trained there, how far each is helped.

use super::queries::{self, Need, Plan};
use super::rules::{Balance, balances};
use askama::Template;
use database::Db;
use kernel::{Actor, Answer, Page, Query};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct Asked {
    /// Those that the academy accompanies.
    dane: Option<String>,
}

struct Line {
    plan: Plan,
    need: Option<Need>,
    balances: [Balance; 4],
}

impl Line {
    fn waits(&self) -> bool {
        self.need.as_ref().is_some_and(|n| !n.administrator_ready || !n.untrained.is_empty())
    }
}

#[derive(Template)]
#[template(path = "accompaniment/list.html")]
struct ListPage {
    lines: Vec<Line>,
    all: usize,
    /// Of the schools, those where somebody has to be trained.
    waiting: usize,
    untrained: usize,
    dane: usize,
    only_dane: bool,
}

pub(super) async fn list(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    let today = db.clock.today();
    let mut conn = db.pool.acquire().await?;
    let plans = queries::plans(&mut *conn, &actor, today).await?;
    let register = queries::register(&mut conn, &plans, today).await?;
    let schools: Vec<_> = plans.iter().map(|p| p.school).collect();
    let needs = queries::needs(&mut *conn, &schools, today).await?;
    let lines: Vec<_> = plans
        .into_iter()
        .map(|plan| Line {
            need: needs.iter().find(|n| n.school == plan.school).cloned(),
            balances: balances(plan.school, &plan.planned, &plan.by_hand, &register),
            plan,
        })
        .collect();
    let only_dane = asked.dane.is_some();
    let body = ListPage {
        all: lines.len(),
        waiting: lines.iter().filter(|l| l.waits()).count(),
        untrained: needs.iter().map(|n| n.untrained.len()).sum(),
        dane: lines.iter().filter(|l| l.plan.dane).count(),
        lines: lines.into_iter().filter(|l| !only_dane || l.plan.dane).collect(),
        only_dane,
    };
    Page::new("Besoins et accompagnement", &body)
}

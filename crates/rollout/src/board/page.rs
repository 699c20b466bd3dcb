//! Figures, and what waits.

use super::queries;
use super::rules::{self, Wait};
use crate::contract;
use crate::governance;
use crate::indicators::{self, Figure};
use askama::Template;
use database::Db;
use identity::steering::full_day;
use kernel::{Answer, Page};

#[derive(Template)]
#[template(path = "board/board.html")]
struct Board {
    /// The day that was counted, and its figures.
    counted: Option<(String, Vec<Figure>)>,
    /// Meetings that are due, in a sentence each.
    meetings: Vec<String>,
    waits: Vec<Wait>,
    /// Markets that come to their end: a sentence, and where it leads.
    ending: Vec<(String, String)>,
}

pub(super) async fn board(db: Db) -> Answer<Page> {
    let today = db.clock.today();
    let counted = indicators::headline(&db).await?;
    let counts = queries::waiting(&db.pool, today, db.clock.now()).await?;
    let body = Board {
        counted: counted.map(|(day, figures)| (full_day(day), figures)),
        meetings: governance::due(&db).await?,
        waits: rules::waits(&counts),
        ending: contract::contract_warnings(&db.pool, today).await?,
    };
    Page::new("Tableau de bord", &body)
}

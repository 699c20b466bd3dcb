//! Figures, and what waits.

use super::queries;
use super::rules::{self, Wait};
use askama::Template;
use cockpit::at_hand;
use database::Db;
use futures::{TryFutureExt, try_join};
use identity::steering::full_day;
use indicators::Figure;
use kernel::{Answer, Page};
use std::sync::Arc;

#[derive(Template)]
#[template(path = "board/board.html")]
struct Board {
    /// The day that was counted, and its figures.
    counted: Option<(String, Arc<Vec<Figure>>)>,
    /// Meetings that are due, in a sentence each.
    meetings: Vec<String>,
    waits: Vec<Wait>,
    /// Markets that come to their end: a sentence, and where it leads.
    ending: Vec<(String, String)>,
}

pub(super) async fn board(db: Db) -> Answer<Page> {
    let today = db.clock.today();
    // None needs another: a page of four sections waits for the longest of them.
    let (counted, of_schools, mut counts, meetings, ending) = try_join!(
        indicators::headline(&db),
        at_hand::kept(&db, async || queries::of_schools(&db.pool, today).await).err_into(),
        queries::of_project(&db.pool, today).err_into(),
        steering::meetings_due(&db).err_into(),
        steering::contract_warnings(&db.pool, today).err_into(),
    )?;
    counts.extend(of_schools.iter().cloned());
    let body = Board {
        counted: counted.map(|(day, figures)| (full_day(day), figures)),
        meetings,
        waits: rules::waits(&counts),
        ending,
    };
    Page::new("Tableau de bord", &body)
}

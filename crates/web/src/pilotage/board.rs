//! The project's board: two counters that say what they count.

use askama::Template;
use database::Db;
use identity::counts::{Deployment, deployment};
use kernel::{Answer, Page};

#[derive(Template)]
#[template(path = "pilotage/board.html")]
struct Board {
    day: String,
    is: Deployment,
    /// Markets that come to their end: a sentence, and where it leads.
    ending: Vec<(String, String)>,
}

impl Board {
    fn percent(part: &i64, whole: &i64) -> String {
        if *whole == 0 {
            return "—".to_owned();
        }
        let tenths = part * 1000 / whole;
        format!("{},{}\u{a0}%", tenths / 10, tenths % 10)
    }
}

pub(super) async fn board(db: Db) -> Answer<Page> {
    let today = db.clock.today();
    let is = deployment(&db.pool, today).await?;
    let ending = rollout::contract_warnings(&db.pool, today).await?;
    let day = format!("{} {}", kernel::clock::french_day(today), today.format("%Y"));
    Page::new("Tableau de bord", &Board { day, is, ending })
}

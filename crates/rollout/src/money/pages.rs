//! What is borne and consumed, commune by commune; a statement.

use super::queries::{self, Line, Split};
use super::rules::{self, Key, Weight};
use crate::fields::Again;
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::{self, few, full_day};
use kernel::year::school_year_of;
use kernel::{Actor, Answer, Page, Path as Of, PlaceId, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
}

#[derive(Template)]
#[template(path = "money/list.html")]
struct ListPage {
    lines: Vec<Line>,
    statements: Vec<Split>,
    committed: i64,
    open: i64,
    over: usize,
    communes: Vec<(PlaceId, String)>,
    weights: Vec<(Weight, String)>,
    today: NaiveDate,
    keeps: bool,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    page(&db, &actor, Again::done(asked.fait.is_some())).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let today = db.clock.today();
    let keeps = rules::keeps(actor).is_ok();
    let lines = queries::lines(&db.pool, actor, today).await?;
    let holding = || lines.iter().filter(|l| l.holds(today));
    let refused = again.is_refused();
    let body = ListPage {
        committed: holding().map(|l| i64::from(l.pupils)).sum(),
        open: holding().map(|l| l.open).sum(),
        over: holding().filter(|l| l.known > i64::from(l.pupils)).count(),
        statements: queries::statements(&db.pool, actor).await?,
        communes: if keeps { steering::territories(&db.pool, false).await? } else { Vec::new() },
        weights: if keeps { queries::weights(&db.pool, today).await? } else { Vec::new() },
        lines,
        today,
        keeps,
        again,
    };
    let page = Page::new("Finances", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

impl ListPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn price(price: &i32) -> String {
        rules::euros(i64::from(*price))
    }

    fn euros(cents: &i64) -> String {
        rules::euros(*cents)
    }

    fn few(count: &i64) -> String {
        few(*count)
    }

    /// A count that could point at somebody is not said.
    fn is_few(&self) -> bool {
        (1..5).contains(&self.open)
    }

    fn year(year: &i16) -> String {
        format!("{year}-{}", year + 1)
    }

    fn is_over(line: &Line) -> bool {
        line.known > i64::from(line.pupils)
    }

    fn is_past(&self, line: &Line) -> bool {
        !line.holds(self.today)
    }

    fn places(&self) -> Vec<(String, String)> {
        self.communes.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
    }

    fn keys() -> Vec<(String, String)> {
        Key::all().map(|k| (k.name().to_owned(), k.french().to_owned())).collect()
    }

    fn inhabitants(weight: &Weight) -> String {
        format!("habitants-{}", weight.commune)
    }

    fn first_day(&self) -> String {
        format!("{}-09-01", school_year_of(self.today))
    }
}

#[derive(Template)]
#[template(path = "money/statement.html")]
struct StatementPage {
    split: Split,
    day: String,
    again: Again,
}

pub(super) async fn statement(
    db: Db,
    actor: Actor,
    Of(id): Of<Uuid>,
    Query(asked): Query<Asked>,
) -> Answer<Page> {
    let split = queries::statement(&db.pool, &actor, id).await?;
    let title = split.title.clone();
    let day = full_day(db.clock.day_of(split.at));
    Page::new(title, &StatementPage { split, day, again: Again::done(asked.fait.is_some()) })
}

impl StatementPage {
    fn euros(cents: &i64) -> String {
        rules::euros(*cents)
    }

    fn rest(&self) -> String {
        rules::euros(self.split.total - self.split.grants)
    }

    fn year(&self) -> String {
        format!("{}-{}", self.split.year, self.split.year + 1)
    }
}

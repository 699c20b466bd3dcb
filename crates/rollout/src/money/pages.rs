//! What is borne and consumed, commune by commune; a statement.

use super::queries::{self, Line, Split};
use super::rules::{self, Key};
use crate::fields::Again;
use crate::near;
use askama::Template;
use chrono::NaiveDate;
use database::Db;
use identity::steering::{few, full_day};
use kernel::year::school_year_of;
use kernel::{Actor, Answer, Page, Path as Of, PlaceId, Query};
use serde::Deserialize;
use uuid::Uuid;

#[derive(Deserialize)]
pub(super) struct Asked {
    fait: Option<String>,
    /// The forms are asked for: their communes are many.
    saisir: Option<String>,
}

#[derive(Template)]
#[template(path = "money/list.html")]
struct ListPage {
    lines: Vec<Line>,
    statements: Vec<Split>,
    committed: i64,
    open: i64,
    over: usize,
    communes: Vec<(Uuid, String)>,
    /// Between whom a cost is shared.
    committed_communes: Vec<(PlaceId, String)>,
    /// They are many: the forms wait until they are asked for.
    waits: bool,
    today: NaiveDate,
    keeps: bool,
    again: Again,
}

pub(super) async fn list(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    let again = Again::done(asked.fait.is_some());
    written(&db, &actor, again, asked.saisir.is_some()).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again) -> Answer<Page> {
    let wants = again.is_refused();
    written(db, actor, again, wants).await
}

/// With its forms, when she wants them; else as long as they are short.
async fn written(db: &Db, actor: &Actor, again: Again, wants: bool) -> Answer<Page> {
    let today = db.clock.today();
    let keeps = rules::keeps(actor).is_ok();
    let lines = queries::lines(&db.pool, actor, today).await?;
    let few = if wants { None } else { i64::try_from(near::CHOICES + 1).ok() };
    let (mut communes, mut committed_communes) = (Vec::new(), Vec::new());
    if keeps {
        communes = near::acting_for(&db.pool, actor, few).await?;
        committed_communes = queries::committed(&db.pool, today, few).await?;
    }
    let holding = || lines.iter().filter(|l| l.holds(today));
    let refused = again.is_refused();
    let body = ListPage {
        committed: holding().map(|l| i64::from(l.pupils)).sum(),
        open: holding().map(|l| l.open).sum(),
        over: holding().filter(|l| l.known > i64::from(l.pupils)).count(),
        statements: queries::statements(&db.pool, actor).await?,
        waits: communes.len() > near::CHOICES && !wants,
        communes,
        committed_communes,
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

    fn inhabitants(commune: &PlaceId) -> String {
        format!("habitants-{commune}")
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

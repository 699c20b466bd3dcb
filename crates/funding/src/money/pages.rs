//! What is borne and consumed, commune by commune; a statement.

use super::queries::{self, Line, Listed, Sought, Split, Summary};
use super::rules::{self, Key};
use crate::paging::{self, and_one, cut};
use askama::Template;
use chrono::NaiveDate;
use cockpit::near;
use cockpit::sheet::grouped;
use database::Db;
use identity::steering::{few, full_day};
use kernel::fields::Again;
use kernel::year::school_year_of;
use kernel::{Actor, Answer, Page, Path as Of, PlaceId, Query};
use serde::Deserialize;
use uuid::Uuid;

/// Communes on a page.
const COMMUNES: usize = 50;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    mot: String,
    /// Goes on after this commune.
    apres: Option<Uuid>,
    fait: Option<String>,
    /// The forms are asked for: their communes are many.
    saisir: Option<String>,
}

#[derive(Template)]
#[template(path = "money/list.html")]
struct ListPage {
    asked: Asked,
    lines: Vec<Line>,
    next: Option<Uuid>,
    summary: Summary,
    statements: Vec<Listed>,
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
    page(&db, &actor, again, asked).await
}

/// Its forms are there when she wants them; else as long as they are short.
pub(super) async fn page(db: &Db, actor: &Actor, again: Again, asked: Asked) -> Answer<Page> {
    let today = db.clock.today();
    let keeps = rules::keeps(actor).is_ok();
    let seen = if actor.is_project() { None } else { Some(near::communes(&db.pool, actor).await?) };
    let (seen, typed) = (seen.as_deref(), paging::words(&asked.mot));
    let sought = Sought { seen, typed: &typed, after: asked.apres, most: and_one(COMMUNES) };
    let lines = queries::lines(&db.pool, sought).await?;
    let by_commune = lines.chunk_by(|a, b| a.commune_id == b.commune_id).map(<[Line]>::to_vec).collect();
    let (by_commune, next) = cut(by_commune, COMMUNES, |lines: &Vec<Line>| lines[0].commune_id);
    let wants = asked.saisir.is_some() || again.is_refused();
    let few = (!wants).then(|| and_one(near::CHOICES));
    let (mut communes, mut committed_communes) = (Vec::new(), Vec::new());
    if keeps {
        communes = near::acting_for(&db.pool, actor, few).await?;
        committed_communes = queries::committed(&db.pool, today, few).await?;
    }
    let refused = again.is_refused();
    let body = ListPage {
        summary: queries::summary(&db.pool, seen, today).await?,
        statements: queries::statements(&db.pool, seen).await?,
        waits: communes.len() > near::CHOICES && !wants,
        asked,
        lines: by_commune.concat(),
        next,
        communes,
        committed_communes,
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

    /// A count that could point at somebody is not said.
    fn few(count: &Option<i64>) -> String {
        count.map_or_else(|| "pas encore compté".to_owned(), few)
    }

    fn grouped(count: &i64) -> String {
        grouped(*count)
    }

    fn is_few(&self) -> bool {
        self.summary.open.is_some_and(|open| (1..5).contains(&open))
    }

    /// There is more than one sees: one looks for a commune.
    fn is_long(&self) -> bool {
        self.next.is_some() || self.asked.apres.is_some() || !self.asked.mot.is_empty()
    }

    fn after(&self, commune: &Uuid) -> String {
        paging::after(&self.asked.mot, "apres", commune)
    }

    fn year(year: &i16) -> String {
        format!("{year}-{}", year + 1)
    }

    fn is_over(line: &Line) -> bool {
        line.known.is_some_and(|known| known > i64::from(line.pupils))
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

//! The territory’s equipment: by commune and by school, what each phase asks for, who repairs, what must be replaced when.

use super::queries::{self, CommuneLine, Contract, Due, SchoolLine, Sought, Total};
use super::rules;
use crate::paging::{self, and_one, cut};
use askama::Template;
use chrono::{Months, NaiveDate};
use cockpit::equipment::{Kind, Rule};
use cockpit::near;
use database::Db;
use identity::steering::{few, full_day};
use kernel::fields::Again;
use kernel::year::school_year_of;
use kernel::{Actor, Answer, Page, Query};
use serde::Deserialize;
use uuid::Uuid;

/// On a page.
const COMMUNES: usize = 50;
const SCHOOLS: usize = 100;
/// Lines of what must be replaced.
const DUES: usize = 200;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    mot: String,
    fait: Option<String>,
    apres: Option<Uuid>,
    commune: Option<Uuid>,
    /// The form is asked for: its list of communes is long.
    contrat: Option<String>,
}

impl Asked {
    fn typed(&self) -> String {
        paging::words(&self.mot)
    }

    /// After a commune or a school.
    fn after(&self, what: &str, last: &Uuid) -> String {
        paging::after(&self.mot, what, last)
    }
}

#[derive(Template)]
#[template(path = "equipment/territory.html")]
struct TerritoryPage {
    asked: Asked,
    communes: Vec<CommuneLine>,
    next_commune: Option<Uuid>,
    schools: Vec<SchoolLine>,
    next: Option<Uuid>,
    rules: Vec<Rule>,
    contracts: Vec<Contract>,
    /// In whose name she may write.
    acting: Vec<(Uuid, String)>,
    /// They are many: the form waits until it is asked for.
    waits: bool,
    project: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn overview(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    let again = Again::done(asked.fait.is_some());
    page(&db, &actor, again, asked).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again, asked: Asked) -> Answer<Page> {
    let today = db.clock.today();
    let refused = again.is_refused();
    let typed = asked.typed();
    let of = |after, most| Sought { typed: &typed, after, most: and_one(most) };
    let project = actor.is_project();
    let seen = if project { None } else { Some(near::communes(&db.pool, actor).await?) };
    let soon = today + Months::new(6);
    let communes = queries::communes(&db.pool, actor, of(asked.commune, COMMUNES), today, soon).await?;
    let schools = queries::schools(&db.pool, actor, of(asked.apres, SCHOOLS), school_year_of(today)).await?;
    let (communes, next_commune) = cut(communes, COMMUNES, |c| c.id);
    let (schools, next) = cut(schools, SCHOOLS, |s| s.id);
    let wants = asked.contrat.is_some() || again.is_at("contrat");
    let few = if wants { None } else { Some(and_one(near::CHOICES)) };
    let acting = near::acting_for(&db.pool, actor, few).await?;
    let body = TerritoryPage {
        asked,
        communes,
        next_commune,
        schools,
        next,
        rules: queries::rules(&db.pool).await?,
        contracts: queries::contracts(&db.pool, seen.as_deref(), today - Months::new(12)).await?,
        waits: !wants && acting.len() > near::CHOICES,
        acting,
        project,
        today,
        again,
    };
    let page = Page::new("Équipement", &body)?;
    Ok(if refused { page.invalid() } else { page })
}

/// « 4,2 » ; nothing where one of both is not said.
fn per_device(pupils: i64, devices: i64) -> String {
    if devices <= 0 || (1..5).contains(&pupils) {
        return "—".to_owned();
    }
    let tenths = (pupils * 20 + devices) / (devices * 2);
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{},{}", tenths / 10, tenths % 10) }
}

fn share(part: i64, whole: i64) -> String {
    if whole <= 0 { "—".to_owned() } else { format!("{}\u{a0}%", (part * 200 + whole) / (whole * 2)) }
}

impl TerritoryPage {
    fn day(day: &NaiveDate) -> String {
        full_day(*day)
    }

    fn few(count: &Option<i64>) -> String {
        count.map_or_else(|| "pas encore compté".to_owned(), few)
    }

    fn per_device(line: &CommuneLine) -> String {
        line.pupils.map_or_else(|| "—".to_owned(), |pupils| per_device(pupils, line.devices))
    }

    fn share(part: &i64, whole: &i64) -> String {
        share(*part, *whole)
    }

    fn phase(rule: &Rule) -> &'static str {
        rules::french(&rules::PHASES, &rule.phase)
    }

    fn is_over(&self, contract: &Contract) -> bool {
        contract.until < self.today
    }

    fn is_ending(&self, contract: &Contract) -> bool {
        rules::is_ending(Some(contract.until), self.today)
    }

    fn phases() -> Vec<(String, String)> {
        rules::PHASES
            .iter()
            .map(|(name, words)| (if name.is_empty() { "framing" } else { name }, words))
            .map(|(name, words)| (name.to_owned(), (*words).to_owned()))
            .collect()
    }

    fn kinds() -> Vec<(String, String)> {
        Kind::options()
    }

    fn pers() -> Vec<(String, String)> {
        rules::options(&[("class", "par classe engagée"), ("school", "dans l’école")])
    }

    fn places(&self) -> Vec<(String, String)> {
        self.acting.iter().map(|(id, name)| (id.to_string(), name.clone())).collect()
    }

    fn may_contract(&self) -> bool {
        self.project || !self.acting.is_empty()
    }
}

#[derive(Template)]
#[template(path = "equipment/replacement.html")]
struct ReplacementPage {
    asked: Asked,
    /// Too many to be told one by one.
    many: bool,
    /// Those that were sought are too many, too.
    cut: bool,
    years: Vec<Year>,
    soon: i64,
    until: String,
}

struct Year {
    year: i32,
    totals: Vec<Total>,
    /// Commune by commune, where they are few or some were sought.
    dues: Vec<Due>,
}

impl ReplacementPage {
    fn one_by_one(&self) -> bool {
        self.years.iter().any(|y| !y.dues.is_empty())
    }
}

impl Year {
    fn units(&self) -> i64 {
        match self.dues.is_empty() {
            true => self.totals.iter().map(|t| t.units).sum(),
            false => self.dues.iter().map(|d| d.units).sum(),
        }
    }
}

pub(super) async fn replacement(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    let soon = db.clock.today() + Months::new(6);
    let totals = queries::totals(&db.pool, &actor, soon).await?;
    let typed = asked.typed();
    // Of an academy, by commune only what is sought.
    let many = near::communes(&db.pool, &actor).await?.len() > near::CHOICES;
    let dues = match many && typed.is_empty() {
        true => Vec::new(),
        false => queries::dues(&db.pool, &actor, &typed, soon, and_one(DUES)).await?,
    };
    let one_by_one = !dues.is_empty() && dues.len() <= DUES;
    let near: i64 = totals.iter().map(|t| t.soon).sum();
    let body = ReplacementPage {
        many: many || !typed.is_empty() || dues.len() > DUES,
        cut: dues.len() > DUES,
        years: years(totals, if one_by_one { dues } else { Vec::new() }),
        asked,
        soon: near,
        until: full_day(soon),
    };
    Page::new("Équipement à remplacer", &body)
}

/// Where it is told commune by commune, of the years that are told.
fn years(totals: Vec<Total>, dues: Vec<Due>) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for total in totals {
        match years.last_mut().filter(|y| y.year == total.year) {
            Some(year) => year.totals.push(total),
            None => years.push(Year { year: total.year, totals: vec![total], dues: Vec::new() }),
        }
    }
    if dues.is_empty() {
        return years;
    }
    for due in dues {
        if let Some(year) = years.iter_mut().find(|y| y.year == due.year) {
            year.dues.push(due);
        }
    }
    years.retain(|y| !y.dues.is_empty());
    years
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pupils_per_device() {
        assert_eq!(
            (per_device(126, 30), per_device(60, 30), per_device(3, 30)),
            ("4,2".into(), "2".into(), "—".into())
        );
        assert_eq!(
            (per_device(60, 0), share(3, 7), share(0, 0)),
            ("—".into(), "43\u{a0}%".into(), "—".into())
        );
    }
}

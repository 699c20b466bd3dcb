//! The territory’s equipment: by commune and by school, what each phase asks for, who repairs, what must be replaced when.

use super::queries::{self, CommuneLine, Contract, Due, SchoolLine};
use super::rules::{self, Kind};
use super::wanted::Rule;
use crate::fields::Again;
use crate::near;
use askama::Template;
use chrono::{Months, NaiveDate};
use database::Db;
use identity::steering::{few, full_day};
use kernel::year::school_year_of;
use kernel::{Actor, Answer, Page, Query};
use serde::Deserialize;
use uuid::Uuid;

/// Schools on a page.
const MOST: i64 = 100;

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    fait: Option<String>,
    apres: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "equipment/territory.html")]
struct TerritoryPage {
    communes: Vec<CommuneLine>,
    schools: Vec<SchoolLine>,
    next: Option<Uuid>,
    rules: Vec<Rule>,
    contracts: Vec<Contract>,
    /// In whose name she may write.
    acting: Vec<(Uuid, String)>,
    project: bool,
    today: NaiveDate,
    again: Again,
}

pub(super) async fn overview(db: Db, actor: Actor, Query(asked): Query<Asked>) -> Answer<Page> {
    page(&db, &actor, Again::done(asked.fait.is_some()), asked.apres).await
}

pub(super) async fn page(db: &Db, actor: &Actor, again: Again, after: Option<Uuid>) -> Answer<Page> {
    let today = db.clock.today();
    let refused = again.is_refused();
    let seen = near::communes(&db.pool, actor).await?;
    let mut schools = queries::schools(&db.pool, actor, school_year_of(today), after, MOST + 1).await?;
    let goes_on = schools.len() > usize::try_from(MOST).unwrap_or(usize::MAX);
    schools.truncate(usize::try_from(MOST).unwrap_or(usize::MAX));
    let body = TerritoryPage {
        communes: queries::communes(&db.pool, actor, today, today + Months::new(6)).await?,
        next: schools.last().map(|s| s.id).filter(|_| goes_on),
        schools,
        rules: queries::rules(&db.pool).await?,
        contracts: queries::contracts(&db.pool, &seen, today - Months::new(12)).await?,
        acting: near::acting_for(&db.pool, actor).await?,
        project: actor.is_project(),
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
    /// By year, what is due in each commune.
    years: Vec<(i32, i64, Vec<Due>)>,
    soon: i64,
    until: String,
}

pub(super) async fn replacement(db: Db, actor: Actor) -> Answer<Page> {
    let soon = db.clock.today() + Months::new(6);
    let dues = queries::dues(&db.pool, &actor, soon).await?;
    let mut years: Vec<(i32, i64, Vec<Due>)> = Vec::new();
    let near: i64 = dues.iter().map(|d| d.soon).sum();
    for due in dues {
        match years.last_mut().filter(|(year, _, _)| *year == due.year) {
            Some((_, units, rows)) => {
                *units += due.units;
                rows.push(due);
            }
            None => years.push((due.year, due.units, vec![due])),
        }
    }
    Page::new("Équipement à remplacer", &ReplacementPage { years, soon: near, until: full_day(soon) })
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

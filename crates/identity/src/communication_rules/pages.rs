//! Who may write to whom, for the adults of the school; the head changes it.

use super::queries;
use super::rules::{self, COLUMNS, PRESETS, Preset, ROWS, Rules};
use super::{settled, waits};
use crate::school::{self, School};
use askama::Template;
use database::Db;
use kernel::clock::french_day;
use kernel::{Actor, Answer, Error, FieldErrors, Page, Path, PlaceId, Query};
use serde::Deserialize;

/// A cell as it is read.
pub(super) struct Shown {
    pub open: bool,
    /// No school changes it, for this reason.
    pub why: Option<&'static str>,
    /// Differs from the preset.
    pub changed: bool,
    /// Opens nothing before there are messages from one to one.
    pub waits: bool,
    pub column: &'static str,
}

#[derive(Template)]
#[template(path = "communication_rules/rules.html")]
struct RulesPage {
    school: School,
    rules: Rules,
    rows: Vec<(&'static str, Vec<Shown>)>,
    /// What can be changed: word of the cell, how it is said, whether it is open.
    cells: Vec<(String, String, bool)>,
    whys: Vec<&'static str>,
    decided: Option<String>,
    typed: String,
    errors: FieldErrors,
    done: bool,
}

#[derive(Deserialize)]
pub(super) struct Done {
    fait: Option<String>,
}

pub(super) async fn rules(
    db: Db,
    actor: Actor,
    Path(school): Path<PlaceId>,
    Query(done): Query<Done>,
) -> Answer<Page> {
    let school = school::school(&db.pool, &actor, school, db.clock.today()).await?.ok_or(Error::NotFound)?;
    page(&db, school, String::new(), FieldErrors::default(), done.fait.is_some()).await
}

/// `typed`: the cell that a refused form named.
pub(super) async fn page(
    db: &Db,
    school: School,
    typed: String,
    errors: FieldErrors,
    done: bool,
) -> Answer<Page> {
    let rules = queries::of(&db.pool, school.id).await?;
    let decided = queries::decided(&db.pool, &school).await?.map(|(at, name)| {
        let day = at.date_naive();
        let by = if name.is_empty() { String::new() } else { format!(" par {name}") };
        format!("le {} {}{by}", french_day(day), day.format("%Y"))
    });
    let mut whys: Vec<&'static str> = Vec::new();
    for why in ROWS.iter().flat_map(|r| COLUMNS.iter().filter_map(|c| settled(r.0, c.0))) {
        if !whys.contains(&why.1) {
            whys.push(why.1);
        }
    }
    let refused = !errors.is_empty();
    let shown = RulesPage {
        rows: table(&rules),
        cells: cells(&rules),
        whys,
        decided,
        school,
        rules,
        typed,
        errors,
        done,
    };
    let page = Page::new("Qui peut écrire à qui", &shown)?;
    Ok(if refused { page.invalid() } else { page })
}

fn table(rules: &Rules) -> Vec<(&'static str, Vec<Shown>)> {
    let row = |who| {
        COLUMNS
            .iter()
            .map(|(whom, _, column)| Shown {
                open: rules.allow(who, *whom),
                why: settled(who, *whom).map(|s| s.1),
                changed: rules.exceptions.contains(&rules::cell(who, *whom)),
                waits: waits(who, *whom),
                column,
            })
            .collect()
    };
    ROWS.iter().map(|(who, _, name)| (*name, row(*who))).collect()
}

fn cells(rules: &Rules) -> Vec<(String, String, bool)> {
    let mut cells = Vec::new();
    for (who, _, row) in ROWS {
        for (whom, _, column) in COLUMNS {
            if settled(who, whom).is_none() {
                let later = if waits(who, whom) { ", avec la messagerie" } else { "" };
                let said = format!("{row} → {column}{later}");
                cells.push((rules::cell(who, whom), said, rules.allow(who, whom)));
            }
        }
    }
    cells
}

impl RulesPage {
    fn presets(&self) -> &'static [(Preset, &'static str, &'static str, &'static str)] {
        &PRESETS
    }

    fn has(&self, preset: &Preset) -> bool {
        self.rules.preset == *preset
    }

    fn was(&self, cell: &str) -> bool {
        self.typed == cell
    }
}

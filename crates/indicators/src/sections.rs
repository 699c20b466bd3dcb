//! The sections of a place’s page: a query each, then figures, a drawing, a table that says the same.

use super::queries::read::{self, Account, Classes, Families, Scope, Taken};
use super::queries::said;
use super::series::{since, weeks};
use super::{equipment, help, queries, queues, territory, words};
use chrono::{Days, NaiveDate};
use cockpit::sheet::{Cell, Sheet, chain, mask, people, plain_share, share};
use database::Db;
use kernel::Error;

/// A number in large, and what it is of.
pub struct Figure {
    pub label: String,
    pub value: String,
    pub note: String,
    /// Part and whole, where both are said.
    pub meter: Option<(i64, i64)>,
}

pub(super) struct Section {
    pub id: &'static str,
    pub title: String,
    /// What it counts, where it comes from.
    pub about: (&'static str, &'static str),
    pub figures: Vec<Figure>,
    pub drawing: Option<String>,
    /// Class and words of what is drawn.
    pub legend: Vec<(String, String)>,
    pub sheet: Sheet,
}

impl Section {
    pub(super) fn new(
        id: &'static str,
        title: &str,
        about: (&'static str, &'static str),
        sheet: Sheet,
    ) -> Self {
        let title = title.to_owned();
        Self { id, title, about, figures: Vec::new(), drawing: None, legend: Vec::new(), sheet }
    }
}

/// `most`: how many months of what was asked by queue; none: without.
pub(super) async fn all(db: &Db, scope: &Scope, taken: &Taken, most: usize) -> Result<Vec<Section>, Error> {
    let series = read::classes(&db.pool, scope).await?;
    let past = said::past(&db.pool, scope).await?;
    let asked = queries::help::months_of(&db.pool, scope, taken.month).await?;
    let first = asked.last().filter(|_| most > 0).map_or(taken.month, |f| f.month);
    let parts = queries::help::parts_of(&db.pool, scope, first..=taken.month).await?;
    let lately = &parts[..parts.partition_point(|p| p.month >= taken.month)];
    let mut sections = vec![
        accounts(scope, &read::accounts(&db.pool, scope, taken.month).await?),
        classes(&series, taken.month),
        families(scope, &read::families(&db.pool, scope, taken.month).await?),
        weeks(scope, &read::weeks(&db.pool, scope, taken.day - Days::new(371)).await?),
        since(&series, &past),
        uses(scope, &read::services(&db.pool, scope, taken.month).await?),
        equipment::section(scope, &queries::equipment::read(&db.pool, scope, taken.month).await?),
        help::months(scope, &asked),
        queues::by_part(scope, lately, &asked),
    ];
    if most > 0 {
        sections.push(queues::by_month(scope, &parts, &asked, most));
    }
    let territory = queries::territory::read(&db.pool, scope, taken.month).await?;
    sections.extend(territory::sections(scope, territory.as_ref()));
    Ok(sections)
}

/// The project’s own figures.
pub(super) async fn headline(db: &Db, taken: &Taken) -> Result<Vec<Figure>, Error> {
    let scope = Scope::project();
    let mut figures = accounts(&scope, &read::accounts(&db.pool, &scope, taken.month).await?).figures;
    let rows = read::classes(&db.pool, &scope).await?;
    let deployed = rows.iter().find(|r| r.month == taken.month && r.band == "all");
    figures.extend(deployed.map(|r| figure(true, "Classes déployées", r.deployed, r.classes, "")));
    Ok(figures)
}

fn accounts(scope: &Scope, rows: &[Account]) -> Section {
    let mut out = Vec::new();
    for (profile, name) in words::PROFILES {
        let mine: Vec<&Account> = rows.iter().filter(|r| r.profile == profile).collect();
        let counts = |r: &Account| [r.potential, r.created, r.activated, r.active];
        let mut cells: Vec<Vec<Cell>> = mine.iter().map(|r| chain(scope.own, &counts(r))).collect();
        let bands = mine.iter().take_while(|r| r.band != "all").count();
        for column in 0..4 {
            mask(&mut cells[..bands], column);
        }
        for (row, cells) in mine.iter().zip(cells) {
            let banded = row.band != "all";
            if banded && matches!(profile, "teacher" | "staff") {
                continue;
            }
            let label = if banded {
                format!("{name}, {}", words::band(&row.band).to_lowercase())
            } else {
                name.to_owned()
            };
            let of = |at: usize| part_of(scope.own, &cells, counts(row), at);
            let shares = [of(1), of(2), of(3)];
            let mut line = vec![Cell::text(label), cells[0].clone()];
            for (cell, share) in cells[1..].iter().zip(shares) {
                line.extend([cell.clone(), share]);
            }
            out.push(line);
        }
    }
    let columns = vec![
        "Qui",
        "Comptes possibles",
        "Créés",
        "Part créée",
        "Activés",
        "Part activée",
        "Venus ce mois",
        "Part venue",
    ];
    let sheet = Sheet { name: "Comptes", columns, rows: out };
    let mut section = Section::new("comptes", "Comptes", words::ACCOUNTS, sheet);
    for row in rows.iter().filter(|r| r.band == "all" && matches!(r.profile.as_str(), "pupil" | "guardian")) {
        let who = words::profile(&row.profile).to_lowercase();
        section.figures.push(figure(
            scope.own,
            &format!("Comptes créés, {who}"),
            row.created,
            row.potential,
            "",
        ));
        section.figures.push(figure(
            scope.own,
            &format!("Comptes activés, {who}"),
            row.activated,
            row.potential,
            "",
        ));
    }
    section
}

/// Nothing where one of both is hidden for another’s sake.
fn part_of(own: bool, cells: &[Cell], counts: [i64; 4], at: usize) -> Cell {
    let said = |cell: &Cell| matches!(cell, Cell::Count(_));
    if said(&cells[0]) && said(&cells[at]) { share(own, counts[at], counts[0]) } else { Cell::Nothing }
}

pub(super) fn figure(own: bool, label: &str, part: i64, whole: i64, what: &str) -> Figure {
    let shown = share(own, part, whole);
    let cells = chain(own, &[whole, part]);
    let meter = matches!(shown, Cell::Share(_)).then_some((part, whole));
    let note = format!("{} sur {}{what}", cells[1].said(), cells[0].said());
    Figure { label: label.to_owned(), value: shown.said(), note, meter }
}

fn classes(series: &[Classes], month: NaiveDate) -> Section {
    let now: Vec<&Classes> = series.iter().filter(|r| r.month == month).collect();
    let rows = now.iter().map(|r| {
        vec![
            Cell::text(words::band(&r.band)),
            Cell::Count(r.classes),
            Cell::Count(r.deployed),
            plain_share(r.deployed, r.classes),
            Cell::Count(r.schools),
            Cell::Count(r.whole),
        ]
    });
    let columns = vec!["Type", "Classes", "Déployées", "Part déployée", "Écoles", "Écoles entières"];
    let sheet = Sheet { name: "Classes déployées", columns, rows: rows.collect() };
    let mut section = Section::new("classes", "Classes déployées", words::CLASSES, sheet);
    for row in now {
        let entire = match row.whole {
            0 => ", aucune école entière".to_owned(),
            1 => ", dont 1 école entière".to_owned(),
            n => format!(", dont {n} écoles entières"),
        };
        section.figures.push(figure(true, words::band(&row.band), row.deployed, row.classes, &entire));
    }
    section
}

fn families(scope: &Scope, rows: &[Families]) -> Section {
    let counts = |r: &Families| [r.pupils, r.reached, r.wholly];
    let homes = |r: &Families| [r.households, r.households_reached];
    let mut cells: Vec<Vec<Cell>> = rows
        .iter()
        .map(|r| {
            let mut line = chain(scope.own, &counts(r));
            line.push(people(scope.own, r.apart));
            line.extend(chain(scope.own, &homes(r)));
            line
        })
        .collect();
    let bands = rows.iter().take_while(|r| r.band != "all").count();
    for column in 0..6 {
        mask(&mut cells[..bands], column);
    }
    let lines = rows.iter().zip(cells).map(|(r, cells)| {
        let mut line = vec![Cell::text(words::band(&r.band))];
        line.extend(cells);
        line
    });
    let columns = vec![
        "Élèves de",
        "Élèves",
        "Joints (un foyer au moins)",
        "Joints tout à fait (chaque foyer)",
        "Ayant plusieurs foyers",
        "Foyers",
        "Foyers joints",
    ];
    let sheet = Sheet { name: "Familles jointes", columns, rows: lines.collect() };
    let mut section = Section::new("familles", "Familles jointes", words::FAMILIES, sheet);
    if let Some(all) = rows.iter().find(|r| r.band == "all") {
        let own = scope.own;
        section.figures.push(figure(own, "Foyers joints", all.households_reached, all.households, ""));
        section.figures.push(figure(own, "Élèves dont un foyer est joint", all.reached, all.pupils, ""));
        section.figures.push(figure(own, "Élèves dont chaque foyer est joint", all.wholly, all.pupils, ""));
    }
    section
}

pub(super) fn uses(scope: &Scope, rows: &[read::Service]) -> Section {
    let lines =
        words::services().filter(|(key, _)| rows.iter().any(|r| r.service == *key)).map(|(key, name)| {
            let mut line = vec![Cell::text(name)];
            line.extend(words::PROFILES.iter().map(|(profile, _)| {
                let acts =
                    rows.iter().find(|r| r.service == key && r.profile == *profile).map_or(0, |r| r.acts);
                people(scope.own, acts)
            }));
            line
        });
    let columns = vec!["Service", "Élèves", "Responsables", "Enseignants et direction", "Autres personnels"];
    let sheet = Sheet { name: "Actes par service", columns, rows: lines.collect() };
    Section::new("services", "Services utilisés ce mois", words::USES, sheet)
}

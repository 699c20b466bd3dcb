//! The sections that go over time: who came each week, which classes were deployed since the start.

use super::chart::{self, Curve};
use super::queries::read::{Classes, Scope, Week};
use super::queries::said::Past;
use super::sections::Section;
use super::words;
use chrono::{Datelike, NaiveDate};
use cockpit::sheet::{Cell, Sheet, chain, plain_share, share};
use kernel::clock::french_month;
use kernel::year::school_year_of;

/// Weeks in the table; the drawing has a year.
const WEEKS_SHOWN: usize = 12;

pub(super) fn weeks(scope: &Scope, rows: &[Week]) -> Section {
    let mut days: Vec<NaiveDate> = rows.iter().map(|r| r.week).collect();
    days.dedup();
    let of = |week: NaiveDate, profile: &str| rows.iter().find(|r| r.week == week && r.profile == profile);
    let line = |week: &NaiveDate| {
        let mut line = vec![Cell::text(week.format("%d/%m/%Y").to_string())];
        for (profile, _) in words::PROFILES {
            line.extend(match of(*week, profile) {
                Some(r) => {
                    let cells = chain(scope.own, &[r.potential, r.active]);
                    [cells[1].clone(), share(scope.own, r.active, r.potential)]
                }
                None => [Cell::Nothing, Cell::Nothing],
            });
        }
        line
    };
    let columns = vec![
        "Semaine du",
        "Élèves",
        "Part",
        "Responsables",
        "Part",
        "Enseignants",
        "Part",
        "Autres personnels",
        "Part",
    ];
    let sheet =
        Sheet { name: "Venus par semaine", columns, rows: days.iter().take(WEEKS_SHOWN).map(line).collect() };
    let mut section = Section::new("semaines", "Venus chaque semaine", words::WEEKS, sheet);
    let drawn: Vec<Curve> = words::PROFILES
        .iter()
        .take(3)
        .map(|(profile, name)| {
            let points = days.iter().rev().filter_map(|week| {
                let r = of(*week, profile)?;
                let said = match share(scope.own, r.active, r.potential) {
                    Cell::Share(tenths) => Some(tenths),
                    _ => None,
                };
                Some((*week, said))
            });
            (*name, points.collect())
        })
        .map(|(name, points): (&'static str, Vec<(NaiveDate, Option<i64>)>)| Curve {
            name,
            points: on_line(&points, days.last(), days.first()),
        })
        .collect();
    draw(
        &mut section,
        "Part des personnes venues chaque semaine, par profil",
        drawn,
        (days.last(), days.first()),
    );
    section
}

/// Part of the way from the first day to the last.
#[expect(clippy::cast_precision_loss, reason = "a place in a picture")]
fn on_line(
    points: &[(NaiveDate, Option<i64>)],
    first: Option<&NaiveDate>,
    last: Option<&NaiveDate>,
) -> Vec<(f64, Option<i64>)> {
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let whole = (*last - *first).num_days().max(1) as f64;
    points.iter().map(|(day, value)| ((*day - *first).num_days() as f64 / whole, *value)).collect()
}

fn draw(
    section: &mut Section,
    label: &str,
    curves: Vec<Curve>,
    ends: (Option<&NaiveDate>, Option<&NaiveDate>),
) {
    let (Some(first), Some(last)) = ends else { return };
    if first == last {
        return;
    }
    let mark = |day: &NaiveDate| day.format("%m/%Y").to_string();
    let marks = [(0.0, mark(first)), (1.0, mark(last))];
    section.legend =
        curves.iter().enumerate().map(|(n, c)| (format!("chart-{n}"), c.name.to_owned())).collect();
    section.drawing = chart::curves(label, &curves, &marks);
}

pub(super) fn since(series: &[Classes], past: &[Past]) -> Section {
    let mut rows = Vec::new();
    let mut years: Vec<i16> = past.iter().map(|p| p.school_year).collect();
    years.dedup();
    for year in &years {
        let of = |band: &str| past.iter().find(|p| p.school_year == *year && p.band == band);
        let cell = |band| of(band).map_or(Cell::Nothing, |p| plain_share(p.deployed, p.classes));
        let source = ["elementary", "nursery"].iter().find_map(|b| of(b)).map_or("", |p| p.source.as_str());
        rows.push(vec![
            Cell::text(school_year(*year)),
            cell("nursery"),
            cell("elementary"),
            Cell::Nothing,
            Cell::text(source),
        ]);
    }
    let mut months: Vec<NaiveDate> = series.iter().map(|r| r.month).collect();
    months.dedup();
    for month in &months {
        let cell = |band: &str| {
            let row = series.iter().find(|r| r.month == *month && r.band == band);
            row.map_or(Cell::Nothing, |r| plain_share(r.deployed, r.classes))
        };
        let source = Cell::text("comptage");
        rows.push(vec![
            Cell::text(month_of(*month)),
            cell("nursery"),
            cell("elementary"),
            cell("all"),
            source,
        ]);
    }
    let columns = vec!["Période", "Maternelle", "Élémentaire", "Ensemble", "Source"];
    let sheet = Sheet { name: "Depuis le début", columns, rows };
    let mut section = Section::new("debut", "Classes déployées depuis le début", words::SINCE, sheet);
    let mut days: Vec<NaiveDate> =
        years.iter().map(|y| middle_of(*y)).chain(months.iter().copied()).collect();
    days.sort_unstable();
    let curve = |band: &str, name: &'static str| {
        let before =
            past.iter().filter(|p| p.band == band).map(|p| (middle_of(p.school_year), p.deployed, p.classes));
        let after = series.iter().filter(|r| r.band == band).map(|r| (r.month, r.deployed, r.classes));
        let points: Vec<(NaiveDate, Option<i64>)> = before
            .chain(after)
            .filter_map(|(day, part, whole)| match plain_share(part, whole) {
                Cell::Share(tenths) => Some((day, Some(tenths))),
                _ => None,
            })
            .collect();
        Curve { name, points: on_line(&points, days.first(), days.last()) }
    };
    let curves =
        vec![curve("nursery", "Maternelle"), curve("elementary", "Élémentaire"), curve("all", "Ensemble")];
    draw(&mut section, "Part des classes déployées depuis le début", curves, (days.first(), days.last()));
    section
}

/// « 2026-27 ».
fn school_year(year: i16) -> String {
    format!("{year}-{:02}", (year + 1) % 100)
}

fn middle_of(year: i16) -> NaiveDate {
    NaiveDate::from_ymd_opt(i32::from(year) + 1, 2, 1).unwrap_or_default()
}

/// « septembre 2026 (2026-27) ».
pub(super) fn month_of(month: NaiveDate) -> String {
    let name = french_month(month);
    format!("{name} {} ({})", month.year(), school_year(school_year_of(month)))
}

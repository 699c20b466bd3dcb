//! The section of a place’s page that says what was asked for help, month by month beside the use. By level and queue:
//! [`super::queues`]. Pure.

use super::queries::help::Help;
use super::queries::read::Scope;
use super::sections::{Figure, Section};
use super::series::month_of;
use super::words;
use cockpit::sheet::{Cell, Sheet, people};

pub(super) fn months(scope: &Scope, rows: &[Help]) -> Section {
    let lines = counts_of(scope.own, rows).into_iter().zip(rows).map(|(counts, row)| {
        let mut line = vec![Cell::text(month_of(row.month))];
        let asked = counts[0].clone();
        line.extend(counts);
        line.push(median(scope.own, row));
        line.extend(beside(scope.own, row, &asked));
        line
    });
    let columns = vec![
        "Mois",
        "Demandes",
        "Résolues",
        "Encore ouvertes",
        "Durée médiane",
        "Comptes venus",
        "Demandes pour 1\u{202f}000 comptes venus",
    ];
    let sheet = Sheet { name: "Assistance", columns, rows: lines.collect() };
    let mut section = Section::new("assistance", "Assistance", words::HELP, sheet);
    section.figures = section.sheet.rows.first().map(|row| figures(row)).unwrap_or_default();
    section
}

/// The last month, in large.
fn figures(row: &[Cell]) -> Vec<Figure> {
    let month = row[0].said();
    let figure = |label: &str, cell: &Cell| Figure {
        label: label.to_owned(),
        value: cell.said(),
        note: month.clone(),
        meter: None,
    };
    vec![
        figure("Demandes d’aide", &row[1]),
        figure("Encore ouvertes", &row[3]),
        figure("Durée médiane", &row[4]),
        figure("Pour 1\u{202f}000 comptes venus", &row[6]),
    ]
}

/// Asked, resolved, still open. What is open at the end is what was open before, and what came, without what was resolved:
/// where one of these is not said, two are not.
pub(super) fn counts_of(own: bool, rows: &[Help]) -> Vec<[Cell; 3]> {
    let few = |count: i64| matches!(people(own, count), Cell::Few);
    let said = |row: &Help, before: Option<&Help>| {
        let counts = [row.opened, row.resolved, row.still_open];
        let masked = counts.iter().any(|n| few(*n)) || before.is_some_and(|b| few(b.still_open));
        counts.map(|n| match people(own, n) {
            Cell::Count(n) if masked && n > 0 => Cell::Masked,
            cell => cell,
        })
    };
    rows.iter().enumerate().map(|(at, row)| said(row, rows.get(at + 1))).collect()
}

/// « 3,2 h » of service; of fewer than five it would be somebody’s own.
pub(super) fn median(own: bool, row: &Help) -> Cell {
    match (row.minutes, people(own, row.resolved)) {
        (Some(minutes), Cell::Count(_)) => Cell::text(tenths(minutes * 10, 60, "\u{a0}h")),
        _ => Cell::Nothing,
    }
}

/// The use of the month, and how much help was asked for it.
fn beside(own: bool, row: &Help, asked: &Cell) -> [Cell; 2] {
    if row.active == 0 || row.active_hidden && !own {
        return [Cell::Nothing, Cell::Nothing];
    }
    let each = match asked {
        Cell::Count(asked) => Cell::text(tenths(asked * 10_000, row.active, "")),
        _ => Cell::Nothing,
    };
    [Cell::Count(row.active), each]
}

/// Rounded; « 12 », « 12,5 ».
fn tenths(tenths: i64, of: i64, unit: &str) -> String {
    let rounded = (tenths * 2 + of) / (of * 2);
    match rounded % 10 {
        0 => format!("{}{unit}", rounded / 10),
        rest => format!("{},{rest}{unit}", rounded / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Cell::{Count, Few, Masked, Nothing};

    fn help(part: &str, [opened, resolved, still_open]: [i64; 3], minutes: Option<i64>) -> Help {
        let month = "2026-09-01".parse().unwrap();
        let active_hidden = false;
        Help { month, part: part.into(), opened, resolved, still_open, minutes, active: 480, active_hidden }
    }

    fn scope(own: bool) -> Scope {
        Scope { own, ..Scope::project() }
    }

    #[test]
    fn what_is_open_tells_nothing_that_is_hidden() {
        let rows =
            [help("all", [20, 10, 18], None), help("all", [3, 9, 8], None), help("all", [9, 9, 14], None)];
        let said = counts_of(false, &rows);
        assert_eq!(said[0], [Count(20), Count(10), Count(18)]);
        assert_eq!(said[1], [Few, Masked, Masked]);
        assert_eq!(said[2], [Count(9), Count(9), Count(14)]);
        let after_few = [help("all", [20, 10, 12], None), help("all", [9, 9, 2], None)];
        assert_eq!(counts_of(false, &after_few)[0], [Masked, Masked, Masked]);
        assert_eq!(counts_of(true, &after_few)[1], [Count(9), Count(9), Count(2)]);
    }

    #[test]
    fn use_and_help_stand_side_by_side() {
        let section = months(&scope(false), &[help("all", [12, 8, 7], Some(190))]);
        let said: Vec<_> = section.sheet.rows[0].iter().map(Cell::said).collect();
        assert_eq!(said[1..], ["12", "8", "7", "3,2\u{a0}h", "480", "25"]);
        let section = months(&scope(false), &[help("all", [12, 1, 7], Some(190))]);
        let row = &section.sheet.rows[0];
        assert_eq!((&row[2], &row[4], &row[6]), (&Few, &Nothing, &Nothing));
    }
}

//! The sections that say where what was asked for help went: by level and queue, in the last month and in those before. Pure.
//!
//! Of a month that is not the last nothing is said of what was still open: from one month’s to the next’s one would find
//! what is few between them.

use super::help::{counts_of, median};
use super::queries::help::Help;
use super::queries::read::Scope;
use super::sections::Section;
use super::series::month_of;
use super::words;
use chrono::NaiveDate;
use cockpit::sheet::{Cell, Sheet, mask, people};

/// Months on the page; the files have all.
pub(super) const SHOWN: usize = 12;

/// A level or one of its queues: its words, what is said of those asked, resolved, still open, how long they took.
struct Part {
    words: String,
    counts: Vec<Cell>,
    median: Cell,
}

/// Level by level. `whole`: what is said of the place in this month.
fn parts(own: bool, rows: &[Help], whole: Option<&[Cell]>) -> Vec<Part> {
    let of = |part: &str| rows.iter().find(|r| r.part == part);
    let counts =
        |part: &str| of(part).map(|r| [r.opened, r.resolved, r.still_open].map(|n| people(own, n)).to_vec());
    let part = |key: &str, words: String, counts: Vec<Cell>| {
        let median = of(key).map_or(Cell::Nothing, |r| median(own, r));
        // Of those that are hidden for another’s sake the median goes with them.
        let median = if matches!(counts[1], Cell::Count(_)) { median } else { Cell::Nothing };
        Part { words, counts, median }
    };
    let levels: Vec<_> = words::LEVELS.iter().filter(|l| of(l.0).is_some()).collect();
    let mut heads: Vec<Vec<Cell>> = levels.iter().filter_map(|l| counts(l.0)).collect();
    hide_parts(&mut heads, whole);
    let mut out = Vec::new();
    for ((key, level, queues), head) in levels.iter().zip(heads) {
        let here: Vec<_> = queues.iter().filter(|q| of(q.0).is_some()).collect();
        let mut queues: Vec<Vec<Cell>> = here.iter().filter_map(|q| counts(q.0)).collect();
        hide_parts(&mut queues, Some(&head));
        out.push(part(key, (*level).to_owned(), head));
        out.extend(here.iter().zip(queues).map(|(q, counts)| part(q.0, format!("— {}", q.1), counts)));
    }
    out
}

/// The last month; `months` are those of the table of the whole.
pub(super) fn by_part(scope: &Scope, rows: &[Help], months: &[Help]) -> Section {
    let whole = counts_of(scope.own, months);
    let parts = parts(scope.own, rows, whole.first().map(|w| &w[..]));
    let lines = parts.into_iter().map(|part| {
        let mut line = vec![Cell::text(part.words)];
        line.extend(part.counts);
        line.push(part.median);
        line
    });
    let columns = vec!["Niveau et file", "Demandes", "Résolues", "Encore ouvertes", "Durée médiane"];
    let sheet = Sheet { name: "Assistance par file", columns, rows: lines.collect() };
    Section::new("files", "Assistance, par niveau et par file", words::HELP_QUEUES, sheet)
}

/// Every month that has a part, the last one first; `months` are those of the table of the whole.
pub(super) fn by_month(scope: &Scope, rows: &[Help], months: &[Help], most: usize) -> Section {
    let whole = counts_of(scope.own, months);
    let mut days: Vec<NaiveDate> = rows.iter().map(|r| r.month).collect();
    days.dedup();
    let mut lines = Vec::new();
    for month in days.iter().take(most) {
        let of_it: Vec<Help> = rows.iter().filter(|r| r.month == *month).cloned().collect();
        let at = months.iter().position(|m| m.month == *month);
        let parts = parts(scope.own, &of_it, at.and_then(|at| whole.get(at)).map(|w| &w[..]));
        lines.extend(parts.into_iter().map(|part| {
            let mut line = vec![Cell::text(month_of(*month)), Cell::text(part.words)];
            line.extend(part.counts.into_iter().take(2));
            line.push(part.median);
            line
        }));
    }
    let columns = vec!["Mois", "Niveau et file", "Demandes", "Résolues", "Durée médiane"];
    let sheet = Sheet { name: "Assistance par mois et file", columns, rows: lines };
    Section::new("files-mois", "Assistance, mois par mois et file par file", words::HELP_BY_MONTH, sheet)
}

/// Parts of something: one that is not said hides another; where the whole is not said, they do not all tell it.
fn hide_parts(parts: &mut [Vec<Cell>], whole: Option<&[Cell]>) {
    let hidden = |cell: &Cell| matches!(cell, Cell::Few | Cell::Nearly | Cell::Masked);
    for column in 0..3 {
        mask(parts, column);
        let told = !parts.iter().any(|p| hidden(&p[column]));
        if told && whole.is_some_and(|w| hidden(&w[column])) {
            let shown = parts.iter_mut().filter_map(|p| match p[column] {
                Cell::Count(n) if n > 0 => Some((n, &mut p[column])),
                _ => None,
            });
            if let Some((_, cell)) = shown.min_by_key(|(n, _)| *n) {
                *cell = Cell::Masked;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Cell::{Count, Few, Masked, Nothing};

    fn help(month: &str, part: &str, [opened, resolved]: [i64; 2], minutes: Option<i64>) -> Help {
        let (month, still_open) = (month.parse().unwrap(), opened);
        Help {
            month,
            part: part.into(),
            opened,
            resolved,
            still_open,
            minutes,
            active: 0,
            active_hidden: false,
        }
    }

    fn scope(own: bool) -> Scope {
        Scope { own, ..Scope::project() }
    }

    const SEPTEMBER: &str = "2026-09-01";
    const AUGUST: &str = "2026-08-01";

    #[test]
    fn a_level_is_not_found_from_its_queues() {
        let rows = [
            help(SEPTEMBER, "level_1", [14, 6], None),
            help(SEPTEMBER, "level_3", [3, 0], None),
            help(SEPTEMBER, "school", [7, 6], None),
            help(SEPTEMBER, "circonscription", [7, 0], None),
            help(SEPTEMBER, "publisher", [3, 0], None),
        ];
        let section = by_part(&scope(false), &rows, &[help(SEPTEMBER, "all", [17, 6], None)]);
        let asked: Vec<_> = section.sheet.rows.iter().map(|r| (r[0].said(), r[1].clone())).collect();
        assert_eq!(
            asked,
            [
                ("Niveau 1, au plus près".to_owned(), Masked),
                ("— École".to_owned(), Masked),
                ("— Circonscription".to_owned(), Count(7)),
                ("Niveau 3, l’éditeur".to_owned(), Few),
                ("— Éditeur".to_owned(), Few),
            ]
        );
    }

    #[test]
    fn each_month_hides_what_is_few_in_it_and_a_median_goes_with_its_count() {
        let rows = [
            help(SEPTEMBER, "level_1", [14, 9], Some(60)),
            help(SEPTEMBER, "school", [14, 9], Some(60)),
            help(AUGUST, "level_1", [12, 9], Some(90)),
            help(AUGUST, "level_2", [9, 2], Some(600)),
            help(AUGUST, "project", [9, 2], Some(600)),
            help(AUGUST, "school", [12, 9], Some(90)),
        ];
        let months = [help(SEPTEMBER, "all", [14, 9], None), help(AUGUST, "all", [21, 11], None)];
        let section = by_month(&scope(false), &rows, &months, SHOWN);
        let said: Vec<_> = section.sheet.rows.iter().map(|r| r[2..].to_vec()).collect();
        let hour = Cell::text("1\u{a0}h");
        assert_eq!(
            said,
            [
                [Count(14), Count(9), hour.clone()],
                [Count(14), Count(9), hour],
                [Count(12), Masked, Nothing],
                [Count(12), Masked, Nothing],
                [Count(9), Few, Nothing],
                [Count(9), Few, Nothing],
            ]
        );
        let own = by_month(&scope(true), &rows, &months, 1);
        assert_eq!(own.sheet.rows.len(), 2, "one month");
    }
}

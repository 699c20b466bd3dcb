//! What lies in a place, part by part, with a map where they are communes.

use super::map::{self, Map};
use super::queries::parts::{self as parts_of, Part, Parts};
use super::queries::read::{Scope, Taken};
use super::sections::Section;
use super::words;
use cockpit::sheet::{Cell, Sheet, chain, mask, people, plain_share, share};
use database::Db;
use kernel::{Actor, Error};
use uuid::Uuid;

/// Rows on a page; in a file, all.
pub(super) const PAGE: i64 = 100;
pub(super) const ALL: i64 = 5_000;

pub(super) struct Inside {
    pub section: Section,
    pub map: Option<Map>,
    /// What one may see it by: « Par commune », its word in the address, how many.
    pub choices: Vec<(&'static str, &'static str, i64)>,
    /// The one that is shown.
    pub chosen: &'static str,
    pub next: Option<Uuid>,
}

/// What a place is seen by: what was asked for; else the nearest that are several, else the nearest.
pub(super) fn kind(kinds: &[(String, i64)], by: &str) -> Option<&'static words::Kind> {
    let nearest = || kinds.iter().find(|k| k.1 > 1).or(kinds.first()).map(|k| words::kind_named(&k.0));
    words::KINDS
        .iter()
        .find(|k| k.slug == by && kinds.iter().any(|(name, _)| name == k.name))
        .or_else(nearest)
}

/// Nothing for a school, or a place that holds nothing.
pub(super) async fn inside(
    db: &Db,
    actor: &Actor,
    scope: &Scope,
    taken: &Taken,
    (kinds, by): (&[(String, i64)], &str),
    (after, most): (Option<Uuid>, i64),
) -> Result<Option<Inside>, Error> {
    let choices: Vec<_> = kinds
        .iter()
        .map(|(name, count)| (words::kind_named(name), *count))
        .map(|(kind, count)| (kind.by, kind.slug, count))
        .collect();
    let Some(kind) = kind(kinds, by) else { return Ok(None) };
    let which = Parts { kind: kind.name, after, most: most + 1 };
    let mut rows = parts_of::parts(&db.pool, actor, scope, which, taken.month).await?;
    let size = usize::try_from(most).unwrap_or(usize::MAX);
    let goes_on = rows.len() > size;
    rows.truncate(size);
    let next = rows.last().map(|r| r.id).filter(|_| goes_on);
    let map = match kind.name {
        "commune" => map::map(
            format!("Carte des communes\u{a0}: {}", scope.name),
            parts_of::drawn(&db.pool, scope, taken.month).await?,
        ),
        _ => None,
    };
    let section = Section::new("lieux", kind.by, words::PARTS, sheet(kind, &rows));
    Ok(Some(Inside { section, map, choices, chosen: kind.slug, next }))
}

fn sheet(kind: &words::Kind, parts: &[Part]) -> Sheet {
    let mut shown: Vec<Vec<Cell>> = parts
        .iter()
        .map(|p| {
            let mut cells = chain(false, &[p.pupils, p.created, p.activated]);
            cells.extend(chain(false, &[p.households, p.households_reached]));
            cells.extend([p.asked, p.still_open].map(|n| people(false, n)));
            cells
        })
        .collect();
    for column in 0..7 {
        mask(&mut shown, column);
    }
    let communes = kind.name == "commune";
    let mut columns = vec![kind.column];
    if communes {
        columns.push("Habitants");
    }
    columns.extend([
        "Élèves",
        "Comptes créés",
        "Part créée",
        "Activés",
        "Foyers",
        "Foyers joints",
        "Classes maternelles",
        "dont déployées",
        "Classes élémentaires",
        "dont déployées",
        "Part déployée",
        "Écoles entières",
        "Demandes d’aide",
        "Encore ouvertes",
    ]);
    let rows = parts.iter().zip(shown).map(|(p, mut shown)| {
        let asked = shown.split_off(5);
        let mut row = vec![Cell::Link(p.name.clone(), format!("/indicateurs/{}", p.id))];
        if communes {
            row.push(p.population.map_or(Cell::Nothing, |n| Cell::Count(i64::from(n))));
        }
        let said = |cell: &Cell| matches!(cell, Cell::Count(_));
        let created = match said(&shown[0]) && said(&shown[1]) {
            true => share(false, p.created, p.pupils),
            false => Cell::Nothing,
        };
        row.extend(shown);
        row.insert(if communes { 4 } else { 3 }, created);
        row.extend([p.nursery, p.nursery_deployed, p.elementary, p.elementary_deployed].map(Cell::Count));
        row.extend([plain_share(p.deployed, p.classes), Cell::Count(p.whole)]);
        row.extend(asked);
        row
    });
    Sheet { name: kind.by, columns, rows: rows.collect() }
}

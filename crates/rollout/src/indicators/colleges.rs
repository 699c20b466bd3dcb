//! How many schools have a collège named; the collèges, apart from everything of the first degree.

use super::hide::{Cell, plain_share};
use super::queries::read::Colleges;
use super::sections::{Section, figure};
use super::sheet::Sheet;
use super::words;

pub(super) fn section(counted: &Colleges) -> Section {
    let row = vec![
        Cell::Count(counted.schools),
        Cell::Count(counted.fed),
        plain_share(counted.fed, counted.schools),
        Cell::Count(counted.colleges),
        Cell::Count(counted.sister),
        Cell::Count(counted.here),
    ];
    let columns = vec![
        "Écoles qui vont au collège",
        "Ayant un collège de secteur",
        "Part",
        "Collèges (second degré)",
        "Dans l’ENT jumeau",
        "Portés par ce projet",
    ];
    let sheet = Sheet { name: "Collèges", columns, rows: vec![row] };
    let mut section = Section::new("colleges", "Collèges", words::COLLEGES, sheet);
    section.figures.push(figure(
        true,
        "Écoles ayant un collège de secteur",
        counted.fed,
        counted.schools,
        "",
    ));
    section.figures.push(figure(true, "Collèges dans l’ENT jumeau", counted.sister, counted.colleges, ""));
    section
}

//! What a place is made of: its communes, small ones apart; which of its schools have a collège named, and the collèges,
//! apart from everything of the first degree.

use super::queries::read::Scope;
use super::queries::territory::Territory;
use super::sections::{Section, figure};
use super::words;
use cockpit::sheet::{Cell, Sheet, plain_share};

/// None of a school or a perimeter, nor where nothing was counted yet; no communes of a commune.
pub(super) fn sections(scope: &Scope, counted: Option<&Territory>) -> Vec<Section> {
    let Some(counted) = counted else { return Vec::new() };
    let mut sections = vec![colleges(counted)];
    if scope.kind != "commune" {
        sections.push(rural(counted));
    }
    sections
}

fn colleges(counted: &Territory) -> Section {
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

fn rural(counted: &Territory) -> Section {
    let known = counted.communes - counted.unknown;
    let row = vec![
        Cell::Count(counted.communes),
        Cell::Count(counted.small),
        plain_share(counted.small, known),
        Cell::Count(counted.unknown),
    ];
    let columns = vec!["Communes", "De moins de 2\u{202f}500 habitants", "Part", "Population inconnue"];
    let sheet = Sheet { name: "Communes rurales", columns, rows: vec![row] };
    let mut section = Section::new("rural", "Communes rurales", words::RURAL, sheet);
    let note = " communes de population connue";
    section.figures.push(figure(true, "Moins de 2\u{202f}500 habitants", counted.small, known, note));
    section
}

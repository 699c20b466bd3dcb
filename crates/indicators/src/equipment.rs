//! The section of a place’s page that says what works in its schools. Pure.

use super::queries::equipment::Equipment;
use super::queries::read::Scope;
use super::sections::{Figure, Section, figure};
use super::words;
use cockpit::sheet::{Cell, Sheet, people, plain_share};

pub(super) fn section(scope: &Scope, is: &Equipment) -> Section {
    let pupils = people(scope.own, is.pupils);
    let each = match pupils {
        Cell::Count(pupils) if is.devices > 0 && pupils > 0 => Cell::text(per_device(pupils, is.devices)),
        _ => Cell::Nothing,
    };
    let row = vec![
        Cell::Count(is.schools),
        Cell::Count(is.said),
        Cell::Count(is.classes),
        Cell::Count(is.boarded),
        plain_share(is.boarded, is.classes),
        Cell::Count(is.devices),
        pupils.clone(),
        each.clone(),
    ];
    let columns = vec![
        "Écoles",
        "Dont le registre est rempli",
        "Classes",
        "Avec un tableau interactif",
        "Part",
        "Tablettes et ordinateurs",
        "Élèves",
        "Élèves par appareil",
    ];
    let sheet = Sheet { name: "Équipement", columns, rows: vec![row] };
    let mut section = Section::new("equipement", "Équipement", words::EQUIPMENT, sheet);
    section.figures.push(figure(true, "Classes avec un tableau interactif", is.boarded, is.classes, ""));
    section.figures.push(Figure {
        label: "Élèves par appareil".to_owned(),
        value: each.said(),
        note: format!("{} élèves, {} appareils", pupils.said(), is.devices),
        meter: None,
    });
    section
}

/// « 4,2 ».
fn per_device(pupils: i64, devices: i64) -> String {
    let tenths = (pupils * 20 + devices) / (devices * 2);
    if tenths % 10 == 0 { (tenths / 10).to_string() } else { format!("{},{}", tenths / 10, tenths % 10) }
}

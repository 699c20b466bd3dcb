//! The communes of the project, from what the program carries (`crates/indicators/data`): population, EPCI, outline.

use super::queries::count as queries;
use flate2::read::GzDecoder;
use kernel::Error;
use sqlx::PgConnection;
use std::collections::HashSet;
use std::io::{BufRead, BufReader};

const COMMUNES: &[u8] = include_bytes!("../data/communes.csv.gz");
const OUTLINES: &[u8] = include_bytes!("../data/outlines.csv.gz");

/// As INSEE and IGN know it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Commune {
    pub insee: String,
    pub name: String,
    pub population: Option<i32>,
    pub department: String,
    pub epci: String,
    pub epci_name: String,
    /// Least x, least y, greatest x, greatest y; nothing where no outline is known.
    pub bounds: Vec<i32>,
    pub outline: String,
}

/// The project’s communes that are not known yet are looked up: a few at a time, once each.
pub(super) async fn learn(conn: &mut PgConnection) -> Result<usize, Error> {
    let unknown: HashSet<String> = queries::unknown_communes(&mut *conn).await?.into_iter().collect();
    if unknown.is_empty() {
        return Ok(0);
    }
    let found = tokio::task::spawn_blocking(move || look_up(&unknown)).await??;
    for commune in &found {
        know_commune(&mut *conn, commune).await?;
    }
    Ok(found.len())
}

/// A commune as it is said: of the program’s list, or an invented one.
pub async fn know_commune(conn: &mut PgConnection, commune: &Commune) -> Result<(), sqlx::Error> {
    queries::put_commune(conn, commune).await
}

fn look_up(wanted: &HashSet<String>) -> std::io::Result<Vec<Commune>> {
    let mut found = Vec::new();
    for line in BufReader::new(GzDecoder::new(COMMUNES)).lines() {
        let line = line?;
        let fields: Vec<&str> = line.split(';').collect();
        let &[insee, name, population, department, epci, epci_name] = &*fields else { continue };
        if wanted.contains(insee) {
            found.push(Commune {
                insee: insee.to_owned(),
                name: name.to_owned(),
                population: population.parse().ok(),
                department: department.to_owned(),
                epci: epci.to_owned(),
                epci_name: epci_name.to_owned(),
                ..Commune::default()
            });
        }
    }
    for line in BufReader::new(GzDecoder::new(OUTLINES)).lines() {
        let line = line?;
        let fields: Vec<&str> = line.split(';').collect();
        let &[insee, x0, y0, x1, y1, path] = &*fields else { continue };
        if let Some(commune) = found.iter_mut().find(|c| c.insee == insee) {
            commune.bounds = [x0, y0, x1, y1].iter().filter_map(|n| n.parse().ok()).collect();
            path.clone_into(&mut commune.outline);
        }
    }
    Ok(found)
}

/// Departments by code, as INSEE names them.
pub(super) const DEPARTMENTS: [(&str, &str); 101] = [
    ("01", "Ain"),
    ("02", "Aisne"),
    ("03", "Allier"),
    ("04", "Alpes-de-Haute-Provence"),
    ("05", "Hautes-Alpes"),
    ("06", "Alpes-Maritimes"),
    ("07", "Ardèche"),
    ("08", "Ardennes"),
    ("09", "Ariège"),
    ("10", "Aube"),
    ("11", "Aude"),
    ("12", "Aveyron"),
    ("13", "Bouches-du-Rhône"),
    ("14", "Calvados"),
    ("15", "Cantal"),
    ("16", "Charente"),
    ("17", "Charente-Maritime"),
    ("18", "Cher"),
    ("19", "Corrèze"),
    ("21", "Côte-d’Or"),
    ("22", "Côtes-d’Armor"),
    ("23", "Creuse"),
    ("24", "Dordogne"),
    ("25", "Doubs"),
    ("26", "Drôme"),
    ("27", "Eure"),
    ("28", "Eure-et-Loir"),
    ("29", "Finistère"),
    ("2A", "Corse-du-Sud"),
    ("2B", "Haute-Corse"),
    ("30", "Gard"),
    ("31", "Haute-Garonne"),
    ("32", "Gers"),
    ("33", "Gironde"),
    ("34", "Hérault"),
    ("35", "Ille-et-Vilaine"),
    ("36", "Indre"),
    ("37", "Indre-et-Loire"),
    ("38", "Isère"),
    ("39", "Jura"),
    ("40", "Landes"),
    ("41", "Loir-et-Cher"),
    ("42", "Loire"),
    ("43", "Haute-Loire"),
    ("44", "Loire-Atlantique"),
    ("45", "Loiret"),
    ("46", "Lot"),
    ("47", "Lot-et-Garonne"),
    ("48", "Lozère"),
    ("49", "Maine-et-Loire"),
    ("50", "Manche"),
    ("51", "Marne"),
    ("52", "Haute-Marne"),
    ("53", "Mayenne"),
    ("54", "Meurthe-et-Moselle"),
    ("55", "Meuse"),
    ("56", "Morbihan"),
    ("57", "Moselle"),
    ("58", "Nièvre"),
    ("59", "Nord"),
    ("60", "Oise"),
    ("61", "Orne"),
    ("62", "Pas-de-Calais"),
    ("63", "Puy-de-Dôme"),
    ("64", "Pyrénées-Atlantiques"),
    ("65", "Hautes-Pyrénées"),
    ("66", "Pyrénées-Orientales"),
    ("67", "Bas-Rhin"),
    ("68", "Haut-Rhin"),
    ("69", "Rhône"),
    ("70", "Haute-Saône"),
    ("71", "Saône-et-Loire"),
    ("72", "Sarthe"),
    ("73", "Savoie"),
    ("74", "Haute-Savoie"),
    ("75", "Paris"),
    ("76", "Seine-Maritime"),
    ("77", "Seine-et-Marne"),
    ("78", "Yvelines"),
    ("79", "Deux-Sèvres"),
    ("80", "Somme"),
    ("81", "Tarn"),
    ("82", "Tarn-et-Garonne"),
    ("83", "Var"),
    ("84", "Vaucluse"),
    ("85", "Vendée"),
    ("86", "Vienne"),
    ("87", "Haute-Vienne"),
    ("88", "Vosges"),
    ("89", "Yonne"),
    ("90", "Territoire de Belfort"),
    ("91", "Essonne"),
    ("92", "Hauts-de-Seine"),
    ("93", "Seine-Saint-Denis"),
    ("94", "Val-de-Marne"),
    ("95", "Val-d’Oise"),
    ("971", "Guadeloupe"),
    ("972", "Martinique"),
    ("973", "Guyane"),
    ("974", "La Réunion"),
    ("976", "Mayotte"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_commune_is_found_with_its_people_and_its_outline() {
        let found = look_up(&["80021".to_owned(), "75056".to_owned()].into()).unwrap();
        let amiens = found.iter().find(|c| c.insee == "80021").unwrap();
        assert_eq!((amiens.name.as_str(), amiens.department.as_str()), ("Amiens", "80"));
        assert!(amiens.population.unwrap() > 100_000 && amiens.bounds.len() == 4);
        assert!(amiens.outline.starts_with('M') && amiens.outline.ends_with('z'));
        let paris = found.iter().find(|c| c.insee == "75056").unwrap();
        assert!(paris.outline.is_empty() && paris.population.unwrap() > 2_000_000);
    }
}

//! Examples for the routes of the rollout.

use super::examples::{Example, World, example};

pub fn examples(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let path = format!("/ecole/{}/rejoindre", world.app.cast.tilleuls);
    let carrel = Some(world.app.cast.carrel);
    let figures = format!("/indicateurs/{}", world.app.cast.tilleuls);
    let petit = Some(world.app.cast.petit);
    vec![
        example("GET", "/indicateurs", "/indicateurs", petit),
        example("GET", "/indicateurs/{scope}", figures.clone(), petit),
        example("GET", "/indicateurs/{scope}/reunion", format!("{figures}/reunion"), petit),
        example("GET", "/indicateurs/{scope}/tableau/{format}", format!("{figures}/tableau/ods"), petit),
        example("POST", "/indicateurs/compter", "/indicateurs/compter", oger).sends(&[]),
        example("POST", "/indicateurs/{scope}/perimetre", format!("{figures}/perimetre"), oger)
            .sends(&[("nom", "Écoles de 2026")]),
        example("POST", "/indicateurs/{scope}/anterieur", format!("{figures}/anterieur"), oger).sends(&[
            ("annee", "2016"),
            ("niveau", "elementary"),
            ("classes", "4"),
            ("deployees", "3"),
            ("source", "Bilan 2016"),
        ]),
        example("GET", "/deploiement", "/deploiement", oger),
        example("GET", "/ecole/{school}/rejoindre", path.clone(), carrel),
        example("POST", "/ecole/{school}/rejoindre/{step}", format!("{path}/interet"), carrel)
            .sends(&[("texte", "Écouter des voix")]),
        example("POST", "/pilotage/projet/ouverture", "/pilotage/projet/ouverture", oger)
            .sends(&[("etapes", "oui")]),
        example("GET", "/pilotage/projet", "/pilotage/projet", oger),
        example("POST", "/pilotage/projet", "/pilotage/projet", oger).sends(&[("marque", "e-Ormes")]),
    ]
}

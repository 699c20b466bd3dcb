//! Examples for the routes of the rollout.

use super::examples::{Example, World, example};

pub fn examples(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let path = format!("/ecole/{}/rejoindre", world.app.cast.tilleuls);
    let carrel = Some(world.app.cast.carrel);
    vec![
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

//! Examples for the routes of the rollout.

use super::examples::{Example, World, example};

pub fn examples(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    vec![
        example("GET", "/pilotage/projet", "/pilotage/projet", oger),
        example("POST", "/pilotage/projet", "/pilotage/projet", oger).sends(&[("marque", "e-Ormes")]),
    ]
}

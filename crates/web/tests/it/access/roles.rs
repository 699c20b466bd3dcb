//! Examples for the roles that the team names around it.

use super::examples::{Example, World, example};
use super::rollout::id;
use kernel::PersonId;

/// The legal adviser of `rollout.sql`.
pub fn adviser() -> PersonId {
    PersonId(id("ad").parse().unwrap())
}

/// Who reads for the ministry, of `rollout.sql`.
pub fn national() -> PersonId {
    PersonId(id("ae").parse().unwrap())
}

pub fn examples(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let she = Some(adviser());
    let petit = Some(world.app.cast.petit);
    let keepers = format!("/ecole/{}/administrateurs", world.app.cast.tilleuls);
    let clause = format!("/juridique/texte/clause-1-{}", id("e1"));
    vec![
        example("POST", "/pilotage/equipe/invitation", "/pilotage/equipe/invitation", oger).sends(&[
            ("prenom", "Ana"),
            ("famille", "Ruiz"),
            ("adresse", "ana.ruiz@example.org"),
            ("role", "legal_adviser"),
            ("du", "2026-09-15"),
        ]),
        example("GET", "/juridique", "/juridique", she),
        example("GET", "/juridique/texte/{text}", clause.clone(), she),
        example("POST", "/juridique/texte/{text}", clause, she)
            .sends(&[("lu", &*print("Durée\n\nTrois ans.")), ("choix", "valide")]),
        example("GET", "/ecole/{school}/administrateurs", keepers.clone(), petit),
        example("POST", "/ecole/{school}/administrateurs", keepers.clone(), petit).sends(&[
            ("qui", &*world.app.cast.carrel.to_string()),
            ("du", ""),
            ("au", "2026-12-18"),
        ]),
        example(
            "POST",
            "/ecole/{school}/administrateurs/{administrator}/fin",
            format!("{keepers}/{}/fin", id("af")),
            petit,
        )
        .sends(&[("au", "2026-10-01")]),
        example(
            "POST",
            "/ecole/{school}/administrateurs/{administrator}/dispense",
            format!("{keepers}/{}/dispense", world.app.cast.petit),
            oger,
        )
        .sends(&[("texte", "Formatrice elle-même.")]),
        example("GET", "/national", "/national", Some(national())),
        example("GET", "/national/comptages.csv", "/national/comptages.csv", Some(national())),
        example("GET", "/pilotage/options", "/pilotage/options", oger),
        example("POST", "/pilotage/options/{option}", "/pilotage/options/tile_photos", she)
            .sends(&[("texte", "Vu.")])
            .absent(),
        example("POST", "/pilotage/options/{option}/retrait", "/pilotage/options/tile_photos/retrait", oger)
            .sends(&[]),
    ]
}

/// As the page of the text says it.
fn print(text: &str) -> String {
    use sha2::{Digest, Sha256};
    hex::encode(&Sha256::digest(text.as_bytes())[..12])
}

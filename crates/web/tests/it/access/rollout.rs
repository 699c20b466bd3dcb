//! Examples for the routes of the rollout.

use super::examples::{Example, World, example};
use uuid::Uuid;

/// A syndicate with a contact, and an objective.
pub struct Rollout {
    pub party: Uuid,
    pub contact: Uuid,
    pub objective: Uuid,
}

impl Rollout {
    pub async fn new(app: &testing::TestApp) -> Self {
        let (party, contact, objective) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        sqlx::query!(
            "insert into party (id, kind, name, added_at) values ($1, 'syndicate', 'Syndicat', '2026-09-15')",
            party
        )
        .execute(app.pool())
        .await
        .unwrap();
        sqlx::query!(
            "insert into party_contact (id, party_id, first_name, last_name, added_at)
             values ($1, $2, 'Mireille', 'Pons', '2026-09-15')",
            contact,
            party,
        )
        .execute(app.pool())
        .await
        .unwrap();
        sqlx::query!(
            "insert into objective (id, statement, indicator, target, review_on, said_at)
             values ($1, 'Lire', 'Évaluations', '5', '2027-06-30', '2026-09-15')",
            objective
        )
        .execute(app.pool())
        .await
        .unwrap();
        Self { party, contact, objective }
    }
}

pub fn examples(world: &World) -> Vec<Example> {
    let mut all = of_project(world);
    all.extend(of_joining(world));
    all
}

fn of_joining(world: &World) -> Vec<Example> {
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
    ]
}

fn of_project(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let Rollout { party, contact, objective } = &world.rollout;
    let base = "/pilotage/projet";
    let one = format!("{base}/parties/{party}");
    let is = [("nom", "Syndicat"), ("genre", "syndicate"), ("role", "member")];
    vec![
        example("GET", "/pilotage/projet", base, oger),
        example("POST", "/pilotage/projet", base, oger).sends(&[("marque", "e-Ormes")]),
        example("POST", "/pilotage/projet/ouverture", format!("{base}/ouverture"), oger)
            .sends(&[("etapes", "oui")]),
        example("GET", "/pilotage/projet/parties", format!("{base}/parties"), oger),
        example("POST", "/pilotage/projet/parties", format!("{base}/parties"), oger).sends(&is),
        example("GET", "/pilotage/projet/parties/{party}", one.clone(), oger),
        example("POST", "/pilotage/projet/parties/{party}", one.clone(), oger).sends(&is),
        example("POST", "/pilotage/projet/parties/{party}/contacts", format!("{one}/contacts"), oger)
            .sends(&[("prenom", "Luc"), ("nom", "Adam")]),
        example(
            "POST",
            "/pilotage/projet/parties/{party}/contacts/{contact}",
            format!("{one}/contacts/{contact}"),
            oger,
        )
        .sends(&[("geste", "principal")]),
        example("GET", "/pilotage/projet/responsabilites", format!("{base}/responsabilites"), oger),
        example("POST", "/pilotage/projet/responsabilites", format!("{base}/responsabilites"), oger)
            .sends(&[("training.education", "R")]),
        example("GET", "/pilotage/projet/objectifs", format!("{base}/objectifs"), oger),
        example("POST", "/pilotage/projet/objectifs", format!("{base}/objectifs"), oger).sends(&[
            ("but", "Mieux lire"),
            ("indicateur", "Évaluations"),
            ("cible", "5"),
            ("revue", "2027-06-30"),
        ]),
        example(
            "POST",
            "/pilotage/projet/objectifs/{objective}/retirer",
            format!("{base}/objectifs/{objective}/retirer"),
            oger,
        )
        .sends(&[("oui", "1")]),
        example("GET", "/pilotage/projet/phases", format!("{base}/phases"), oger),
        example("POST", "/pilotage/projet/phases", format!("{base}/phases"), oger).sends(&[
            ("phase", "experimentation"),
            ("avis", "no"),
            ("depuis", "2026"),
            ("jour", "2026-09-10"),
            ("raison", "Pas cette année."),
        ]),
    ]
}

//! Examples for the register of collèges.

use super::examples::{Example, World, example};
use testing::TestApp;

/// A collège that Les Tilleuls feeds; Les Aulnes is proposed.
pub async fn settle(app: &TestApp) {
    let script = include_str!("sector.sql")
        .replace(":tilleuls", &app.cast.tilleuls.to_string())
        .replace(":aulnes", &app.cast.aulnes.to_string());
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(app.pool()).await.unwrap();
}

fn id(end: &str) -> String {
    format!("00000000-0000-7000-8000-00000000{end}")
}

const FILE: &[u8] = b"0809903C;0809911N\n";

pub fn examples(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (segur, oger, petit) = (Some(cast.segur), Some(cast.oger), Some(cast.petit));
    let college = format!("/colleges/{}", id("21a1"));
    let said = [("uai", "0809912P"), ("nom", "Collège du Lac"), ("commune", "Ormes"), ("ent", "none")];
    vec![
        example("GET", "/colleges", "/colleges", segur),
        example("POST", "/colleges", "/colleges", oger).sends(&said),
        example("GET", "/colleges/import", "/colleges/import", oger),
        example("POST", "/colleges/import", "/colleges/import", oger)
            .parts(&[("du", "2026-09-01")], &[("fichier", "secteurs.csv", FILE)]),
        example("POST", "/colleges/import/appliquer", "/colleges/import/appliquer", oger).sends(&[
            ("lignes", "0809903C;0809911N"),
            ("du", "2026-09-01"),
            ("attendu", "1"),
        ]),
        example("POST", "/colleges/propositions", "/colleges/propositions", segur).sends(&[
            ("ecole", &*cast.bruyeres.to_string()),
            ("college", &*id("21a1")),
            ("sens", "rattacher"),
        ]),
        example(
            "POST",
            "/colleges/propositions/{proposal}",
            format!("/colleges/propositions/{}", id("21a3")),
            oger,
        )
        .sends(&[("geste", "oui"), ("du", "2026-09-15")]),
        example("GET", "/colleges/{college}", college.clone(), segur),
        example("POST", "/colleges/{college}", college.clone(), oger).sends(&said),
        example("POST", "/colleges/{college}/fermeture", format!("{college}/fermeture"), oger).sends(&[]),
        example("POST", "/colleges/{college}/ecoles", format!("{college}/ecoles"), oger)
            .sends(&[("ecole", &*cast.aulnes.to_string()), ("du", "2026-09-01")]),
        example(
            "POST",
            "/colleges/{college}/ecoles/{link}/fin",
            format!("{college}/ecoles/{}/fin", id("21a2")),
            oger,
        )
        .sends(&[("au", "2027-08-31")]),
        example("POST", "/colleges/{college}/liaisons", format!("{college}/liaisons"), segur).sends(&[
            ("nature", "council"),
            ("jour", "2026-10-06"),
            ("invite", "Le principal et l’IEN"),
            ("ordre", "Le cycle 3"),
        ]),
        example(
            "POST",
            "/colleges/{college}/liaisons/{liaison}",
            format!("{college}/liaisons/{}", id("21a4")),
            segur,
        )
        .sends(&[("geste", "raconter"), ("decide", "Une visite en mai.")]),
        example("GET", "/ecole/{school}/college", format!("/ecole/{}/college", cast.tilleuls), petit),
    ]
}

//! Examples for the routes of bundles of services and of packs of resources.

use super::equip::PDF;
use super::examples::{Example, World, example};
use std::io::Write as _;
use testing::TestApp;

fn id(end: &str) -> String {
    format!("00000000-0000-7000-8000-000000e000{end}")
}

/// An offer that Les Tilleuls has and one that nobody has; three packs, one of them on a class’s shelf.
pub async fn settle(app: &TestApp) {
    let (store, now) = (&app.app.store, app.app.db.clock.now());
    let mut paper = tempfile::NamedTempFile::new().unwrap();
    paper.write_all(PDF).unwrap();
    paper.flush().unwrap();
    let what = ("fiche.pdf", "application/pdf");
    let file = storage::keep_made(store, app.pool(), paper.path(), what, now).await.unwrap();
    let mut script = include_str!("offers.sql").to_owned();
    for (word, id) in [
        (":school", app.cast.tilleuls.to_string()),
        (":class", app.cast.cm1b.to_string()),
        (":file", file.0.to_string()),
    ] {
        script = script.replace(word, &id);
    }
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(app.pool()).await.unwrap();
}

pub fn examples(world: &World) -> Vec<Example> {
    let mut all = of_offers(world);
    all.extend(of_packs(world));
    all.extend(of_shelf(world));
    all
}

fn of_offers(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let base = "/finances/offres";
    vec![
        example("GET", "/finances/offres", base, oger),
        example("POST", "/finances/offres", base, oger).sends(&[
            ("nom", "Découverte"),
            ("genre", "trial"),
            ("services", "families"),
        ]),
        example("POST", "/finances/offres/{bundle}/retrait", format!("{base}/{}/retrait", id("02")), oger)
            .sends(&[]),
        example("POST", "/finances/offres/attributions", format!("{base}/attributions"), oger).sends(&[
            ("offre", &id("01")),
            ("uai", "0809902B"),
            ("annee", "2026-2027"),
            ("classes", "2"),
            ("bascule", "2026-09-01"),
            ("fin", "2027-08-31"),
        ]),
        example(
            "POST",
            "/finances/offres/attribution/{grant}/retrait",
            format!("{base}/attribution/{}/retrait", id("03")),
            oger,
        )
        .sends(&[]),
    ]
}

fn of_packs(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let carrel = Some(world.app.cast.carrel);
    let base = "/documents/packs";
    let one = format!("{base}/{}", id("11"));
    let item = format!("{one}/element/{}/retrait", id("21"));
    let bytes = format!("{one}/element/{}/fichier", id("22"));
    let files: &[(&'static str, &'static str, &'static [u8])] = &[("piece", "fiche.pdf", PDF)];
    vec![
        example("GET", "/documents/packs", base, carrel),
        example("POST", "/documents/packs", base, oger).sends(&[
            ("titre", "Rituels"),
            ("auteur", "Le projet"),
            ("origine", "project"),
            ("licence", "licence_ouverte"),
            ("matiere", "Langage"),
            ("niveaux", "MS"),
        ]),
        example("POST", "/documents/packs/depart", format!("{base}/depart"), oger).sends(&[]),
        // Whoever works in a school reads it.
        example("GET", "/documents/packs/{pack}", one.clone(), carrel).for_all(),
        example("POST", "/documents/packs/{pack}/elements", format!("{one}/elements"), oger)
            .parts(&[("genre", "file"), ("titre", "Une fiche")], files),
        example("POST", "/documents/packs/{pack}/element/{item}/retrait", item, oger).sends(&[]),
        example("GET", "/documents/packs/{pack}/element/{item}/fichier", bytes, carrel).for_all(),
        example("POST", "/documents/packs/{pack}/retrait", format!("{base}/{}/retrait", id("13")), oger)
            .sends(&[]),
    ]
}

fn of_shelf(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let carrel = Some(cast.carrel);
    let shelf = format!("/ecole/{}/classe/{}/pour-commencer", cast.tilleuls, cast.cm1b);
    vec![
        example("GET", "/ecole/{school}/classe/{class}/pour-commencer", shelf.clone(), carrel),
        example("POST", "/ecole/{school}/classe/{class}/pour-commencer", shelf.clone(), carrel)
            .sends(&[("lot", &id("11"))]),
        example(
            "POST",
            "/ecole/{school}/classe/{class}/pour-commencer/{pack}/retrait",
            format!("{shelf}/{}/retrait", id("12")),
            carrel,
        )
        .sends(&[]),
    ]
}

//! Examples for the routes of the DSI’s desk.

use super::examples::{Example, World, example};
use super::rollout::id;

pub fn examples(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let tilleuls = world.app.cast.tilleuls.to_string();
    let of = |method, pattern, path: String| example(method, pattern, path, oger);
    let name = |end: &str| format!("/domaines/nom/{}", id(end));
    let mut all = of_requirements(world);
    all.extend([
        of("GET", "/domaines", "/domaines".into()),
        of("POST", "/domaines", "/domaines".into())
            .sends(&[("lieu", &*tilleuls), ("nom", "tilleuls.ent.example.org")]),
        of("GET", "/domaines/regles", "/domaines/regles".into()),
        of("POST", "/domaines/regles", "/domaines/regles".into())
            .sends(&[("suffixes", "ent.example.org"), ("adresses", "198.51.100.7")]),
        of("GET", "/domaines/nom/{request}", name("f2")),
        of("POST", "/domaines/nom/{request}/decision", format!("{}/decision", name("f1")))
            .sends(&[("choix", "oui")]),
        of("POST", "/domaines/nom/{request}/essai", format!("{}/essai", name("f2"))).sends(&[]),
        of("POST", "/domaines/nom/{request}/fin", format!("{}/fin", name("f2"))).sends(&[]),
    ]);
    all
}

fn of_requirements(world: &World) -> Vec<Example> {
    let oger = Some(world.app.cast.oger);
    let party = world.rollout.party.to_string();
    let of = |method, pattern, path: String| example(method, pattern, path, oger);
    let catalogue = |end: &str| format!("/exigences/catalogue/{}", id(end));
    let item = |end: &str| format!("/exigences/exigence/{}", id(end));
    let answers = "/exigences/catalogue/{catalogue}/reponses";
    vec![
        of("GET", "/exigences", "/exigences".into()),
        of("POST", "/exigences", "/exigences".into()).sends(&[
            ("titre", "Départ"),
            ("version", "1"),
            ("source", "Le projet"),
            ("jour", "2026-09-01"),
            ("depuis", "depart"),
        ]),
        of("GET", "/exigences/catalogue/{catalogue}", catalogue("e1")),
        of("POST", "/exigences/catalogue/{catalogue}", catalogue("e2")).sends(&[
            ("code", "FUN-09"),
            ("famille", "technical"),
            ("niveau", "must"),
            ("texte", "Un blog."),
        ]),
        of("POST", "/exigences/catalogue/{catalogue}/gel", format!("{}/gel", catalogue("e1"))).sends(&[]),
        of(
            "GET",
            "/exigences/catalogue/{catalogue}/annexe/{format}",
            format!("{}/annexe/csv", catalogue("e1")),
        ),
        of(
            "GET",
            "/exigences/catalogue/{catalogue}/comparer/{other}",
            format!("{}/comparer/{}", catalogue("e2"), id("e1")),
        ),
        of("GET", answers, format!("{}/reponses", catalogue("e1"))),
        of("POST", answers, format!("{}/reponses", catalogue("e1")))
            .parts(&[("nom", "Solution A"), ("grille", "FUN-01;couvert")], &[]),
        of("GET", "/exigences/exigence/{requirement}", item("e3")),
        of("POST", "/exigences/exigence/{requirement}/voix", format!("{}/voix", item("e5")))
            .sends(&[("partie", &*party), ("choix", "oui")]),
        of("POST", "/exigences/exigence/{requirement}/commentaire", format!("{}/commentaire", item("e5")))
            .sends(&[("texte", "Oui.")]),
        of("POST", "/exigences/exigence/{requirement}/decision", format!("{}/decision", item("e4")))
            .sends(&[("choix", "non")]),
        of("POST", "/exigences/exigence/{requirement}/conformite", format!("{}/conformite", item("e3")))
            .sends(&[("etat", "covered"), ("preuve", "L’accueil")]),
        of("GET", "/exigences/rappels", "/exigences/rappels".into()),
        of("POST", "/exigences/rappels", "/exigences/rappels".into()).sends(&[
            ("titre", "Image"),
            ("texte", "Une permission."),
            ("reference", "Code civil, art. 9"),
            ("responsable", "Le DPO"),
            ("jour", "2026-09-01"),
        ]),
        of("POST", "/exigences/rappels/{notice}", format!("/exigences/rappels/{}", id("e6")))
            .sends(&[("choix", "verifie")]),
    ]
}

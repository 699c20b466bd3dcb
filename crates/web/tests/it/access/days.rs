//! Examples for the routes of events and documents.

use super::equip::PDF;
use super::examples::{Example, World, example};
use std::io::Write as _;
use testing::TestApp;

fn id(end: &str) -> String {
    format!("00000000-0000-7000-8000-000000d000{end}")
}

/// A day to come with a workshop, one that has begun; a document of each of two.
pub async fn settle(app: &TestApp) {
    let (store, now) = (&app.app.store, app.app.db.clock.now());
    let mut paper = tempfile::NamedTempFile::new().unwrap();
    paper.write_all(PDF).unwrap();
    paper.flush().unwrap();
    let file = storage::keep_made(store, app.pool(), paper.path(), ("diapos.pdf", "application/pdf"), now)
        .await
        .unwrap();
    let mut script = include_str!("days.sql").to_owned();
    for (word, id) in [
        (":school", app.cast.tilleuls.to_string()),
        (":carrel", app.cast.carrel.to_string()),
        (":class", app.cast.cm1b.to_string()),
        (":segur", app.cast.segur.to_string()),
        (":blanc", app.cast.blanc.to_string()),
        (":file", file.0.to_string()),
        (":of", app.cast.val_ormes.to_string()),
    ] {
        script = script.replace(word, &id);
    }
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(app.pool()).await.unwrap();
}

pub fn examples(world: &World) -> Vec<Example> {
    let mut all = of_slots(world);
    all.extend(of_staff_and_card(world));
    all.extend(of_events(world));
    all.extend(of_documents(world));
    all
}

fn of_slots(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (segur, oger, carrel) = (Some(cast.segur), Some(cast.oger), Some(cast.carrel));
    let school = format!("/ecole/{}", cast.tilleuls);
    let backing = format!("/circonscription/{}/appui", cast.val_ormes);
    vec![
        example("GET", "/ecole/{school}/reservations", format!("{school}/reservations"), carrel),
        example("POST", "/ecole/{school}/reservations", format!("{school}/reservations"), carrel).sends(&[
            ("materiel", &id("31")),
            ("classe", &cast.cm1b.to_string()),
            ("jour", "2026-10-06"),
            ("debut", "9:00"),
            ("fin", "10:00"),
        ]),
        example(
            "POST",
            "/ecole/{school}/reservation/{booking}/annulation",
            format!("{school}/reservation/{}/annulation", id("32")),
            carrel,
        )
        .sends(&[]),
        example("GET", "/circonscription/{place}/appui", backing.clone(), segur),
        example("POST", "/circonscription/{place}/appui", backing.clone(), oger)
            .sends(&[("fonction", &id("42")), ("debut", "2026-09-15")]),
        example(
            "POST",
            "/circonscription/{place}/appui/{backing}/fin",
            format!("{backing}/{}/fin", id("43")),
            oger,
        )
        .sends(&[]),
        example("POST", "/circonscription/{place}/appui/actions", format!("{backing}/actions"), segur)
            .sends(&[("jour", "2026-09-14"), ("quoi", "Une réunion des directions")]),
    ]
}

fn of_staff_and_card(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (segur, oger) = (Some(cast.segur), Some(cast.oger));
    let absence = format!("/encadrement/absence/{}", id("13"));
    let card = format!("/gouvernance/carte/{}", id("24"));
    vec![
        example("POST", "/encadrement/absence/{absence}/droits", format!("{absence}/droits"), oger)
            .sends(&[]),
        example("POST", "/encadrement/absence/{absence}/retour", format!("{absence}/retour"), oger)
            .sends(&[]),
        example("GET", "/gouvernance/carte", "/gouvernance/carte", segur),
        // One waits already.
        example("POST", "/gouvernance/carte", "/gouvernance/carte", oger)
            .sends(&[("nom", "Encore"), ("porteur", &id("21")), ("raison", "Encore")])
            .absent(),
        example("POST", "/gouvernance/carte/{change}/accord", format!("{card}/accord"), oger).sends(&[
            ("college", "education"),
            ("choix", "oui"),
            ("qui", &id("23")),
        ]),
        example("POST", "/gouvernance/carte/{change}/abandon", format!("{card}/abandon"), oger).sends(&[]),
    ]
}

fn of_events(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (segur, carrel) = (Some(cast.segur), Some(cast.carrel));
    let of = cast.val_ormes.to_string();
    let at = format!("/evenements/{}", id("01"));
    let begun = format!("/evenements/{}", id("02"));
    vec![
        example("GET", "/evenements", "/evenements", carrel),
        example("POST", "/evenements", "/evenements", segur).sends(&[
            ("titre", "Retours d’expérience"),
            ("jour", "2026-11-18"),
            ("debut", "9:00"),
            ("fin", "12:00"),
            ("lieu", "Salle des fêtes"),
            ("invites", "teachers"),
            ("circonscriptions", &of),
        ]),
        example("GET", "/evenements/{event}", at.clone(), carrel),
        example("POST", "/evenements/{event}/inscription", format!("{at}/inscription"), carrel)
            .sends(&[("geste", "venir")]),
        example("POST", "/evenements/{event}/ateliers", format!("{at}/ateliers"), segur).sends(&[
            ("heure", "10:30"),
            ("theme", "Le cahier de liaison"),
            ("intervenant", "Un conseiller pédagogique"),
        ]),
        example(
            "POST",
            "/evenements/{event}/atelier/{workshop}/retrait",
            format!("{at}/atelier/{}/retrait", id("03")),
            segur,
        )
        .sends(&[]),
        example("POST", "/evenements/{event}/presents", format!("{begun}/presents"), segur)
            .sends(&[("presents", "42")]),
        example("POST", "/evenements/{event}/annulation", format!("{at}/annulation"), segur).sends(&[]),
    ]
}

fn of_documents(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (segur, oger, carrel) = (Some(cast.segur), Some(cast.oger), Some(cast.carrel));
    let document = format!("/documents/{}", id("04"));
    let version = [("auteur", "La DRANE"), ("licence", "licence_ouverte")];
    let of_project = [("titre", "Doctrine"), ("lecteurs", "schools"), version[0], version[1]];
    let files: &[(&'static str, &'static str, &'static [u8])] = &[("piece", "diapos.pdf", PDF)];
    vec![
        example("GET", "/documents", "/documents", carrel),
        example("POST", "/documents", "/documents", oger).parts(&of_project, files),
        example("GET", "/documents/{document}", document.clone(), carrel),
        example("POST", "/documents/{document}/versions", format!("{document}/versions"), segur)
            .parts(&version, files),
        example("POST", "/documents/{document}/retrait", format!("{document}/retrait"), segur).sends(&[]),
        example("GET", "/documents/{document}/version/{number}", format!("{document}/version/1"), carrel),
    ]
}

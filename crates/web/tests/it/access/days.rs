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
    let script = format!(
        "insert into event (id, title, place, starts_at, ends_at, made_at) values
           ('{coming}', 'Journée d’échanges', 'Salle', '2026-10-07 07:00+00', '2026-10-07 15:00+00', '2026-09-01'),
           ('{begun}', 'Atelier', 'Salle', '2026-09-15 07:00+00', '2026-09-15 15:00+00', '2026-09-01');
         insert into event_guest (event_id, guests, circonscription_id) select e, g, '{of}'
           from unnest(array['{coming}'::uuid, '{begun}']) e, unnest(array['heads', 'teachers']) g;
         insert into event_workshop (id, event_id, starts_at, theme, speaker)
           values ('{workshop}', '{coming}', '2026-10-07 08:00+00', 'Le fil', 'Une directrice');
         insert into library_document (id, title, event_id, made_at) values
           ('{document}', 'Les diapositives', '{coming}', '2026-09-01');
         insert into library_version (id, document_id, number, author, licence, file_id, added_at)
           values ('{version}', '{document}', 1, 'La DRANE', 'cc_by', '{file}', '2026-09-01');",
        coming = id("01"),
        begun = id("02"),
        of = app.cast.val_ormes,
        workshop = id("03"),
        document = id("04"),
        version = id("05"),
        file = file.0,
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(app.pool()).await.unwrap();
}

pub fn examples(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (segur, oger, carrel) = (Some(cast.segur), Some(cast.oger), Some(cast.carrel));
    let of = cast.val_ormes.to_string();
    let at = format!("/evenements/{}", id("01"));
    let begun = format!("/evenements/{}", id("02"));
    let document = format!("/documents/{}", id("04"));
    let version = [("auteur", "La DRANE"), ("licence", "licence_ouverte")];
    let of_project = [("titre", "Doctrine"), ("lecteurs", "schools"), version[0], version[1]];
    let files: &[(&'static str, &'static str, &'static [u8])] = &[("piece", "diapos.pdf", PDF)];
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
        example("GET", "/documents", "/documents", carrel),
        example("POST", "/documents", "/documents", oger).parts(&of_project, files),
        example("GET", "/documents/{document}", document.clone(), carrel),
        example("POST", "/documents/{document}/versions", format!("{document}/versions"), segur)
            .parts(&version, files),
        example("POST", "/documents/{document}/retrait", format!("{document}/retrait"), segur).sends(&[]),
        example("GET", "/documents/{document}/version/{number}", format!("{document}/version/1"), carrel),
    ]
}

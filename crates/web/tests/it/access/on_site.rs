//! Examples for the routes of people and help on site.

use super::examples::{Example, World, example};
use testing::TestApp;

/// A course with three sessions (of today, to come, over), a plan, a function, a journal, a practice, a contact.
pub async fn settle(app: &TestApp) {
    let cast = &app.cast;
    let mut script = include_str!("on_site.sql").to_owned();
    for (word, id) in [
        (":val_ormes", cast.val_ormes.to_string()),
        (":tilleuls", cast.tilleuls.to_string()),
        (":cm1b", cast.cm1b.to_string()),
        (":carrel", cast.carrel.to_string()),
        (":roy", cast.roy.to_string()),
    ] {
        script = script.replace(word, &id);
    }
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(app.pool()).await.unwrap();
    let sealed = app.app.vault.seal("meeting server", b"secret").unwrap();
    sqlx::query!(
        "insert into meeting_server (kind, address, app_id, secret, said_at)
         values ('jitsi', 'https://classe.example.org', 'preau', $1, '2026-09-01')",
        sealed,
    )
    .execute(app.pool())
    .await
    .unwrap();
}

fn id(end: &str) -> String {
    format!("00000000-0000-7000-8000-000000000{end}")
}

pub fn examples(world: &World) -> Vec<Example> {
    let mut all = of_courses(world);
    all.extend(of_sessions(world));
    all.extend(of_help(world));
    all.extend(of_classes(world));
    all
}

fn of_courses(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (segur, oger, carrel) = (Some(cast.segur), Some(cast.oger), Some(cast.carrel));
    let of = cast.val_ormes.to_string();
    let course = format!("/formations/cours/{}", id("101"));
    let server = "/formations/serveur";
    vec![
        example("GET", "/formations", "/formations", carrel),
        example("POST", "/formations/cours", "/formations/cours", segur).sends(&[
            ("titre", "Débuter"),
            ("parcours", "teacher"),
            ("donne", "circonscription"),
            ("heures", "3"),
            ("pour", &of),
        ]),
        example("GET", "/formations/cours/{course}", course.clone(), carrel),
        example("POST", "/formations/cours/{course}/fin", format!("{course}/fin"), segur).sends(&[]),
        example("POST", "/formations/cours/{course}/sessions", format!("{course}/sessions"), segur).sends(&[
            ("forme", "virtual"),
            ("jour", "2026-09-30"),
            ("debut", "9:00"),
            ("fin", "12:00"),
            ("places", "20"),
            ("pour", &of),
            ("intervenant", "Ana Ruiz"),
        ]),
        example("GET", "/formations/plan", "/formations/plan", segur),
        example("POST", "/formations/plan", "/formations/plan", segur).sends(&[
            ("circonscription", &of),
            ("heures", "18"),
            ("themes", "Débuter"),
        ]),
        example("GET", "/formations/serveur", server, oger),
        example("POST", "/formations/serveur", server, oger).sends(&[
            ("genre", "jitsi"),
            ("adresse", "https://classe.example.org"),
            ("application", "preau"),
            ("secret", "secret"),
        ]),
    ]
}

fn of_sessions(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (segur, carrel, roy) = (Some(cast.segur), Some(cast.carrel), Some(cast.roy));
    let at = |end: &str| format!("/formations/session/{}", id(end));
    let (now, coming, over) = (at("102"), at("103"), at("104"));
    let presence: &'static str = format!("presence-{}", cast.carrel).leak();
    let of = |method, pattern, path: String, by| example(method, pattern, path, by);
    vec![
        of("GET", "/formations/session/{session}", now.clone(), carrel),
        of("POST", "/formations/session/{session}/inscription", format!("{coming}/inscription"), carrel)
            .sends(&[("geste", "inscrire")]),
        of("POST", "/formations/session/{session}/inscrits", format!("{coming}/inscrits"), roy)
            .sends(&[("identifiant", "sonia.keller")]),
        of("POST", "/formations/session/{session}/presences", format!("{now}/presences"), roy)
            .sends(&[(presence, "present")]),
        of("POST", "/formations/session/{session}/avis", format!("{over}/avis"), carrel)
            .sends(&[("satisfaction", "4")]),
        of("POST", "/formations/session/{session}/entrer", format!("{now}/entrer"), carrel).sends(&[]),
        of("POST", "/formations/session/{session}/rediffusion", format!("{now}/rediffusion"), roy)
            .sends(&[("adresse", "https://a.example.org/1"), ("jusqu", "2026-12-01")]),
        of("POST", "/formations/session/{session}/annulation", format!("{coming}/annulation"), segur)
            .sends(&[("raison", "La salle est prise.")]),
        of("GET", "/formations/session/{session}/emargement", format!("{now}/emargement"), roy),
        of(
            "GET",
            "/formations/session/{session}/attestation/{person}",
            format!("{over}/attestation/{}", cast.carrel),
            carrel,
        ),
    ]
}

fn of_help(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let (segur, oger) = (Some(cast.segur), Some(cast.oger));
    let function = format!("/encadrement/fonction/{}", id("107"));
    let (other, contact, tilleuls) = (id("108"), id("10e"), cast.tilleuls.to_string());
    let accompanied = format!("/ecole/{}/accompagnement", cast.tilleuls);
    vec![
        example("GET", "/encadrement", "/encadrement", segur),
        example("POST", "/encadrement/fonctions", "/encadrement/fonctions", oger).sends(&[
            ("fonction", "dsi"),
            ("nom", "Léo Marchand"),
            ("portee", "academy"),
            ("quotite", "20"),
            ("debut", "2026-09-01"),
        ]),
        example("POST", "/encadrement/fonction/{function}/fin", format!("{function}/fin"), oger).sends(&[]),
        example("POST", "/encadrement/fonction/{function}/absence", format!("{function}/absence"), oger)
            .sends(&[("debut", "2026-09-14"), ("fin", "2026-09-20"), ("remplace", &other)]),
        example("POST", "/encadrement/seuils", "/encadrement/seuils", oger).sends(&[("academy", "400")]),
        example("POST", "/encadrement/referents", "/encadrement/referents", oger)
            .sends(&[("premier", &contact), ("horaires_1", "8 h – 18 h")]),
        example("GET", "/ecole/{school}/qui-appeler", format!("/ecole/{tilleuls}/qui-appeler"), segur),
        example("GET", "/accompagnements", "/accompagnements", segur),
        example("GET", "/ecole/{school}/accompagnement", accompanied.clone(), segur),
        example("POST", "/ecole/{school}/accompagnement", accompanied.clone(), segur)
            .sends(&[("project", "6")]),
        example("POST", "/ecole/{school}/accompagnement/seances", format!("{accompanied}/seances"), segur)
            .sends(&[
                ("composante", "project"),
                ("jour", "2026-09-14"),
                ("heures", "1"),
                ("quoi", "Une visite."),
            ]),
        example("GET", "/contacts", "/contacts", segur),
        example("POST", "/contacts", "/contacts", segur).sends(&[
            ("nature", "field_visit"),
            ("ecole", &tilleuls),
            ("jour", "2026-09-14"),
            ("objet", "La salle 3"),
        ]),
        example("POST", "/contacts/{entry}/suite", format!("/contacts/{}/suite", id("10b")), segur)
            .sends(&[]),
    ]
}

fn of_classes(world: &World) -> Vec<Example> {
    let cast = &world.app.cast;
    let carrel = Some(cast.carrel);
    let journal = format!("/ecole/{}/journal", cast.tilleuls);
    let practice = format!("/pratiques/{}", id("10a"));
    let told = [
        ("titre", "Le journal parlé"),
        ("contexte", "Un CM1"),
        ("niveaux", "CM1"),
        ("services", "feed"),
        ("matiere", "Français"),
        ("marche", "Les voix"),
    ];
    vec![
        example("GET", "/ecole/{school}/journal", journal.clone(), carrel),
        example("POST", "/ecole/{school}/journal/{class}", format!("{journal}/{}", cast.cm1b), carrel)
            .sends(&[("nature", "happened"), ("jour", "2026-09-14"), ("texte", "Un essai.")]),
        example(
            "POST",
            "/ecole/{school}/journal/entree/{entry}/retrait",
            format!("{journal}/entree/{}/retrait", id("109")),
            carrel,
        )
        .sends(&[]),
        example("GET", "/pratiques", "/pratiques", carrel),
        // Whoever works in a school tells hers.
        example("POST", "/pratiques", "/pratiques", carrel).sends(&told).for_all(),
        example("GET", "/pratiques/{practice}", practice.clone(), carrel),
        example("POST", "/pratiques/{practice}", practice.clone(), carrel).sends(&told),
        example("POST", "/pratiques/{practice}/suite", format!("{practice}/suite"), carrel)
            .sends(&[("geste", "proposer")]),
    ]
}

//! Examples for the services that recognise our people, and for other ENTs by which people come in.

use super::examples::{Example, World, example};
use testing::TestApp;

/// Open for teachers; closed.
const OPEN: &str = "00000000-0000-7000-8000-000000f00001";
const SHUT: &str = "00000000-0000-7000-8000-000000f00002";
/// By which people come in: open, linked to Mme Carrel’s account; closed.
const IN: &str = "00000000-0000-7000-8000-000000f00003";
const IN_SHUT: &str = "00000000-0000-7000-8000-000000f00004";
const LINK: &str = "00000000-0000-7000-8000-000000f00005";
const SISTER: &str = "https://ent2d.example.org/";
const ASKED: &str = "service=https%3A%2F%2Fent2d.example.org%2F";

pub async fn settle(app: &TestApp) {
    let script = "insert into sso_service (id, name, address, home, sister, profiles, attributes, said_at) values
         (':open', 'e-Collège', 'https://ent2d.example.org/', 'https://ent2d.example.org/', true, '{National_ENS}', '{profile}', '2026-09-01'),
         (':shut', 'Cartable', 'https://cartable.example.org/', 'https://cartable.example.org/', false, '{National_ENS}', '{}', '2026-09-01');
         insert into sso_opening (id, service_id, from_day, opened_at) values (gen_random_uuid(), ':open', '2026-09-01', '2026-09-01');
         insert into entry_source (id, name, address, profiles, said_at) values
         (':in', 'e-Collège', 'https://ent2d.example.org/cas/', '{National_ENS}', '2026-09-01'),
         (':not_in', 'Lycées', 'https://lycees.example.org/cas/', '{National_ENS}', '2026-09-01');
         insert into entry_opening (id, source_id, from_day, opened_at) values (gen_random_uuid(), ':in', '2026-09-01', '2026-09-01');
         insert into entry_link (id, source_id, person_id, service, mark, linked_at)
         values (':link', ':in', ':carrel', 'e-Collège', '\\x01', '2026-09-01');";
    let script =
        script.replace(":open", OPEN).replace(":shut", SHUT).replace(":in", IN).replace(":not_in", IN_SHUT);
    let script = script.replace(":link", LINK).replace(":carrel", &app.cast.carrel.0.to_string());
    sqlx::raw_sql(sqlx::AssertSqlSafe(script)).execute(app.pool()).await.unwrap();
}

pub fn examples(world: &World) -> Vec<Example> {
    let (oger, carrel) = (Some(world.app.cast.oger), Some(world.app.cast.carrel));
    let base = "/pilotage/services";
    let one = |id: &str, end: &str| format!("{base}/{id}{end}");
    let card = [
        ("nom", "Autre"),
        ("adresse", "https://autre.example.org/"),
        ("profil", "National_ENS"),
        ("donnee", "profile"),
    ];
    let asks =
        |call: &'static str| example("GET", call, format!("{call}?{ASKED}&ticket=ST-1"), None).for_all();
    let mut all = vec![
        example("GET", "/cas/login", format!("/cas/login?{ASKED}"), carrel).for_all(),
        example("POST", "/cas/login", "/cas/login", carrel)
            .sends(&[("service", SISTER), ("donnees", "profile")])
            .for_all(),
        example("GET", "/cas/logout", format!("/cas/logout?{ASKED}"), None).for_all(),
        example("POST", "/cas/logout", "/cas/logout", carrel).sends(&[("service", SISTER)]).for_all(),
        asks("/cas/validate"),
        asks("/cas/serviceValidate"),
        asks("/cas/proxyValidate"),
        asks("/cas/p3/serviceValidate"),
        asks("/cas/p3/proxyValidate"),
        example("GET", "/moi/mes-donnees/services", "/moi/mes-donnees/services", carrel).for_all(),
        example("GET", "/marche/calendrier", "/marche/calendrier", oger),
        example("POST", "/marche/calendrier", "/marche/calendrier", oger)
            .sends(&[("j_notice", "2027-01-04")]),
        example("GET", "/marche/calendrier/fichier", "/marche/calendrier/fichier", oger),
        example("GET", "/pilotage/services", base, oger),
        example("GET", "/pilotage/services/nouveau", one("nouveau", ""), oger),
        example("POST", "/pilotage/services", base, oger).sends(&card),
        example("GET", "/pilotage/services/{service}", one(OPEN, ""), oger),
        example("POST", "/pilotage/services/{service}", one(OPEN, ""), oger).sends(&card),
        example("POST", "/pilotage/services/{service}/ouverture", one(SHUT, "/ouverture"), oger)
            .sends(&[("debut", "2026-09-15")]),
        example("POST", "/pilotage/services/{service}/fermeture", one(OPEN, "/fermeture"), oger).sends(&[]),
    ];
    all.extend(coming_in(world));
    all
}

fn coming_in(world: &World) -> Vec<Example> {
    let (oger, carrel) = (Some(world.app.cast.oger), Some(world.app.cast.carrel));
    let one = |end: &str| format!("/pilotage/services/entrees{end}");
    let card = [("nom", "Autre"), ("adresse", "https://autre.example.org/cas"), ("profil", "National_ENS")];
    vec![
        example("GET", "/entrer/{source}", format!("/entrer/{IN}"), None).for_all(),
        // It did not begin in this browser.
        example("GET", "/entrer/{source}/retour", format!("/entrer/{IN}/retour"), None).for_all().absent(),
        example("POST", "/entrer/{source}/retour", format!("/entrer/{IN}/retour"), None)
            .sends(&[("logoutRequest", "<x/>")])
            .for_all(),
        // Nobody was recognised there.
        example("GET", "/entrer/{source}/relier", format!("/entrer/{IN}/relier"), carrel).for_all().absent(),
        example("POST", "/entrer/{source}/relier", format!("/entrer/{IN}/relier"), carrel)
            .sends(&[])
            .for_all()
            .absent(),
        example("POST", "/moi/comptes-relies/{link}/fin", format!("/moi/comptes-relies/{LINK}/fin"), carrel)
            .sends(&[]),
        example("GET", "/pilotage/services/entrees/nouvelle", one("/nouvelle"), oger),
        example("POST", "/pilotage/services/entrees", one(""), oger).sends(&card),
        example("GET", "/pilotage/services/entrees/{source}", one(&format!("/{IN}")), oger),
        example("POST", "/pilotage/services/entrees/{source}", one(&format!("/{IN}")), oger).sends(&card),
        example(
            "POST",
            "/pilotage/services/entrees/{source}/ouverture",
            one(&format!("/{IN_SHUT}/ouverture")),
            oger,
        )
        .sends(&[("debut", "2026-09-15")]),
        example(
            "POST",
            "/pilotage/services/entrees/{source}/fermeture",
            one(&format!("/{IN}/fermeture")),
            oger,
        )
        .sends(&[]),
    ]
}

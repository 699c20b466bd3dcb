//! The consoles of those who steer: what each sees, and that no child is seen there.

use kernel::PlaceId;
use testing::TestApp;

/// Pupils, and those who answer for them.
const FAMILIES: [&str; 9] = ["Lina", "Malo", "Tom", "Sami", "Zoé", "Benali", "Haddad", "Le Goff", "Morel"];

#[tokio::test]
async fn an_inspector_sees_her_schools_in_figures_and_no_family() {
    let app = TestApp::new(web::house::routes()).await;
    let cast = &app.cast;
    let page = |place: PlaceId| format!("/circonscription/{place}");
    for (who, hers, other) in [
        (cast.segur, 200, 404),
        (cast.oger, 200, 200),
        (cast.petit, 404, 404),
        (cast.nadia, 404, 404),
        (cast.lina, 404, 404),
    ] {
        let client = app.as_(who).await;
        assert_eq!(client.get(&page(cast.val_ormes)).await.status, hers, "{who}");
        assert_eq!(client.get(&page(cast.rives_circo)).await.status, other, "{who}");
        assert_eq!(client.get(&page(cast.tilleuls)).await.status, 404, "{who}: no circonscription");
    }
    let segur = app.as_(cast.segur).await;
    let seen = segur.get(&page(cast.val_ormes)).await;
    let rows = seen.all("tbody tr");
    assert_eq!(rows.len(), 4, "{}", seen.text());
    let tilleuls = rows.iter().find(|r| r.contains("Les Tilleuls")).unwrap();
    assert!(tilleuls.contains("Hélène Petit") && tilleuls.contains("moins de 5"), "{tilleuls}");
    assert!(rows.iter().any(|r| r.contains("Les Bruyères") && r.contains("Personne")), "{rows:?}");
    assert!(seen.says("1 sans direction"), "{}", seen.text());
    for name in FAMILIES {
        assert!(!seen.body().contains(name) && !seen.body().contains(&name.to_uppercase()), "{name}");
    }
    let found = segur.get(&format!("{}?nom=aulnes", page(cast.val_ormes))).await;
    assert_eq!(found.all("tbody tr").len(), 1);
    assert!(segur.get("/fil").await.status == 200 && segur.get("/pilotage/ecoles").await.status == 404);

    let rights = |school: PlaceId| format!("/ecole/{school}/direction/droits");
    assert!(segur.get(&rights(cast.tilleuls)).await.says("Nommer une direction par intérim"));
    assert_eq!(segur.get(&rights(cast.rives)).await.status, 404);
}

#[tokio::test]
async fn the_project_finds_a_school_by_name_commune_or_circonscription() {
    let app = TestApp::new(web::house::routes()).await;
    let oger = app.as_(app.cast.oger).await;
    let names = async |query: &str| oger.get(&format!("/pilotage/ecoles{query}")).await.all("tbody th");
    assert_eq!(names("").await.len(), 5);
    assert_eq!(names("?nom=ormes-le-vieux").await.len(), 2, "by commune");
    let by_uai = names("?nom=0809905e").await;
    assert!(by_uai.len() == 1 && by_uai[0].starts_with("Les Rives Rives-de-Seille"), "{by_uai:?}");
    assert_eq!(names(&format!("?circonscription={}", app.cast.rives_circo)).await.len(), 1);
    assert_eq!(names(&format!("?commune={}", app.cast.ormes)).await.len(), 2);
    assert!(names("?nom=personne").await.is_empty());

    // 120 more: by key, each once.
    let many = "with p as (insert into place (id, kind, name, parent_id, school_id, created_at)
                  select i, 'school', 'École n° ' || n, (select id from place where name = 'Val d’Ormes'), i, '2026-09-01'
                  from (select gen_random_uuid() as i, n from generate_series(1, 120) n) m returning 1) select count(*) from p";
    assert_eq!(app.count(many).await, 120);
    let (mut seen, mut path) = (Vec::new(), "/pilotage/ecoles".to_owned());
    loop {
        let page = oger.get(&path).await;
        seen.extend(page.attributes("tbody a[href$=direction]", "href"));
        match page.attribute(".pager a", "href") {
            Some(next) => path = next,
            None => break,
        }
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 125);
}

#[tokio::test]
async fn the_project_finds_an_adult_and_no_pupil() {
    let app = TestApp::new(web::house::routes()).await;
    let oger = app.as_(app.cast.oger).await;
    let found = oger.get("/pilotage/personnes?nom=haddad").await;
    assert!(
        found.says("Karim Haddad responsable · Le Moulin Bleu responsable · Les Tilleuls"),
        "{}",
        found.text()
    );
    assert!(!found.says("Lina") && !found.says("Sami"));
    assert!(oger.get("/pilotage/personnes?nom=petit+helene").await.says("direction · Les Tilleuls"));
    assert!(oger.get("/pilotage/personnes?nom=odile.segur").await.says("inspection · Val d’Ormes"));
    assert!(oger.get("/pilotage/personnes?nom=zoe").await.says("Personne de ce nom"));
    assert_eq!(app.as_(app.cast.segur).await.get("/pilotage/personnes?nom=petit").await.status, 404);
}

#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the test makes a person of its own")]
async fn an_ien_numerique_finds_what_she_supports_in_her_menu_and_no_other_room() {
    let mut app = TestApp::new(web::house::routes()).await;
    let mailroom = web::house::Mailroom::Kept(std::sync::Arc::new(mail::Kept::new(app.app.db.clock.clone())));
    let router = web::house::router(&app.app, mailroom);
    app.through(router);
    let noor = kernel::PersonId::fresh();
    let place = app.cast.val_ormes;
    for statement in [
        "insert into person (id, first_name, last_name, created_at) values ($1, 'Noor', 'Vasseur', '2026-09-01') on conflict do nothing",
        "insert into account (person_id, login, state, created_at) values ($1, 'noor.essai', 'active', '2026-09-01')",
        "insert into role (id, person_id, kind, place_id, from_day, source) values (gen_random_uuid(), $1, 'digital_inspector', $2, '2026-09-01', 'delegation')",
    ] {
        let query = sqlx::query(statement).bind(noor.0);
        let query = if statement.contains("$2") { query.bind(place.0) } else { query };
        query.execute(app.pool()).await.unwrap();
    }
    let client = app.as_(noor).await;
    let at = format!("/circonscription/{place}/appui");
    let page = client.get_with("/moi", "accept", "text/html").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let all = page.attributes("a", "href");
    assert!(all.contains(&at) && all.iter().any(|l| l == "/indicateurs"), "{all:?}");
    for room in ["/deploiement", "/formations", "/assistance", "/finances", "/gouvernance", "/fil/ecrire"] {
        assert!(!all.iter().any(|l| l == room), "{room}: {all:?}");
    }
}

//! The schools of a territory by step.

use super::{PATH, Role, Way, somebody};
use testing::{Reply, TestApp};

fn schools(page: &Reply) -> Vec<String> {
    page.all("tbody th a")
}

#[tokio::test]
async fn the_board_says_where_each_school_stands_and_who_holds_it() {
    let way = Way::new().await;
    let cast = &way.app.cast;
    way.until("decision").await;
    let of = |who| {
        let app = &way.app;
        async move { app.as_(who).await.get("/deploiement").await }
    };
    let hers = of(cast.segur).await;
    assert_eq!(schools(&hers).len(), 4, "her circonscription’s");
    let row = hers.all("tbody tr").into_iter().find(|r| r.contains("Les Tilleuls")).unwrap();
    assert!(row.contains("Décision de l’inspection") && row.contains("aujourd’hui"), "{row}");
    assert!(row.contains("comptes fermés"));
    assert_eq!(schools(&of(way.agent).await), ["Le Moulin Bleu", "Les Tilleuls"]);
    assert_eq!(schools(&of(cast.oger).await).len(), 5);
    for who in [cast.petit, cast.carrel, cast.yann, cast.zoe] {
        assert_eq!(of(who).await.status, 404);
    }
}

#[tokio::test]
async fn it_is_filtered_by_step_holder_and_place() {
    let way = Way::new().await;
    way.until("decision").await;
    let oger = way.app.as_(way.app.cast.oger).await;
    for (choice, found) in [
        ("etape=decision", vec!["Les Tilleuls"]),
        ("tient=inspection", vec!["Les Tilleuls"]),
        ("tient=commune", vec![]),
        ("etape=pas-commence&mot=moulin", vec!["Le Moulin Bleu"]),
        ("mot=tilleuls", vec!["Les Tilleuls"]),
    ] {
        let page = oger.get(&format!("/deploiement?{choice}")).await;
        assert_eq!(schools(&page), found, "{choice}");
    }
    let of_commune = oger.get(&format!("/deploiement?commune={}", way.app.cast.ormes)).await;
    assert_eq!(schools(&of_commune).len(), 2);
    way.app.at(testing::first_day() + chrono::TimeDelta::days(40));
    let page = way.app.as_(way.app.cast.oger).await.get("/deploiement?tient=inspection").await;
    assert!(page.says("(40 jours)") && page.says("attend"), "{}", page.text());
    assert_eq!(way.does(Role::Inspector, "decision").await.status, 303);
    let page = way.app.as_(way.app.cast.oger).await.get("/deploiement?etape=engagement").await;
    assert_eq!(schools(&page), ["Les Tilleuls"]);
}

#[tokio::test]
async fn three_hundred_schools_go_by_pages() {
    let way = Way::new().await;
    sqlx::query(
        "insert into place (id, kind, name, parent_id, school_id, uai, school_kind, created_at)
         select i, 'school', 'École ' || lpad(n::text, 3, '0'), $1, i, '07' || lpad(n::text, 5, '0') || 'Z', 'primaire', '2026-09-01'
         from (select gen_random_uuid() as i, n from generate_series(1, 313) n) s",
    )
    .bind(way.app.cast.val_ormes.0)
    .execute(way.app.pool())
    .await
    .unwrap();
    let oger = way.app.as_(way.app.cast.oger).await;
    let (mut seen, mut next) = (Vec::new(), Some("/deploiement?tient=".to_owned()));
    while let Some(address) = next {
        let page = oger.get(&address).await;
        assert!(page.says("318 écoles"), "{}", page.text());
        seen.extend(schools(&page));
        next = page.attribute(".pager a", "href");
    }
    assert_eq!(seen.len(), 318);
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 318);
}

/// What the directory holds is read only where the next step depends on it: the board says what the path says all the same.
#[tokio::test]
async fn a_school_is_followed_over_the_whole_path() {
    let way = Way::new().await;
    let stands_at = async |step: &str| {
        let page = way.app.as_(way.app.cast.oger).await.get(&format!("/deploiement?etape={step}")).await;
        assert_eq!(schools(&page), ["Les Tilleuls"], "{step}: {}", page.text());
        assert!(page.all("tbody tr").concat().contains("comptes fermés") != OPENED.contains(&step), "{step}");
    };
    let pupils = "update role set until_day = $1 where kind = 'pupil' and school_id = $2";
    for (step, role) in PATH.into_iter().skip(1) {
        way.until_from(before(step), step).await;
        if step == "administrateur" {
            let leave = sqlx::query(pupils).bind(chrono::NaiveDate::from_ymd_opt(2026, 9, 1));
            leave.bind(way.app.cast.tilleuls.0).execute(way.app.pool()).await.unwrap();
            stands_at("donnees").await;
            let back = sqlx::query(pupils).bind(None::<chrono::NaiveDate>);
            back.bind(way.app.cast.tilleuls.0).execute(way.app.pool()).await.unwrap();
            // The head administers without being named.
            stands_at("formation-administrateur").await;
            continue;
        }
        stands_at(step).await;
        if step == "engagement" {
            let held = way.app.as_(way.app.cast.oger).await.get("/deploiement?tient=commune").await;
            assert_eq!((schools(&held).len(), role), (1, Role::Commune));
            let project = way.app.as_(way.app.cast.oger).await.get("/deploiement?tient=projet").await;
            assert!(schools(&project).is_empty(), "somebody acts for the commune: {}", project.text());
        }
    }
    way.until_from("mise-en-service", "").await;
    stands_at("en-service").await;
}

const OPENED: [&str; 5] =
    ["nom-de-domaine", "formation-enseignants", "familles", "mise-en-service", "en-service"];

fn before(step: &str) -> &'static str {
    let at = PATH.iter().position(|(s, _)| *s == step).unwrap();
    PATH[at - 1].0
}

/// Before the directory came, the page says where schools come from, and to whom it may bring them.
#[tokio::test]
async fn without_a_school_one_is_told_where_they_come_from() {
    let app = TestApp::new(identity::routes().merge(rollout::routes())).await;
    let nowhere = super::super::indicators::place(&app, "commune", "Nullepart", Some("80999"), None).await;
    let agent = somebody(&app, "Mireille", "Pons", "commune_agent", nowhere).await;
    let page = app.as_(agent).await.get("/deploiement").await;
    assert!(page.says("Pas encore d’école") && !page.says("Choisir des écoles"), "{}", page.text());
    assert!(page.all("a[href='/pilotage/imports']").is_empty());
    let sought = app.as_(agent).await.get("/deploiement?mot=rien").await;
    assert!(sought.says("Changez un des choix"), "{}", sought.text());
    sqlx::query("update place set closed_on = '2026-09-01' where kind = 'school'")
        .execute(app.pool())
        .await
        .unwrap();
    let oger = app.as_(app.cast.oger).await.get("/deploiement").await;
    assert_eq!(oger.all("a[href='/pilotage/imports']"), ["Déposer un flux"]);
}

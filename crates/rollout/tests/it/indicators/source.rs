//! The figures of the source document, played through the product and read back from its pages.

use super::{School, accounts, app, classes, count, place, run, school, scope, settle};
use rollout::{Commune, know_commune};
use testing::{Reply, TestApp};
use uuid::Uuid;

fn rows(page: &Reply, section: &str) -> Vec<String> {
    page.all(&format!("section[aria-labelledby={section}] tbody tr"))
}

async fn page(app: &TestApp, scope: Uuid) -> Reply {
    app.as_(app.cast.oger).await.get(&format!("/indicateurs/{scope}")).await
}

/// 42 elementary classes with two whole schools and 8 nursery classes with two whole schools in one town, 11 elementary
/// classes and a nursery school of 4 in the other: 65.
#[tokio::test]
async fn sixty_five_classes_in_two_towns() {
    let app = app().await;
    let circonscription = place(&app, "circonscription", "Deux-Villes", None, None).await;
    let first = place(&app, "commune", "Grand-Bourg", Some("91998"), None).await;
    let second = place(&app, "commune", "Petit-Bourg", Some("91999"), None).await;
    for (name, nursery, commune, classes, deployed) in [
        ("A", false, first, 8, 8),
        ("B", false, first, 8, 8),
        ("C", false, first, 15, 13),
        ("D", false, first, 15, 13),
        ("E", true, first, 3, 3),
        ("F", true, first, 3, 3),
        ("G", true, first, 4, 2),
        ("H", false, second, 14, 11),
        ("I", true, second, 4, 4),
    ] {
        school(&app, &School { name, nursery, circonscription, commune, classes, deployed }).await;
    }
    settle(&app).await;
    count(&app).await;
    assert_eq!(classes(&app, first, "elementary").await, [46, 42, 4, 2]);
    assert_eq!(classes(&app, first, "nursery").await, [10, 8, 3, 2]);
    assert_eq!(classes(&app, second, "elementary").await, [14, 11, 1, 0]);
    assert_eq!(classes(&app, second, "nursery").await, [4, 4, 1, 1]);
    assert_eq!(classes(&app, circonscription, "all").await[1], 65);
    let town = page(&app, first).await;
    assert!(town.says("42 sur 46, dont 2 écoles entières") && town.says("8 sur 10, dont 2 écoles entières"));
    let whole = page(&app, circonscription).await;
    assert!(whole.says("65 sur 74"), "{}", whole.text());
    let towns = rows(&whole, "lieux");
    assert!(towns.iter().any(|r| r.starts_with("Grand-Bourg") && r.contains("10 8 46 42")), "{towns:?}");
    assert!(towns.iter().any(|r| r.starts_with("Petit-Bourg") && r.contains("4 4 14 11")), "{towns:?}");
}

/// A syndicate of 40 communes, 34 of them under 2,500 inhabitants; 69 % of the elementary classes since 2007.
#[tokio::test]
async fn eighty_five_percent_rural_and_sixty_nine_percent_deployed() {
    let app = app().await;
    let syndicate = place(&app, "epci", "Syndicat des Quarante", None, None).await;
    for n in 0..40 {
        let insee = format!("809{:02}", 30 + n);
        place(&app, "commune", &format!("Commune {n}"), Some(&insee), Some(syndicate)).await;
        let population = Some(if n < 34 { 400 + n * 50 } else { 2_500 + n });
        let commune = Commune {
            insee,
            name: format!("Commune {n}"),
            population,
            department: "80".into(),
            ..Commune::default()
        };
        know_commune(&mut app.pool().acquire().await.unwrap(), &commune).await.unwrap();
    }
    count(&app).await;
    let oger = app.as_(app.cast.oger).await;
    for (year, deployed, source) in
        [("2007", "54", "Rapport 2008"), ("2016", "1242", "Journée du 6 décembre 2016")]
    {
        let said = [
            ("annee", year),
            ("niveau", "elementary"),
            ("classes", "1800"),
            ("deployees", deployed),
            ("source", source),
        ];
        assert_eq!(oger.post(&format!("/indicateurs/{syndicate}/anterieur"), &said).await.status, 303);
    }
    let page = page(&app, syndicate).await;
    assert!(page.says("34 sur 40") && rows(&page, "rural") == ["40 34 85 % 0"], "{:?}", rows(&page, "rural"));
    let since = rows(&page, "debut");
    assert_eq!(since, ["2007-08 — 3 % — Rapport 2008", "2016-17 — 69 % — Journée du 6 décembre 2016"]);
    assert!(page.attribute("section[aria-labelledby=debut] svg.chart", "aria-label").is_some());
}

/// 26,000 accounts of 63,000 possible in the communes engaged at first: 41.3 %, whoever joins later.
#[tokio::test]
async fn twenty_six_thousand_of_sixty_three_thousand() {
    let app = app().await;
    let circonscription = place(&app, "circonscription", "Pays d’en bas", None, None).await;
    pupils(&app, circonscription, 26_000, true).await;
    pupils(&app, circonscription, 37_000, false).await;
    run(&app, "insert into opening_rule (gated, decided_at) values (true, '2026-09-01')").await;
    count(&app).await;
    assert_eq!(accounts(&app, circonscription, "pupil", "all").await[..2], [63_000, 26_000]);
    let oger = app.as_(app.cast.oger).await;
    let said = page(&app, circonscription).await;
    assert!(said.says("41,3 %") && said.says("26 000 sur 63 000"));
    let kept = oger
        .post(&format!("/indicateurs/{circonscription}/perimetre"), &[("nom", "Communes engagées")])
        .await;
    assert_eq!(kept.status, 303);
    // A school of another thousand comes: the denominator that was kept stays what it was.
    pupils(&app, circonscription, 1_000, false).await;
    count(&app).await;
    assert!(page(&app, circonscription).await.says("26 000 sur 64 000"));
    let perimeter = scope(&app, "perimeter", "Communes engagées").await;
    let frozen = page(&app, perimeter).await;
    assert!(frozen.says("26 000 sur 63 000") && frozen.says("41,3 %"));
    let list = rows(&page(&app, circonscription).await, "perimetres");
    assert!(list.iter().any(|r| r.starts_with("Communes engagées") && r.contains("41,3 %")), "{list:?}");
}

/// One school of one class of so many: what is counted is people.
async fn pupils(app: &TestApp, circonscription: Uuid, many: i32, open: bool) {
    let (id, class) = (Uuid::now_v7(), Uuid::now_v7());
    let opened = if open { "'2026-09-01'" } else { "null" };
    run(
        app,
        format!(
            "insert into place (id, kind, name, parent_id, school_id, school_kind, opened_at, created_at)
               values ('{id}', 'school', 'École {many}', '{circonscription}', '{id}', 'elementaire', {opened}, '2026-09-01');
             insert into place (id, kind, name, school_id, parent_id, school_year, levels, created_at)
               values ('{class}', 'class', 'Tous', '{id}', '{id}', 2026, '{{CE1}}', '2026-09-01');
             create temp table child as select gen_random_uuid() as id, n from generate_series(1, {many}) n;
             insert into person (id, last_name, first_name, level, created_at) select id, 'ESSAI', 'Élève ' || n, 'CE1', '2026-09-01' from child;
             insert into account (person_id, login, state, created_at) select id, id::text, 'to_activate', '2026-09-01' from child;
             insert into role (id, person_id, kind, place_id, school_id, from_day, source)
               select gen_random_uuid(), id, 'pupil', '{class}', '{id}', '2026-09-01', 'feed' from child;
             drop table child;"
        ),
    )
    .await;
}

//! The national level: numbers of the whole project, no place, nobody.

use super::super::joining::somebody;
use super::{app, count};

#[tokio::test]
async fn the_national_level_reads_numbers_of_the_whole_and_nothing_else() {
    let app = app().await;
    let cast = &app.cast;
    let irene = somebody(&app, "Irène", "Costa", "national", cast.val_ormes.0).await;
    let she = app.as_(irene).await;
    assert_eq!(she.get("/").await.location(), Some("/national"));
    let early = she.get("/national").await;
    assert!(early.status == 200 && early.says("Pas encore de nombres ici"), "{}", early.text());
    assert_eq!(she.get("/national/comptages.csv").await.status, 404);
    count(&app).await;
    let page = she.get("/national").await;
    // Five pupils, five guardians in the Cast: four and less would not be said.
    let rows = page.all("section[aria-labelledby=comptes] tbody tr");
    assert_eq!(rows.len(), 4, "{}", page.text());
    let of = |profile: &str| rows.iter().find(|r| r.contains(profile)).unwrap().clone();
    assert!(of("Élèves").contains('5') && of("Autres personnels").contains("moins de 5"), "{rows:?}");
    let file = she.get("/national/comptages.csv").await;
    assert_eq!(file.status, 200);
    assert!(file.headers["content-type"].to_str().unwrap().starts_with("text/csv"));
    let names: Vec<(String,)> = sqlx::query_as(
        "select name from place where kind in ('school', 'commune', 'circonscription', 'class')
         union select last_name from person union select uai from place where uai is not null",
    )
    .fetch_all(app.pool())
    .await
    .unwrap();
    for (name,) in names.iter().filter(|(name,)| name != "Costa") {
        assert!(!page.text().contains(name.as_str()) && !file.body().contains(name.as_str()), "{name}");
    }
    for said in ["Comptes par profil", "Venus par semaine", "Actes par service", "moins de 5"] {
        assert!(file.body().contains(said), "{said}");
    }
    for path in [
        "/indicateurs",
        "/indicateurs/projet",
        "/pilotage",
        "/deploiement",
        "/conventions",
        "/exigences",
        "/juridique",
        "/gouvernance",
        &format!("/ecole/{}", cast.tilleuls),
        &format!("/indicateurs/{}", cast.tilleuls),
    ] {
        assert_eq!(she.get(path).await.status, 404, "{path}");
    }
    for (who, status) in [
        (cast.oger, 200),
        (cast.segur, 404),
        (cast.petit, 404),
        (cast.carrel, 404),
        (cast.nadia, 404),
        (cast.lina, 404),
    ] {
        let client = app.as_(who).await;
        assert_eq!(client.get("/national").await.status, status, "{who}");
        assert_eq!(client.get("/national/comptages.csv").await.status, status, "{who}");
    }
    // It ends by itself.
    sqlx::query("update role set until_day = '2026-09-16' where person_id = $1")
        .bind(irene.0)
        .execute(app.pool())
        .await
        .unwrap();
    app.at(testing::first_day() + chrono::TimeDelta::days(2));
    assert_eq!(app.as_(irene).await.get("/national").await.status, 404);
}
